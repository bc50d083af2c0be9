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

void power_of_all(Request& request) {
  const std::size_t relays = request.view.state.relays.size();
  if (relays == 0) {
    // Never heard, so nobody knows how many there are: switching the first alone would be half the truth.
    request.reply.messages.push_back(
        render_outcome(Outcome::offline, render_input(request.word, request.payload.text)));
    request.reply.outcome = Outcome::offline;
    return;
  }
  request.reply.orders.reserve(relays);
  for (unsigned relay = 1; relay <= relays; ++relay) order(request, power_command(relay, request.payload.number));
}

}  // namespace

void handle_power(Request& request) {
  const std::size_t known = request.view.state.relays.size();
  // A device that was not heard yet may have any relay: the command goes out and ends as the device lets it.
  const bool unheard = known == 0 && !request.view.condition.online;
  const unsigned relay = request.word.index;
  const std::int32_t value = request.payload.number;
  if (relay > (unheard ? max_relays : known) || (known == 0 && !unheard)) return refuse(request);
  if (relay == 0) return power_of_all(request);
  if (value == blink || value == blink_off) return refuse(request);  // to take it for a query would pretend it
  order(request, power_command(relay, value));
}

}  // namespace presad::tasmota
