#include "tasmota/shutter.h"

namespace presad::tasmota {

void write_shutter(JsonWriter& json, const Cover& cover) {
  json.key("Shutter1").begin_object();
  if (cover.position) json.key("Position").integer(*cover.position);
  json.key("Direction").integer(static_cast<int>(cover.direction));
  // One that stands has arrived, wherever it was sent.
  const auto target = cover.direction == CoverDirection::stopped && cover.position ? cover.position : cover.target;
  if (target) json.key("Target").integer(*target);
  json.key("Tilt").integer(0).end_object();
}

std::string render_shutter(const Cover& cover) {
  JsonWriter json;
  json.begin_object();
  write_shutter(json, cover);
  return json.end_object().take();
}

}  // namespace presad::tasmota
