// PowerOnState: what relays shall be after a power cut. Source: DIALECT.md, 6.

#include "tasmota/handlers.h"

namespace presad::tasmota {

namespace {

/// Nothing for every number that only asks: 2, 4 and 5 are Tasmota's, but not in presad's policy.
std::optional<PowerOn> wanted(std::int32_t number) noexcept {
  switch (number) {
    case 0:
      return PowerOn::off;
    case 1:
      return PowerOn::on;
    case 3:
      return PowerOn::last;
    default:
      return std::nullopt;
  }
}

}  // namespace

void handle_power_on_state(Request& request) {
  PowerOn& power_on = request.view.options.power_on;
  if (const auto set = wanted(request.payload.number)) {
    request.reply.power_on_changed = *set != power_on;
    power_on = *set;
  }
  answer(request, render_number(request.row, power_on_state(power_on)));
}

}  // namespace presad::tasmota
