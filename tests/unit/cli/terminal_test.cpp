#include "cli/terminal.h"

#include <doctest/doctest.h>

#include "mqtt/broker.h"

using namespace presad;
using namespace presad::cli;

TEST_CASE("a message is shown as mosquitto_sub -v shows it") {
  CHECK(render_message("stat/presa1/RESULT", R"({"POWER":"ON"})") == "stat/presa1/RESULT {\"POWER\":\"ON\"}\n");
  CHECK(render_message("stat/presa1/POWER", "") == "stat/presa1/POWER \n");
}

TEST_CASE("no byte that a terminal would obey gets through, in the topic neither") {
  CHECK(for_terminal("a\x1B[2Jb\r\n\t\x7F") == R"(a\x1b[2Jb\x0d\x0a\x09\x7f)");
  CHECK(for_terminal("\xC2\x9B"
                     "31m") == R"(\xc2\x9b31m)");  // CSI in one character
  CHECK(for_terminal(std::string("\0\xFF", 2)) == R"(\x00\xff)");
  CHECK(render_message("a\nb", "c\nd") == "a\\x0ab c\\x0ad\n");
}

TEST_CASE("text of any language and quotes stay as they are") {
  for (const char* text : {"Küche \"unten\" °C", "\"", "\"\"", "日本", R"(a\b)", ""}) CHECK(for_terminal(text) == text);
}

TEST_CASE("a message is shown whole up to the broker's limit, and a cut one says so") {
  const std::string whole(mqtt::max_payload_size, 'x');
  CHECK(render_message("t", whole) == "t " + whole + '\n');
  CHECK(render_message("t", whole + 'x') == "t " + whole + "…\n");
}
