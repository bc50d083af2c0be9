// See crc32.h. Eight bytes a step, each by a table of its own: one byte a step waits for its table each time.
//
// Source: M. E. Kounavis, F. L. Berry, "A Systematic Approach to Building High Performance Software-based CRC
// Generators", 2005 ("slicing-by-8").

#include "crypto/crc32.h"

#include <array>
#include <cstddef>

namespace presad::crypto {
namespace {

using Table = std::array<std::uint32_t, 256>;

constexpr std::size_t slice = 8;

/// The lowest byte first.
std::uint32_t word(ByteView bytes) noexcept {
  return std::uint32_t{bytes[0]} | std::uint32_t{bytes[1]} << 8U | std::uint32_t{bytes[2]} << 16U |
         std::uint32_t{bytes[3]} << 24U;
}

constexpr std::uint32_t next(const Table& table, std::uint32_t remainder, std::uint8_t byte) noexcept {
  return table[(remainder ^ byte) & 0xFFU] ^ (remainder >> 8U);
}

/// `tables[n]`: what a byte leaves behind that n more bytes of zero follow.
constexpr std::array<Table, slice> make_tables() {
  std::array<Table, slice> tables{};
  for (std::uint32_t byte = 0; byte < tables[0].size(); ++byte) {
    std::uint32_t remainder = byte;
    for (int bit = 0; bit < 8; ++bit)
      remainder = (remainder & 1U) != 0 ? 0xEDB88320U ^ (remainder >> 1U) : remainder >> 1U;
    tables[0][byte] = remainder;
  }
  for (std::size_t n = 1; n < slice; ++n) {
    for (std::size_t byte = 0; byte < tables[n].size(); ++byte)
      tables[n][byte] = next(tables[0], tables[n - 1][byte], 0);
  }
  return tables;
}

constexpr std::array<Table, slice> tables = make_tables();

/// What a word leaves behind that `more` bytes of zero follow.
std::uint32_t left_by(std::uint32_t word, std::size_t more) noexcept {
  return tables[more + 3][word & 0xFFU] ^ tables[more + 2][word >> 8U & 0xFFU] ^ tables[more + 1][word >> 16U & 0xFFU] ^
         tables[more][word >> 24U];
}

}  // namespace

std::uint32_t crc32(ByteView bytes) noexcept {
  std::uint32_t remainder = 0xFFFFFFFFU;
  for (; bytes.size() >= slice; bytes = bytes.subspan(slice)) {
    remainder = left_by(remainder ^ word(bytes), 4) ^ left_by(word(bytes.subspan(4)), 0);
  }
  for (const std::uint8_t byte : bytes) remainder = next(tables[0], remainder, byte);
  return ~remainder;
}

}  // namespace presad::crypto
