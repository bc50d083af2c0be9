// Base64 with padding and without line breaks. Pure.
// Source: RFC 4648, section 4.

#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace presad::crypto {

std::string encode_base64(ByteView bytes);

/// Errors: `malformed` (a character outside the alphabet, also white space; length not a multiple of four;
/// padding anywhere but at the end).
Result<Bytes> decode_base64(std::string_view text);

}  // namespace presad::crypto
