#include "bridge/pulses.h"

#include <algorithm>

namespace presad::bridge {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int most_tenths = 111;
constexpr int behind_tenths = 100;  ///< what settings in seconds have added

Duration length_of(int setting) noexcept {
  return setting > most_tenths ? Duration(seconds(setting - behind_tenths)) : Duration(milliseconds(100) * setting);
}

}  // namespace

void Pulses::start(unsigned relay, int setting, Timestamp now) noexcept {
  if (relay == 0 || relay > ends_.size()) return;
  ends_[relay - 1] = setting == 0 ? never : now + length_of(setting);
}

Timestamp Pulses::due() const noexcept { return *std::min_element(ends_.begin(), ends_.end()); }

std::optional<unsigned> Pulses::take(Timestamp now) noexcept {
  const auto ended = std::find_if(ends_.begin(), ends_.end(), [&](Timestamp end) { return end <= now; });
  if (ended == ends_.end()) return std::nullopt;
  *ended = never;
  return static_cast<unsigned>(ended - ends_.begin()) + 1;
}

std::array<int, tasmota::pulse_timers> Pulses::remaining(Timestamp now) const noexcept {
  std::array<int, tasmota::pulse_timers> numbers{};
  for (std::size_t i = 0; i < ends_.size(); ++i) {
    if (ends_[i] == never || ends_[i] <= now) continue;
    const Duration left = ends_[i] - now;
    const auto number =
        left > milliseconds(100) * most_tenths ? left / seconds(1) + behind_tenths : left / milliseconds(100);
    numbers[i] = static_cast<int>(number);
  }
  return numbers;
}

}  // namespace presad::bridge
