// See crc32.h. One table, one byte a step: a Tuya frame has some hundred bytes.

#include "crypto/crc32.h"

#include <array>

namespace presad::crypto {
namespace {

constexpr std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    std::uint32_t remainder = byte;
    for (int bit = 0; bit < 8; ++bit)
      remainder = (remainder & 1U) != 0 ? 0xEDB88320U ^ (remainder >> 1U) : remainder >> 1U;
    table[byte] = remainder;
  }
  return table;
}

constexpr std::array<std::uint32_t, 256> table = make_table();

}  // namespace

std::uint32_t crc32(ByteView bytes) noexcept {
  std::uint32_t remainder = 0xFFFFFFFFU;
  for (const std::uint8_t byte : bytes) remainder = table[(remainder ^ byte) & 0xFFU] ^ (remainder >> 8U);
  return ~remainder;
}

}  // namespace presad::crypto
