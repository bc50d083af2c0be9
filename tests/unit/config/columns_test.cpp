#include "config/columns.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad::config;

TEST_CASE("a column is counted in characters, whatever their length in bytes") {
  CHECK(character_column("version: 3.6", 10) == 10);
  CHECK(character_column("näme: x", 8) == 7);
  CHECK(character_column("☃☃: x", 9) == 5);
  CHECK(character_column("\xF0\x9F\x94\x8C: x", 7) == 4);
}

TEST_CASE("the column behind the end of a line is one more than its characters") {
  CHECK(character_column("", 1) == 1);
  CHECK(character_column("ab", 3) == 3);
  CHECK(character_column("ab", 99) == 3);
}

TEST_CASE("each character knows where it begins and how wide it is") {
  const auto cells = cells_of("aü中\xCC\x81");
  REQUIRE(cells.size() == 4);
  CHECK(cells[1].column == 2);
  CHECK(cells[1].bytes == 2);
  CHECK(cells[1].width == 1);
  CHECK(cells[2].column == 4);
  CHECK(cells[2].width == 2);
  CHECK(cells[3].width == 0);
}

TEST_CASE("what would upset a terminal is shown as something harmless") {
  const auto cells = cells_of("a\tb\x1B\x7F\xC2\x9B\xFF");
  std::string shown;
  for (const Cell& cell : cells) shown += cell.text;
  CHECK(shown == "a b????");
}

TEST_CASE("a character cut short at the end of the line takes one column") {
  const auto cells = cells_of("a\xE2\x98");
  CHECK(cells.size() == 3);
  CHECK(cells[1].text == "?");
}

TEST_CASE("the first byte that is no UTF-8 is found") {
  CHECK(first_broken_byte("plain ☃") == 0);
  CHECK(first_broken_byte("a\xFFz") == 2);
  CHECK(first_broken_byte("☃\xC0\x80") == 4);
  CHECK(first_broken_byte("\xED\xA0\x80") == 1);
}
