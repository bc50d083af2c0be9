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

void Pulses::start(unsigned relay, int setting, Timestamp now) {
  if (relay == 0 || relay > ends_->size()) return;
  const Timestamp end = setting == 0 ? never : now + length_of(setting);
  if ((*ends_)[relay - 1] != end) ends_.own()[relay - 1] = end;
}

Timestamp Pulses::due() const noexcept { return *std::min_element(ends_->begin(), ends_->end()); }

std::optional<unsigned> Pulses::take(Timestamp now) {
  const auto ended = std::find_if(ends_->begin(), ends_->end(), [&](Timestamp end) { return end <= now; });
  if (ended == ends_->end()) return std::nullopt;
  const auto relay = static_cast<unsigned>(ended - ends_->begin()) + 1;
  stop(relay);
  return relay;
}

std::array<int, tasmota::pulse_timers> Pulses::remaining(Timestamp now) const noexcept {
  std::array<int, tasmota::pulse_timers> numbers{};
  for (std::size_t i = 0; i < ends_->size(); ++i) {
    const Timestamp end = (*ends_)[i];
    if (end == never || end <= now) continue;
    const Duration left = end - now;
    const auto number =
        left > milliseconds(100) * most_tenths ? left / seconds(1) + behind_tenths : left / milliseconds(100);
    numbers[i] = static_cast<int>(number);
  }
  return numbers;
}

}  // namespace presad::bridge
