#include "inventory/topic_words.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;

namespace {

std::string why(const Result<std::string>& checked) { return checked ? "" : checked.error().what; }

}  // namespace

TEST_CASE("ordinary topics are taken as they are") {
  for (const char* word : {"presa1", "plug_kitchen", "Tasmota-7A", "a", "küche", "1", "a.b:c"}) {
    CAPTURE(word);
    CHECK(*check_device_topic(word, "tasmotas") == word);
  }
}

TEST_CASE("a word that MQTT cannot carry as one level is refused") {
  CHECK(why(check_device_topic("a+b", "g")) == "a topic cannot hold the wildcards + and #");
  CHECK(why(check_device_topic("#", "g")) == "a topic cannot hold the wildcards + and #");
  CHECK(why(check_device_topic("a/b", "g")) == "a topic cannot hold a /");
  CHECK(why(check_device_topic("a b", "g")) == "a topic cannot hold a space");
  CHECK(why(check_device_topic("$SYS", "g")) == "a topic cannot hold $ or %");
  CHECK(why(check_device_topic("a\nb", "g")) == "a topic cannot hold a control character");
  CHECK(why(check_device_topic(std::string("a\0b", 3), "g")) == "a topic cannot hold a control character");
  CHECK(why(check_device_topic("", "g")) == "a topic is empty");
}

TEST_CASE("a topic has a longest length") {
  CHECK(check_device_topic(std::string(64, 'x'), "g"));
  CHECK(why(check_device_topic(std::string(65, 'x'), "g")) == "a topic is longer than 64 bytes");
}

TEST_CASE("words that presad, Tasmota and the group use themselves are refused") {
  for (const char* word : {"cmnd", "stat", "tele", "presad"}) {
    CAPTURE(word);
    CHECK(why(check_device_topic(word, "g")) == "a topic cannot be cmnd, stat, tele or presad: these are taken");
  }
  CHECK(why(check_device_topic("presad_site", "g")) ==
        "a topic cannot begin with presad_: these are instances of presad");
  CHECK(why(check_device_topic("all", "all")) == "a topic cannot be the group topic");
  CHECK_FALSE(why(check_device_topic("mytasmotas2", "all")).empty());
  CHECK_FALSE(why(check_device_topic("DVES_7A1B2C_fb", "all")).empty());
  CHECK(check_device_topic("presad2", "all"));
}

TEST_CASE("full_topic is brought into one form") {
  CHECK(*parse_full_topic("%prefix%/%topic%/") == "%prefix%/%topic%/");
  CHECK(*parse_full_topic("%topic%/%prefix%") == "%topic%/%prefix%/");
  CHECK(*parse_full_topic("/home//%prefix%/%topic%") == "home/%prefix%/%topic%/");
}

TEST_CASE("full_topic needs both tokens, once, each as a level of its own") {
  for (const char* text : {"", "%prefix%/", "%topic%/", "%prefix%%topic%/", "x%prefix%/%topic%/",
                           "%prefix%/%prefix%/%topic%/", "%Prefix%/%topic%/"}) {
    CAPTURE(text);
    CHECK(why(parse_full_topic(text)) == "full_topic must hold %prefix% and %topic% once, each between slashes");
  }
}

TEST_CASE("full_topic cannot hold wildcards, blanks or tokens that presad does not know") {
  for (const char* text : {"+/%prefix%/%topic%/", "%prefix%/%topic%/#", "a b/%prefix%/%topic%", "%id%/%prefix%/%topic%",
                           "$x/%prefix%/%topic%"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_full_topic(text));
  }
}
