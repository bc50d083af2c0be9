// lib/crypto/base64.h against RFC 4648, section 10, and against what it must not forgive.

#include "crypto/base64.h"

#include <doctest/doctest.h>

namespace presad::crypto {

TEST_CASE("the vectors of RFC 4648 pass both ways") {
  const std::pair<std::string_view, std::string_view> rows[] = {{"", ""},
                                                                {"f", "Zg=="},
                                                                {"fo", "Zm8="},
                                                                {"foo", "Zm9v"},
                                                                {"foob", "Zm9vYg=="},
                                                                {"fooba", "Zm9vYmE="},
                                                                {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : rows) {
    CAPTURE(plain);
    CHECK(encode_base64(as_bytes(plain)) == encoded);
    const auto decoded = decode_base64(encoded);
    REQUIRE(decoded.has_value());
    CHECK(as_text(*decoded) == plain);
  }
}

TEST_CASE("every byte survives") {
  Bytes bytes;
  for (int value = 255; value >= 0; --value) bytes.push_back(static_cast<std::uint8_t>(value));
  CHECK(decode_base64(encode_base64(bytes)).value() == bytes);
}

TEST_CASE("what is not base64 is malformed, also what OpenSSL would forgive") {
  for (const std::string_view text : {"Z", "Zg", "Zg=", "Zg==Zg==", "Z===", "====", "=AAA", "Zm9v\n", "\nZm9", " Zm9",
                                      "Zm9 ", "Zm-v", "Zm_v", "Zm9v!!!A", "Zm=v"}) {
    CAPTURE(text);
    const auto decoded = decode_base64(text);
    REQUIRE(!decoded.has_value());
    CHECK(decoded.error().kind == ErrorKind::malformed);
  }
  CHECK(!decode_base64(std::string_view("Zm\0v", 4)).has_value());
}

}  // namespace presad::crypto
