// CRC-32 as zlib and Ethernet have it. Pure.
// Source: ISO 3309: reflected polynomial 0xEDB88320, all ones before and after.

#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace presad::crypto {

/// Guards against accidents, never against people.
std::uint32_t crc32(ByteView bytes) noexcept;

}  // namespace presad::crypto
