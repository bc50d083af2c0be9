// See base64.h. OpenSSL does the work; what it forgives (white space, stray padding) is refused here first.

#include "crypto/base64.h"

#include <algorithm>

#include "crypto/openssl.h"

namespace presad::crypto {
namespace {

bool in_alphabet(char c) noexcept {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

}  // namespace

std::string encode_base64(ByteView bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a NUL
  const int written =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(written));
  return text;
}

Result<Bytes> decode_base64(std::string_view text) {
  if (text.size() % 4 != 0)
    return fail(ErrorKind::malformed, "the length of the base64 text is not a multiple of four");
  if (text.empty()) return Bytes{};
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  if (!std::all_of(text.begin(), text.end() - static_cast<std::ptrdiff_t>(padding), in_alphabet))
    return fail(ErrorKind::malformed, "a character that base64 does not have");
  Bytes bytes(text.size() / 4 * 3);
  const int written = EVP_DecodeBlock(bytes.data(), as_bytes(text).data(), static_cast<int>(text.size()));
  if (written < 0) return fail(ErrorKind::malformed, "not base64");
  bytes.resize(static_cast<std::size_t>(written) - padding);  // OpenSSL counts the padding as zero bytes
  return bytes;
}

}  // namespace presad::crypto
