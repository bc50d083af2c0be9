// What covers are told: the words that begin with Shutter. Source: DIALECT.md, 9.

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "tasmota/handlers.h"
#include "tasmota/shutter.h"

namespace presad::tasmota {

namespace {

constexpr int open = 100;
constexpr int half = 50;

const Cover& cover(const Request& request) { return *request.view.state.cover; }

std::string indexed_number(const CommandRow& row, int number) {
  JsonWriter json;
  json.begin_object().key(std::string(row.word) + "1").integer(number);
  return json.end_object().take();
}

/// A device has one cover. Where the word has no index the payload may be one: "ShutterOpen 1".
bool is_there(const Request& request) {
  const bool by_payload = !request.word.has_index && request.payload.number != Payload::none;
  return (by_payload ? request.payload.number : static_cast<int>(request.word.index)) == 1;
}

void stop(Request& request) { order(request, MoveCover{CoverAction::stop, 0}, render_text(request.row, "Done")); }

void move(Request& request, int position) {
  if (request.view.options.shutter_lock != 0) {
    JsonWriter json;
    json.begin_object().key(std::string(request.row.word) + "1").string("Locked");
    answer(request, json.end_object().take());
    request.reply.outcome = Outcome::refused;
    return;
  }
  if (position <= 0) return order(request, MoveCover{CoverAction::close, 0});
  if (position >= open) return order(request, MoveCover{CoverAction::open, 0});
  if (!cover(request).positioned) return refuse(request);
  order(request, MoveCover{CoverAction::go_to, static_cast<unsigned>(position)});
}

void move_if_there(Request& request, int position) {
  if (!is_there(request)) return refuse(request);
  move(request, position);
}

bool moves(const Request& request) noexcept { return cover(request).direction != CoverDirection::stopped; }

/// Where the other end is.
int other_end(const Request& request) {
  return static_cast<int>(cover(request).position.value_or(0)) > half ? 0 : open;
}

void go_to(Request& request) {
  const std::string word = to_upper(request.payload.text);
  if (word == "STOP") return stop(request);
  if (word == "TOGGLE") return move(request, other_end(request));
  if (request.payload.number == Payload::none) {
    if (!request.view.condition.online) return end_offline(request);
    return answer(request, render_shutter(cover(request)));
  }
  move(request, request.payload.number);  // OPEN and UP are 100, CLOSE and DOWN 0
}

}  // namespace

void handle_shutter_open(Request& request) { move_if_there(request, open); }

void handle_shutter_close(Request& request) { move_if_there(request, 0); }

void handle_shutter_toggle(Request& request) { move_if_there(request, other_end(request)); }

void handle_shutter_stop(Request& request) {
  if (!is_there(request)) return refuse(request);
  stop(request);
}

void handle_shutter_stop_open(Request& request) {
  moves(request) ? handle_shutter_stop(request) : handle_shutter_open(request);
}

void handle_shutter_stop_close(Request& request) {
  moves(request) ? handle_shutter_stop(request) : handle_shutter_close(request);
}

void handle_shutter_position(Request& request) {
  if (request.word.index != 1) return refuse(request);
  go_to(request);
}

void handle_shutter_stop_position(Request& request) {
  if (request.word.index != 1) return refuse(request);
  moves(request) ? stop(request) : go_to(request);
}

void handle_shutter_lock(Request& request) {
  if (request.word.index != 1) return refuse(request);
  const NumberOption& option = *find_number_option(request.row.word);
  const int wanted = request.payload.number;
  if (wanted == 0 || wanted == 1) set_number(request, option, wanted);
  answer(request, indexed_number(request.row, request.view.options.*option.value));
}

void handle_shutter_none(Request& request) {
  if (request.word.index != 1 || request.payload.number > 0) return refuse(request);
  answer(request, indexed_number(request.row, 0));
}

}  // namespace presad::tasmota
