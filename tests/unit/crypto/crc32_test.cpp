// lib/crypto/crc32.h against the check value of the catalogues, a frame that every device sends, and its definition.

#include "crypto/crc32.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace presad::crypto {

TEST_CASE("the check value is that of CRC-32/ISO-HDLC") {
  CHECK(crc32(as_bytes("123456789")) == 0xCBF43926U);
  CHECK(crc32({}) == 0);
}

TEST_CASE("a device's heartbeat answer carries b051ab03") {
  CHECK(crc32(from_hex("000055aa00000000000000090000000c00000000").value()) == 0xB051AB03U);
}

TEST_CASE("every length, wherever it lies in memory, has the remainder of the long division") {
  const auto divide = [](ByteView bytes) {
    std::uint32_t remainder = 0xFFFFFFFFU;
    for (const std::uint8_t byte : bytes) {
      remainder ^= byte;
      for (int bit = 0; bit < 8; ++bit)
        remainder = (remainder & 1U) != 0 ? 0xEDB88320U ^ (remainder >> 1U) : remainder >> 1U;
    }
    return ~remainder;
  };
  Bytes bytes;
  for (unsigned i = 0; i < 64; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 151 + 7));
  for (std::size_t begin = 0; begin < 9; ++begin) {
    for (std::size_t size = 0; size + begin <= bytes.size(); ++size) {
      const ByteView part = ByteView(bytes).subspan(begin, size);
      CHECK(crc32(part) == divide(part));
    }
  }
}

}  // namespace presad::crypto
