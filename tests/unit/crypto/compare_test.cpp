// lib/crypto/compare.h.

#include "crypto/compare.h"

#include <doctest/doctest.h>

namespace presad::crypto {

TEST_CASE("equal means equal in every byte and in length") {
  const Bytes bytes = {1, 2, 3, 4};
  CHECK(equal_in_constant_time(bytes, Bytes{1, 2, 3, 4}));
  CHECK(equal_in_constant_time({}, {}));
  CHECK(!equal_in_constant_time(bytes, ByteView(bytes).first(3)));
  CHECK(!equal_in_constant_time(bytes, {}));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    Bytes other = bytes;
    other[at] ^= 0x80U;
    CHECK(!equal_in_constant_time(bytes, other));
  }
}

}  // namespace presad::crypto
