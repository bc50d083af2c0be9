// How a lamp is set up: Fade, Speed, Scheme, LedTable, DimmerStep. Remembered and told; a lamp fades as it does by
// itself. Source: DIALECT.md, 8.

#include <algorithm>

#include "base/json.h"
#include "tasmota/handlers.h"
#include "tasmota/light_channels.h"

namespace presad::tasmota {

namespace {

constexpr int slowest = 40;

/// OFF, ON and TOGGLE of the row's own option.
void switch_option(Request& request) {
  const NumberOption& option = *find_number_option(request.row.word);
  const int wanted = request.payload.number;
  const int now = request.view.options.*option.value;
  if (wanted == 0 || wanted == 1) set_number(request, option, wanted);
  if (wanted == 2) set_number(request, option, now == 0 ? 1 : 0);
}

void tell_option(Request& request) {
  const NumberOption& option = *find_number_option(request.row.word);
  answer(request, render_text(request.row, request.view.options.*option.value == 0 ? "OFF" : "ON"));
}

/// Speed2: for the next fade alone.
void take_speed_once(Request& request) {
  const int wanted = request.payload.number;
  if (request.payload.text == "!") return answer(request, render_text(request.row, "Done"));
  JsonWriter json;
  json.begin_object().key(std::string(request.row.word) + "2").integer(wanted >= 0 && wanted <= slowest ? wanted : 0);
  answer(request, json.end_object().take());
}

}  // namespace

void handle_fade(Request& request) {
  if (request.word.index != 2) switch_option(request);  // Fade2 is Home Assistant's, and ignored
  tell_option(request);
}

void handle_led_table(Request& request) {
  switch_option(request);
  tell_option(request);
}

void handle_speed(Request& request) {
  if (request.word.index == 2) return take_speed_once(request);
  const NumberOption& option = *find_number_option(request.row.word);
  int wanted = request.payload.number;
  const int now = request.view.options.*option.value;
  if (request.payload.text == "+") wanted = now - 1;  // faster: half a second less
  if (request.payload.text == "-") wanted = now + 1;
  if (wanted >= option.lowest && wanted <= option.highest) set_number(request, option, wanted);
  answer(request, render_number(request.row, request.view.options.*option.value));
}

void handle_scheme(Request& request) {
  if (!has_colour(request.view.state.light->kind)) return refuse(request);
  answer(request, render_number(request.row, 0));
}

void handle_dimmer_step(Request& request) {
  const NumberOption& option = *find_number_option(request.row.word);
  if (!request.payload.is_query()) {
    set_number(request, option, std::clamp(request.payload.number, option.lowest, option.highest));
  }
  answer(request, render_number(request.row, request.view.options.*option.value));
}

}  // namespace presad::tasmota
