// State and TelePeriod: the reports, asked for and timed. Source: DIALECT.md, 3 and 5.

#include "tasmota/handlers.h"
#include "tasmota/telemetry.h"

namespace presad::tasmota {

namespace {

constexpr std::int32_t longest = 3600;  // seconds
constexpr unsigned shortest = 10;
constexpr std::int32_t back_to_default = 1;

}  // namespace

void handle_state(Request& request) {
  JsonWriter json;
  write_state(json, request.view);
  if (request.view.options.state_first != 0)
    request.reply.messages.push_back({Prefix::tele, "STATE", json.text(), false});
  answer(request, json.take());
}

void handle_tele_period(Request& request) {
  const std::int32_t value = request.payload.number;
  unsigned& period = request.view.options.tele_period;
  if (value >= 0 && value <= longest) {  // anything else asks
    const unsigned before = period;
    period = value == back_to_default ? request.view.house.tele_period : static_cast<unsigned>(value);
    if (period > 0 && period < shortest) period = shortest;
    request.reply.options_changed = period != before;
  }
  request.reply.telemetry_soon = true;
  answer(request, render_number(request.row, period));
}

}  // namespace presad::tasmota
