#include "simulator/plug_answers.h"

#include "base/json.h"
#include "families/tuya/payload.h"

namespace presad::simulator {
namespace {

/// Every value as a string: true is "true", 430 is "430".
Datapoints as_strings(Datapoints datapoints) {
  for (Datapoint& each : datapoints) {
    if (const bool* truth = std::get_if<bool>(&each.value)) {
      each.value = std::string(*truth ? "true" : "false");
    } else if (const std::int64_t* number = std::get_if<std::int64_t>(&each.value)) {
      each.value = std::to_string(*number);
    }
  }
  return datapoints;
}

std::string render_dps(const Datapoints& datapoints, const Faults& faults) {
  return tuya::render_datapoints(faults.has(FaultKind::wrong_type) ? as_strings(datapoints) : datapoints);
}

/// Neither JSON nor an error text that anybody knows.
std::string no_json(const Datapoints& datapoints) { return "{dps:" + std::to_string(datapoints.size()); }

std::int64_t unix_seconds(WallTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

}  // namespace

std::string render_query_answer(tuya::Version version, std::string_view device_id, const Datapoints& datapoints,
                                const Faults& faults, std::string_view cid) {
  if (faults.has(FaultKind::not_json)) return no_json(datapoints);
  JsonWriter json;
  json.begin_object();
  if (version == tuya::Version::v3_1) json.key("devId").string(device_id);
  if (!cid.empty()) json.key("cid").string(cid);
  json.key("dps").raw(render_dps(datapoints, faults)).end_object();
  return json.take();
}

std::string render_push(tuya::Version version, std::string_view device_id, const Datapoints& datapoints, WallTime now,
                        const Faults& faults, std::string_view cid) {
  if (faults.has(FaultKind::not_json)) return no_json(datapoints);
  const std::string dps = render_dps(datapoints, faults);
  JsonWriter json;
  json.begin_object();
  if (tuya::negotiates_session_key(version)) {
    json.key("protocol").integer(4).key("t").integer(unix_seconds(now));
    json.key("data").begin_object();
    if (!cid.empty()) json.key("cid").string(cid);
    json.key("dps").raw(dps).end_object();
  } else {
    if (version == tuya::Version::v3_1) json.key("devId").string(device_id);
    if (!cid.empty()) json.key("cid").string(cid);
    json.key("dps").raw(dps).key("t").integer(unix_seconds(now));
  }
  json.end_object();
  return json.take();
}

}  // namespace presad::simulator
