// Power, Power<x>, Power0. Source: DIALECT.md, 2 and 3.

#include "tasmota/handlers.h"

namespace presad::tasmota {

namespace {

constexpr std::int32_t toggle = 2;
constexpr std::int32_t blink = 3;
constexpr std::int32_t blink_off = 4;

/// Anything but 0, 1 and 2 asks; a wrong value is no error.
Command power_command(unsigned relay, std::int32_t value) {
  if (value < 0 || value > toggle) return ReadPower{relay};
  constexpr PowerAction actions[] = {PowerAction::off, PowerAction::on, PowerAction::toggle};
  return SetPower{relay, actions[value]};
}

void power_of_all(Request& request, std::int32_t value) {
  const std::size_t relays = request.view.state.relays.size();
  // Never heard, so nobody knows how many there are: switching the first alone would be half the truth.
  if (relays == 0) return end_offline(request);
  request.reply.orders.reserve(relays);
  for (unsigned relay = 1; relay <= relays; ++relay) order(request, power_command(relay, value));
}

void blink_relay(Request& request, unsigned relay, bool begins) {
  const View& view = request.view;
  if (!view.condition.online || view.state.relays[relay - 1] == Power::undefined) return end_offline(request);
  request.reply.blink = BlinkRequest{relay, begins};
  const Message told = render_blink(view.state, relay, begins, view.options);
  if (!request.word.silent) request.reply.messages.push_back(told);
  request.reply.outcome = Outcome::confirmed;
}

}  // namespace

void handle_power(Request& request) { switch_power(request, request.payload.number); }

void switch_power(Request& request, std::int32_t value) {
  const std::size_t known = request.view.state.relays.size();
  // A device that was not heard yet may have any relay: the command goes out and ends as the device lets it.
  const bool unheard = known == 0 && !request.view.condition.online;
  const unsigned relay = request.word.index;
  if (relay > (unheard ? max_relays : known) || (known == 0 && !unheard)) return refuse(request);
  if (relay == 0) return power_of_all(request, value);
  if (value != blink && value != blink_off) return order(request, power_command(relay, value));
  if (unheard) return end_offline(request);
  blink_relay(request, relay, value == blink);
}

}  // namespace presad::tasmota
