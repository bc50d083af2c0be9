#include "inventory/topic_from_name.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "inventory/topic_words.h"

using namespace presad;

namespace {

std::string topic(std::string_view name, const std::set<std::string>& taken = {}) {
  const std::string made = topic_from_name(name, "device_899uai", "tasmotas",
                                           [&](const std::string& word) { return taken.count(word) != 0; });
  CHECK(check_device_topic(made, "tasmotas").has_value());
  CHECK(made.size() <= max_topic_word);
  return made;
}

}  // namespace

TEST_CASE("a topic is the name in small letters, with _ for blanks and signs") {
  CHECK(topic("Presa #1") == "presa_1");
  CHECK(topic("  Lampada (cucina)  ") == "lampada_cucina");
  CHECK(topic("a/b+c$d%e") == "a_b_c_d_e");
  CHECK(topic("TV-Regal") == "tv-regal");
}

TEST_CASE("letters of other alphabets stay, blanks that no keyboard has do not") {
  CHECK(topic("Küche") == "küche");
  CHECK(topic("客厅 灯") == "客厅_灯");
  CHECK(topic("a\xC2\xA0"
              "b\xE3\x80\x80"
              "c\xE2\x80\x8B"
              "d\xEF\xBB\xBF") == "a_b_c_d");
}

TEST_CASE("a name of which nothing is left, or that is no topic of a device, is replaced") {
  for (const char* name : {"", "###", "--", "cmnd", "Presad", "presad x", "my tasmotas", "\xFF\xFE", "tele"}) {
    CAPTURE(name);
    CHECK(topic(name) == "device_899uai");
  }
}

TEST_CASE("who comes later gets a number") {
  CHECK(topic("Lamp", {"lamp"}) == "lamp_2");
  CHECK(topic("Lamp", {"lamp", "lamp_2"}) == "lamp_3");
  CHECK(topic("", {"device_899uai"}) == "device_899uai_2");
}

TEST_CASE("a long name is cut at a letter's end, with room for the number") {
  CHECK(topic(std::string(100, 'a')) == std::string(55, 'a'));
  std::string long_name;
  for (int i = 0; i < 60; ++i) long_name += "é";
  CHECK(topic(long_name).size() == 54);
}
