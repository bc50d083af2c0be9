// Source: DIALECT.md, 1.

#include "tasmota/command_word.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad::tasmota;

TEST_CASE("tasmota 1: the command word ignores case") {
  for (const char* spelling : {"power", "POWER", "PoWeR"}) {
    CHECK(parse_command_word(spelling) == CommandWord{"POWER", 1, false, false});
  }
}

TEST_CASE("tasmota 1: trailing digits are the index, none is 1 but remembered") {
  CHECK(parse_command_word("Power2") == CommandWord{"POWER", 2, true, false});
  CHECK(parse_command_word("POWER02") == CommandWord{"POWER", 2, true, false});
  CHECK(parse_command_word("Power1") == CommandWord{"POWER", 1, true, false});
  CHECK(parse_command_word("Status0") == CommandWord{"STATUS", 0, true, false});
  CHECK(parse_command_word("HSBColor") == CommandWord{"HSBCOLOR", 1, false, false});
  CHECK(parse_command_word("a1b22") == CommandWord{"A1B", 22, true, false});
}

TEST_CASE("tasmota 1: a leading underscore asks for silence") {
  CHECK(parse_command_word("_power2") == CommandWord{"POWER", 2, true, true});
  CHECK(parse_command_word("__power") == CommandWord{"_POWER", 1, false, true});
}

TEST_CASE("a word of nothing, of digits or of bytes is still a word") {
  CHECK(parse_command_word("") == CommandWord{"", 1, false, false});
  CHECK(parse_command_word("_") == CommandWord{"", 1, false, true});
  CHECK(parse_command_word("12") == CommandWord{"", 12, true, false});
  CHECK(parse_command_word("Status 0") == CommandWord{"STATUS ", 0, true, false});
  CHECK(parse_command_word("\xc3\xbc") == CommandWord{"\xc3\xbc", 1, false, false});
}

TEST_CASE("an absurd index saturates and an absurd word is cut") {
  CHECK(parse_command_word("Power" + std::string(500, '9')).index == 999999);
  CHECK(parse_command_word("Power4294967298").index == 999999);  // not 2
  const CommandWord long_word = parse_command_word(std::string(60'000, 'x') + "7");
  CHECK(long_word.name == std::string(max_word_size, 'X'));
  CHECK(long_word.index == 7);
}

TEST_CASE("tasmota 10: Input repeats the index only if it is not 1") {
  CHECK(render_word(parse_command_word("power1")) == "POWER");
  CHECK(render_word(parse_command_word("power05")) == "POWER5");
  CHECK(render_word(parse_command_word("status0")) == "STATUS0");
}
