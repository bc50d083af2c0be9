#include "tasmota/light_block.h"

#include "tasmota/light_channels.h"
#include "tasmota/reply.h"

namespace presad::tasmota {

namespace {

std::string hsb_text(const LightLevels& levels, unsigned brightness) {
  return std::to_string(levels.hue.value_or(0)) + "," + std::to_string(levels.saturation.value_or(0)) + "," +
         std::to_string(brightness);
}

void write_levels(JsonWriter& json, const Light& light) {
  const LightLevels& levels = light.levels;
  const unsigned brightness = *levels.brightness;
  json.key("Dimmer").integer(brightness);
  if (light.kind == LightKind::dimmer) return;
  const bool colour = shows_colour(light);
  const Channels channels = channels_of(light);
  json.key("Color").string(render_color(channels));
  if (has_colour(light.kind)) json.key("HSBColor").string(hsb_text(levels, colour ? brightness : 0));
  if (has_white(light.kind)) json.key("White").integer(colour ? 0 : brightness);
  if (has_ct(light.kind)) json.key("CT").integer(levels.ct.value_or(coldest_mired));
  json.key("Channel").begin_array();
  for (std::size_t i = 0; i < channels.count; ++i) json.integer(per_cent(channels.values[i]));
  json.end_array();
}

}  // namespace

void write_light(JsonWriter& json, const State& state, const Options& options, LightBlock block) {
  if (!state.light) return;
  const auto relay = static_cast<unsigned>(state.relays.size());
  if (relay > 0 && state.relays.back() != Power::undefined) {
    json.key(power_key(relay, relay, options)).string(state.relays.back() == Power::on ? "ON" : "OFF");
  }
  if (state.light->levels.brightness) write_levels(json, *state.light);
  if (block == LightBlock::answer) return;
  if (has_colour(state.light->kind)) json.key("Scheme").integer(0);
  json.key("Fade").string(options.fade == 0 ? "OFF" : "ON");
  json.key("Speed").integer(options.speed);
  json.key("LedTable").string(options.led_table == 0 ? "OFF" : "ON");
}

std::string render_light(const State& state, const Options& options) {
  JsonWriter json;
  json.begin_object();
  write_light(json, state, options, LightBlock::answer);
  return json.end_object().take();
}

}  // namespace presad::tasmota
