#include "tasmota/sensor_shape.h"

#include <algorithm>
#include <utility>

#include "tasmota/telemetry.h"

namespace presad::tasmota {

namespace {

/// Every key of `inner` is in `outer`, down to the leaves.
bool covers(const Json& outer, const Json& inner) {
  const Json::Object* const members = inner.object();
  if (members == nullptr) return true;
  return std::all_of(members->begin(), members->end(), [&](const Json::Member& member) {
    const Json* const same = outer.find(member.first);
    return same != nullptr && covers(*same, member.second);
  });
}

/// Puts those keys of `former` that `now` lacks behind its own.
void keep_former(Json& now, const Json& former) {
  auto* const members = std::get_if<Json::Object>(&now.value);
  if (members == nullptr || former.object() == nullptr) return;
  for (const Json::Member& member : *former.object()) {
    const auto same = std::find_if(members->begin(), members->end(),
                                   [&](const Json::Member& each) { return each.first == member.first; });
    if (same == members->end()) {
      members->push_back(member);
    } else {
      keep_former(same->second, member.second);
    }
  }
}

}  // namespace

bool SensorShape::look(const View& view) {
  JsonWriter json;
  write_sensor(json, view, Report::on_request);
  Result<Json> now = parse_json(json.text());
  if (!now) return false;
  const Json former = sensors();
  if (known() && covers(former, *now)) return false;
  keep_former(*now, former);
  text_ = render_json(*now);
  return true;
}

Json SensorShape::sensors() const {
  Result<Json> sensors = known() ? parse_json(text_) : Json();
  return sensors ? *std::move(sensors) : Json();
}

void SensorShape::restore(std::string_view text) {
  const Result<Json> kept = parse_json(text);
  if (kept && kept->find("Time") != nullptr) text_ = render_json(*kept);
}

}  // namespace presad::tasmota
