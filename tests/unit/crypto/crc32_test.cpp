// lib/crypto/crc32.h against the check value of the catalogues, and a frame that every device sends.

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

}  // namespace presad::crypto
