// Digests: MD5 (Tuya's announcement key and the signature of 3.1), SHA-256 and HMAC-SHA256. Pure.
// Source: RFC 1321, RFC 6234, RFC 2104.

#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace presad::crypto {

using Md5 = std::array<std::uint8_t, 16>;
using Sha256 = std::array<std::uint8_t, 32>;

/// For what others have built on it; protects nothing.
Md5 md5(ByteView bytes);

Sha256 sha256(ByteView bytes);

/// `key` may have any length but zero (asserted).
Sha256 hmac_sha256(ByteView key, ByteView bytes);

}  // namespace presad::crypto
