#include "base/random.h"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/secret.h"

namespace presad {

double RandomSource::unit() {
  std::uint8_t bytes[8];
  fill(bytes);
  std::uint64_t value = 0;
  std::memcpy(&value, bytes, sizeof value);
  return static_cast<double>(value >> 11U) * 0x1.0p-53;
}

void SystemRandom::fill(std::span<std::uint8_t> target) {
  while (!target.empty()) {
    if (left_ == 0) {
      // Up to 256 bytes getrandom() is never interrupted and never short; twice that needs the loop.
      std::size_t filled = 0;
      while (filled < sizeof pool_) {
        const ssize_t got = getrandom(pool_ + filled, sizeof pool_ - filled, 0);
        if (got < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "getrandom");
        if (got > 0) filled += static_cast<std::size_t>(got);
      }
      left_ = sizeof pool_;
    }
    const std::size_t count = std::min(left_, target.size());
    std::uint8_t* const from = pool_ + (sizeof pool_ - left_);
    std::memcpy(target.data(), from, count);
    wipe(from, count);  // what was handed out is not kept: it may become key material
    left_ -= count;
    target = target.subspan(count);
  }
}

void SeededRandom::fill(std::span<std::uint8_t> target) {
  for (std::uint8_t& byte : target) {  // splitmix64, one byte of each value
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    byte = static_cast<std::uint8_t>(mixed >> 56U);
  }
}

}  // namespace presad
