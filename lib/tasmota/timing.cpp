// PulseTime and TimedPower: relays that switch themselves after a while. Source: DIALECT.md, 6.

#include <algorithm>
#include <array>

#include "base/json.h"
#include "tasmota/handlers.h"

namespace presad::tasmota {

namespace {

constexpr int longest_pulse = 65535;

void write_numbers(JsonWriter& json, const char* key, const std::array<int, pulse_timers>& numbers) {
  json.key(key).begin_array();
  for (const int number : numbers) json.integer(number);
  json.end_array();
}

/// The state that TimedPower begins with: behind the comma, on where nothing is said.
std::int32_t first_state(std::string_view text) {
  constexpr std::string_view blanks = " \t\n\v\f\r";
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos) return 1;
  text.remove_prefix(comma + 1);
  text = text.substr(0, text.find(','));
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  text = text.substr(0, text.find_last_not_of(blanks) + 1);
  const auto word = word_value(text);
  return (word ? *word : leading_number(text).value_or(0)) & 3;
}

void tell_waiting(Request& request) {
  const Waiting* const waiting = request.view.waiting;
  if (waiting == nullptr || waiting->timed.empty()) return answer(request, render_text(request.row, "Empty"));
  JsonWriter json;
  json.begin_object().key(request.row.word).begin_array();
  for (const TimedPower& each : waiting->timed) {
    json.begin_object().key("Remaining").integer(each.in / std::chrono::milliseconds(1));
    json.key("Command").string("Power" + std::to_string(each.relay) + " " + std::to_string(each.value));
    json.end_object();
  }
  answer(request, json.end_array().end_object().take());
}

}  // namespace

void handle_pulse_time(Request& request) {
  const unsigned index = request.word.index;
  if (index == 0 || index > pulse_timers) return refuse(request);
  Options& options = request.view.options;
  std::array<int, pulse_timers> remaining{};
  if (request.view.waiting != nullptr) remaining = request.view.waiting->pulses;
  JsonWriter json;
  json.begin_object();
  if (!request.word.has_index && request.payload.is_query()) {
    json.key(request.row.word).begin_object();
    write_numbers(json, "Set", *options.pulse_times);
    write_numbers(json, "Remaining", remaining);
    json.end_object();
    return answer(request, json.end_object().take());
  }
  if (const int wanted = request.payload.number; wanted >= 0 && wanted <= longest_pulse) {
    request.reply.options_changed = (*options.pulse_times)[index - 1] != wanted;
    options.pulse_times.own()[index - 1] = remaining[index - 1] = wanted;
    request.reply.pulse_set = index;  // the timer starts at once, also while the relay is off
  }
  json.key(std::string(request.row.word) + std::to_string(index)).begin_object();
  json.key("Set").integer((*options.pulse_times)[index - 1]).key("Remaining").integer(remaining[index - 1]);
  answer(request, json.end_object().end_object().take());
}

void handle_timed_power(Request& request) {
  constexpr std::int32_t shortest = 50;  // milliseconds
  constexpr std::array<std::int32_t, 4> undone_by = {1, 0, 2, 4};
  const unsigned relay = request.word.index;
  if (request.payload.is_query() && !request.word.has_index) return tell_waiting(request);
  if (relay > request.view.state.relays.size()) return refuse(request);
  if (request.payload.is_query()) {
    request.reply.timed_dropped = relay;
    return answer(request, render_text(request.row, "Done"));
  }
  const std::int32_t state = first_state(request.payload.text);
  switch_power(request, state);
  if (request.reply.outcome == Outcome::refused || request.reply.outcome == Outcome::offline) return;
  request.reply.timed_power = TimedPower{relay, undone_by[static_cast<std::size_t>(state)],
                                         std::chrono::milliseconds(std::max(request.payload.number, shortest))};
}

}  // namespace presad::tasmota
