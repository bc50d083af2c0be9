// is_utf8() at the edges of RFC 3629's table.

#include <doctest/doctest.h>

#include <string_view>

#include "base/text.h"

using namespace presad;
using namespace std::string_view_literals;

TEST_CASE("the first and the last character of each length are UTF-8") {
  for (const std::string_view good : {"\0"sv, "\x7F"sv, "\xC2\x80"sv, "\xDF\xBF"sv, "\xE0\xA0\x80"sv, "\xEF\xBF\xBF"sv,
                                      "\xF0\x90\x80\x80"sv, "\xF4\x8F\xBF\xBF"sv}) {
    CAPTURE(to_hex(as_bytes(good)));
    CHECK(is_utf8(good));
  }
  CHECK(is_utf8(""));
}

TEST_CASE("over-long forms are no UTF-8") {
  for (const std::string_view bad :
       {"\xC0\x80"sv, "\xC1\xBF"sv, "\xE0\x80\x80"sv, "\xE0\x9F\xBF"sv, "\xF0\x80\x80\x80"sv, "\xF0\x8F\xBF\xBF"sv}) {
    CAPTURE(to_hex(as_bytes(bad)));
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("surrogates are no UTF-8, their neighbours are") {
  CHECK(is_utf8("\xED\x9F\xBF"));
  CHECK_FALSE(is_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_utf8("\xED\xBF\xBF"));
  CHECK(is_utf8("\xEE\x80\x80"));
}

TEST_CASE("nothing beyond U+10FFFF is UTF-8") {
  CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));
  CHECK_FALSE(is_utf8("\xF5\x80\x80\x80"));
  CHECK_FALSE(is_utf8("\xF8\x88\x80\x80\x80"));
  CHECK_FALSE(is_utf8("\xFF"));
}

TEST_CASE("a character that is cut off or begins in its middle is no UTF-8") {
  for (const std::string_view bad : {"\xC3"sv, "\xE2\x82"sv, "\xE2"sv, "\xF0\x9F\x94"sv, "\x80"sv, "\xBF"sv,
                                     "\xC3\x41"sv, "\xE2\x82\x41"sv, "\xF0\x9F\x94\x41"sv, "ok\xC3"sv}) {
    CAPTURE(to_hex(as_bytes(bad)));
    CHECK_FALSE(is_utf8(bad));
  }
}
