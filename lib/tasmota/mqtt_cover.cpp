#include "tasmota/mqtt_cover.h"

#include "base/text.h"

namespace presad::tasmota {

namespace {

// RESULT carries every other answer as well: those say nothing.
constexpr std::string_view position = "{{ (value_json.Shutter1 | default({})).Position | default('') }}";
constexpr std::string_view state =
    "{% set s = value_json.Shutter1 | default({}) %}{% if s %}{{ 'opening' if s.Direction == 1 else 'closing' if "
    "s.Direction == -1 else 'closed' if s.Position | default(100) == 0 else 'open' }}{% endif %}";

}  // namespace

void write_mqtt_cover(JsonWriter& json, const View& view) {
  const auto topic = [&](Prefix prefix, std::string_view level) {
    return view.house.full_topic.build(prefix, view.identity.topic, level);
  };
  json.key("cover").begin_object().key("platform").string("cover");
  json.key("unique_id").string(to_lower(view.identity.hardware_id) + "_cover");
  json.key("name");
  view.state.relays.empty() ? json.null() : json.string("Cover");
  json.key("command_topic").string(topic(Prefix::cmnd, "Backlog"));
  json.key("payload_open").string("ShutterOpen1").key("payload_close").string("ShutterClose1");
  json.key("payload_stop").string("ShutterStop1");
  json.key("state_topic").string(topic(Prefix::stat, "RESULT")).key("value_template").string(state);
  if (view.state.cover->positioned) {
    json.key("position_topic").string(topic(Prefix::stat, "RESULT")).key("position_template").string(position);
    json.key("set_position_topic").string(topic(Prefix::cmnd, "ShutterPosition1"));
    json.key("position_open").integer(100).key("position_closed").integer(0);
  }
  json.end_object();
}

}  // namespace presad::tasmota
