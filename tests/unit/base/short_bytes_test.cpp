#include "base/short_bytes.h"

#include <doctest/doctest.h>

#include <utility>

using namespace presad;

TEST_CASE("short bytes hold what was appended, in the object or beyond it") {
  for (const std::size_t piece :
       {std::size_t{1}, std::size_t{7}, std::size_t{255}, std::size_t{256}, std::size_t{257}}) {
    CAPTURE(piece);
    ShortBytes bytes;
    Bytes expected;
    CHECK(bytes.empty());
    for (std::size_t round = 0; expected.size() < 700; ++round) {
      const Bytes more(piece, static_cast<std::uint8_t>(round));
      append(bytes, more);
      append(expected, more);
      REQUIRE(bytes == expected);
      REQUIRE(bytes.size() == expected.size());
    }
    const ShortBytes copy = bytes;
    CHECK(copy == expected);
    const ShortBytes moved = std::move(bytes);
    CHECK(moved == expected);
  }
}

TEST_CASE("nothing is appended by an empty piece") {
  ShortBytes bytes;
  append(bytes, ByteView{});
  CHECK(bytes.empty());
  append(bytes, to_bytes("a"));
  append(bytes, ByteView{});
  CHECK(bytes == to_bytes("a"));
  CHECK_FALSE(bytes == to_bytes("b"));
}
