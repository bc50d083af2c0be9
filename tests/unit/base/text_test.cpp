// Words, hex digits and what a log line may hold.

#include "base/text.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

using namespace presad;
using namespace std::string_literals;

TEST_CASE("case is folded in ASCII only") {
  CHECK(to_upper("power1 \xC3\xA4[`{") == "POWER1 \xC3\xA4[`{");
  CHECK(to_lower("POWER1 \xC3\x84@[") == "power1 \xC3\x84@[");
  CHECK(equal_ignoring_case("TelePeriod", "TELEPERIOD"));
  CHECK_FALSE(equal_ignoring_case("Power", "Powe"));
  CHECK_FALSE(equal_ignoring_case("\xC3\xA4", "\xC3\x84"));
}

TEST_CASE("bytes survive the way through hex") {
  const Bytes all = {0x00, 0x01, 0x7F, 0x80, 0xAB, 0xFF};
  CHECK(to_hex(all) == "00017f80abff");
  CHECK(from_hex("00017f80ABff") == all);
  CHECK(from_hex("") == Bytes{});
}

TEST_CASE("what is no hex is nothing") {
  for (const std::string_view wrong : {"0", "0g", "g0", "0x12", "1 23", "\xFF\xFF"}) {
    CAPTURE(wrong);
    CHECK_FALSE(from_hex(wrong));
  }
  CHECK_FALSE(from_hex("00\0"s + "0"));
}

TEST_CASE("insertion, deletion, replacement and a swap of neighbours cost one each") {
  CHECK(edit_distance("kitchen", "kitchen") == 0);
  CHECK(edit_distance("kitchen", "kitchens") == 1);
  CHECK(edit_distance("kitchen", "kitchn") == 1);
  CHECK(edit_distance("kitchen", "kitcken") == 1);
  CHECK(edit_distance("kitchen", "kicthen") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("", "") == 0);
}

TEST_CASE("the nearest word is found whatever its case") {
  constexpr std::array<std::string_view, 3> known = {"plug_kitchen", "plug_hall", "Fan"};
  CHECK(nearest_word("plug_kichen", known) == "plug_kitchen");
  CHECK(nearest_word("PLUG_HAL", known) == "plug_hall");
  CHECK(nearest_word("fan", known) == "Fan");
  CHECK(nearest_word("fam", known) == "Fan");
}

TEST_CASE("a word that is too far from all is no word's neighbour") {
  constexpr std::array<std::string_view, 3> known = {"plug_kitchen", "plug_hall", "fan"};
  CHECK_FALSE(nearest_word("heating", known));
  CHECK_FALSE(nearest_word("sam", known));  // two of three letters differ
  CHECK_FALSE(nearest_word("", known));
  CHECK_FALSE(nearest_word("fan", {}));
}

TEST_CASE("of equally near words the first is taken") {
  constexpr std::array<std::string_view, 2> known = {"plug_1", "plug_2"};
  CHECK(nearest_word("plug_3", known) == "plug_1");
}

TEST_CASE("words of more than 64 bytes are not compared") {
  const std::string long_word(65, 'a');
  const std::string longest(64, 'a');
  const std::array<std::string_view, 2> known = {long_word, longest};
  CHECK_FALSE(nearest_word(long_word, known));
  CHECK(nearest_word(std::string(63, 'a'), known) == longest);
}

TEST_CASE("plain text and whole characters are printed as they are") {
  CHECK(printable("plug_kitchen ON") == "plug_kitchen ON");
  CHECK(printable("Küche €\xF0\x9F\x94\x8C") == "Küche €\xF0\x9F\x94\x8C");
  CHECK(printable("") == "");
}

TEST_CASE("control characters, quotes and broken UTF-8 are printed as hex") {
  CHECK(printable("a\nb\tc\x1B[2J") == "a\\x0ab\\x09c\\x1b[2J");
  CHECK(printable("\x7F") == "\\x7f");
  CHECK(printable("\0"s) == "\\x00");
  CHECK(printable("say \"hi\"") == "say \\x22hi\\x22");
  CHECK(printable("\xFF\xC3") == "\\xff\\xc3");
  CHECK(printable("\xED\xA0\x80") == "\\xed\\xa0\\x80");
}

TEST_CASE("control characters of two bytes are printed as hex too") {
  CHECK(printable("\xC2\x9B") == "\\xc2\\x9b");  // CSI: terminals obey it
  CHECK(printable("\xC2\xA0") == "\xC2\xA0");
}

TEST_CASE("no more than the limit is printed, and never half a character") {
  CHECK(printable("abcd", 4) == "abcd");
  CHECK(printable("abcde", 4) == "abcd…");
  CHECK(printable("äöü", 4) == "äö…");
  CHECK(printable("äöü", 5) == "äö…");
  CHECK(printable("ab\n", 5) == "ab…");
  CHECK(printable("ab\n", 6) == "ab\\x0a");
  CHECK(printable(std::string(100'000, '\n')).size() <= 80 + "…"s.size());
}
