#include "tasmota/mqtt_light.h"

#include "base/text.h"
#include "tasmota/light_channels.h"
#include "tasmota/reply.h"

namespace presad::tasmota {

namespace {

/// Home Assistant's colour, without the brightness that Dimmer tells; nothing while the white is lit.
constexpr std::string_view rgb_state =
    "{% set c = value_json.Color | default('') %}{% if c and c[0:6] != '000000' %}"
    "{{ c[0:2] | int(0, 16) }},{{ c[2:4] | int(0, 16) }},{{ c[4:6] | int(0, 16) }}{% endif %}";
constexpr std::string_view rgb_command = "{{ '%02x%02x%02x' | format(red, green, blue) }}";

class Topics {
 public:
  Topics(JsonWriter& json, const View& view) : json_(json), view_(view) {}

  void command(const char* key, std::string_view word) { write(key, Prefix::cmnd, word); }

  /// What STATE says.
  void state(const char* topic_key, const char* template_key, std::string_view value_template) {
    write(topic_key, Prefix::tele, "STATE");
    json_.key(template_key).string(value_template);
  }

 private:
  void write(const char* key, Prefix prefix, std::string_view level) {
    json_.key(key).string(view_.house.full_topic.build(prefix, view_.identity.topic, level));
  }

  JsonWriter& json_;
  const View& view_;
};

/// A STATE without the key leaves the last value alone.
std::string value_of(std::string_view key) { return "{{ value_json." + std::string(key) + " | default('') }}"; }

void write_white(JsonWriter& json, Topics& topics, LightKind kind) {
  if (has_ct(kind)) {
    topics.command("color_temp_command_topic", "CT");
    topics.state("color_temp_state_topic", "color_temp_value_template", value_of("CT"));
    json.key("min_mireds").integer(coldest_mired).key("max_mireds").integer(warmest_mired);
  } else {
    topics.command("white_command_topic", "White");
    json.key("white_scale").integer(100);
  }
}

void write_colour(JsonWriter& json, Topics& topics, LightKind kind) {
  topics.command("rgb_command_topic", "Color2");
  json.key("rgb_command_template").string(rgb_command);
  topics.state("rgb_state_topic", "rgb_value_template", rgb_state);
  if (!has_white(kind)) return;
  const std::string white = has_ct(kind) ? "color_temp" : "white";
  topics.state("color_mode_state_topic", "color_mode_value_template",
               "{{ '" + white + "' if value_json.White | default(0) > 0 else 'rgb' }}");
}

}  // namespace

void write_mqtt_light(JsonWriter& json, const View& view) {
  const LightKind kind = view.state.light->kind;
  const auto relay = static_cast<unsigned>(view.state.relays.size());
  const std::string power = power_key(relay, relay, view.options);
  Topics topics(json, view);
  json.key("light").begin_object().key("platform").string("light");
  json.key("unique_id").string(to_lower(view.identity.hardware_id) + "_light");
  json.key("name");
  relay == 1 ? json.null() : json.string(friendly_name(view, relay));
  topics.command("command_topic", power);
  topics.state("state_topic", "state_value_template", value_of(power));
  json.key("payload_on").string("ON").key("payload_off").string("OFF");
  topics.command("brightness_command_topic", "Dimmer");
  topics.state("brightness_state_topic", "brightness_value_template", value_of("Dimmer"));
  json.key("brightness_scale").integer(100).key("on_command_type").string("brightness");
  if (has_white(kind)) write_white(json, topics, kind);
  if (has_colour(kind)) write_colour(json, topics, kind);
  json.end_object();
}

}  // namespace presad::tasmota
