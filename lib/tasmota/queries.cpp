// Commands that tell what presad does not let them set: topics, which are the inventory's, and settings of the firmware
// that have one value here. Setting them to what they are is answered; to anything else refused, never half done.
// Source: DIALECT.md, 6.

#include <array>

#include "tasmota/handlers.h"
#include "tasmota/time_zone.h"

namespace presad::tasmota {

namespace {

/// Whether the request only asks, or asks for what is so anyway.
bool is_so(const Request& request, std::string_view value) {
  return request.payload.is_query() || request.payload.text == value;
}

void tell(Request& request, std::string_view value) {
  if (!request.view.to_group && !is_so(request, value)) return refuse(request);
  answer(request, render_text(request.row, value));
}

/// {"Prefix1":"cmnd",…}: all without an index, else the one.
void tell_one_of(Request& request, std::span<const std::string_view> values) {
  const unsigned index = request.word.index;
  if (index == 0 || index > values.size()) return refuse(request);
  if (!request.view.to_group && !is_so(request, values[index - 1])) return refuse(request);
  JsonWriter json;
  json.begin_object();
  for (unsigned each = 1; each <= values.size(); ++each) {
    if (request.word.has_index && each != index) continue;
    json.key(std::string(request.row.word) + std::to_string(each)).string(values[each - 1]);
  }
  answer(request, json.end_object().take());
}

}  // namespace

void handle_topic(Request& request) { tell(request, request.view.identity.topic); }

void handle_full_topic(Request& request) { tell(request, request.view.house.full_topic.pattern()); }

void handle_group_topic(Request& request) {
  const std::array<std::string_view, 4> topics = {request.view.house.group_topic, "", "", ""};
  const unsigned index = request.word.index;
  if (index == 0 || index > topics.size() || !is_so(request, topics[index - 1])) return refuse(request);
  JsonWriter json;
  json.begin_object();
  for (unsigned each = 1; each <= topics.size(); ++each) {
    json.key(std::string(request.row.word) + std::to_string(each)).string(topics[each - 1]);
  }
  answer(request, json.end_object().take());  // the firmware tells all of them, whichever was asked for
}

void handle_prefix(Request& request) {
  constexpr std::array<std::string_view, 3> prefixes = {"cmnd", "stat", "tele"};
  tell_one_of(request, prefixes);
}

void handle_state_text(Request& request) {
  constexpr std::array<std::string_view, 4> texts = {"OFF", "ON", "TOGGLE", "HOLD"};
  tell_one_of(request, texts);
}

void handle_interlock(Request& request) {
  if (request.payload.number > 0) return refuse(request);
  const std::size_t relays = request.view.state.relays.size();
  JsonWriter json;
  json.begin_object().key(request.row.word).string("OFF");
  if (relays > 1) {
    std::string group = "1";
    for (std::size_t relay = 2; relay <= relays; ++relay) group += "," + std::to_string(relay);
    json.key("Groups").string(group);
  }
  answer(request, json.end_object().take());
}

void handle_power_lock(Request& request) {
  const std::size_t relays = request.view.state.relays.size();
  if (request.word.index > relays || request.payload.number > 0) return refuse(request);
  answer(request, render_text(request.row, std::string(relays, '0')));
}

void handle_time(Request& request) {
  if (request.payload.number > 0) return refuse(request);  // the machine's clock is the machine's
  answer(request, render_text(request.row, render_local(request.view.moment)));
}

void handle_timezone(Request& request) {
  if (!request.payload.is_query()) return refuse(request);
  JsonWriter json;
  json.begin_object().key(request.row.word);
  write_time_zone(json, request.view.moment);
  answer(request, json.end_object().take());
}

void handle_sleep(Request& request) {
  if (request.payload.number > 0) return refuse(request);
  answer(request, R"({"Sleep":{"0":{"Active":"0"}}})");
}

void handle_save_data(Request& request) {
  if (request.payload.number == 0 || request.payload.number > 1) return refuse(request);
  answer(request, render_text(request.row, "ON"));
}

void handle_restart(Request& request) {
  constexpr std::int32_t again = 1;
  constexpr std::int32_t again_at_once = 99;
  const std::int32_t number = request.payload.number;
  request.reply.restart = number == again || number == again_at_once;
  answer(request, render_text(request.row, request.reply.restart ? "Restarting" : "1 to restart, 2 to halt"));
}

}  // namespace presad::tasmota
