// Timers and Timer1 to Timer16. Source: DIALECT.md, 6.

#include "base/json.h"
#include "tasmota/handlers.h"

namespace presad::tasmota {

namespace {

std::string key(std::size_t number) { return "Timer" + std::to_string(number); }

std::string render_indexed(std::size_t number, std::string_view text) {
  JsonWriter json;
  json.begin_object().key(key(number)).string(text).end_object();
  return json.take();
}

/// What the payload makes of timer `number`, or why nothing.
std::string_view change(Request& request, Timer& timer) {
  const Payload& payload = request.payload;
  if (payload.number == 0) {
    timer = {};
  } else if (payload.number > 0 && payload.number <= static_cast<int>(max_timers)) {
    timer = request.view.options.timers->timer[static_cast<std::size_t>(payload.number) - 1];
  } else {
    const auto object = parse_json(payload.text, {4, 64});
    if (!object || object->object() == nullptr) return "Invalid JSON";
    change_timer(timer, *object, request.view.state.relays.size());
  }
  if (timer.by_sun() && !request.view.house.location) return "Latitude and longitude are not in the inventory";
  return {};
}

}  // namespace

void handle_timer(Request& request) {
  const unsigned number = request.word.index;
  if (number == 0 || number > max_timers) return refuse(request);
  Timer timer = request.view.options.timers->timer[number - 1];
  if (!request.payload.is_query()) {
    Timer wanted = timer;
    if (const std::string_view refusal = change(request, wanted); !refusal.empty()) {
      answer(request, render_indexed(number, refusal));
      request.reply.outcome = Outcome::refused;
      return;
    }
    timer = request.view.options.timers.own().timer[number - 1] = wanted;
    request.reply.timer_set = number;
  }
  JsonWriter json;
  json.begin_object().key(key(number));
  write_timer(json, timer);
  answer(request, json.end_object().take());
}

void handle_timers(Request& request) {
  Rarely<Timers>& timers = request.view.options.timers;
  const int wanted = request.payload.number;
  if (wanted >= 0 && wanted <= 2) {
    timers.own().enabled = wanted == 2 ? !timers->enabled : wanted == 1;
    request.reply.timer_set = 0;
  }
  JsonWriter json;
  json.begin_object().key(request.row.word).string(timers->enabled ? "ON" : "OFF");
  for (std::size_t i = 0; i < max_timers; ++i) {
    json.key(key(i + 1));
    write_timer(json, timers->timer[i]);
  }
  answer(request, json.end_object().take());
}

}  // namespace presad::tasmota
