// What devices tell, read; and datapoints as JSON. See payload.h; requests are in request.cpp.

#include "families/tuya/payload.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "families/tuya/member.h"

namespace presad::tuya {
namespace {

/// Refusals that firmware sends as bare text (PROTOCOL.md, 11).
constexpr std::array<std::string_view, 4> refusals = {"json obj data unvalid", "data format error", "devid not found",
                                                      "parse data error"};
constexpr std::size_t longest_error_text = 120;

std::optional<std::uint8_t> parse_id(std::string_view text) noexcept {
  std::uint8_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size() || id == 0) return std::nullopt;
  return id;
}

std::optional<DatapointValue> parse_value(const Json& json) {
  if (const bool* truth = json.boolean()) return *truth;
  if (const std::int64_t* number = json.integer()) return *number;
  if (const std::string* text = json.string()) return *text;
  return std::nullopt;
}

/// The texts in the list `name` of `data`; whatever else stands there is left out.
std::vector<std::string> parse_cids(const Json& data, std::string_view name) {
  std::vector<std::string> cids;
  const Json* const list = find_member(data, name);
  if (list == nullptr || list->array() == nullptr) return cids;
  for (const Json& each : *list->array()) {
    if (const std::string* const cid = each.string(); cid != nullptr && !cid->empty()) cids.push_back(*cid);
  }
  return cids;
}

std::optional<SubDeviceList> parse_subdevices(const Json& json) {
  const Json* const type = find_member(json, "reqType");
  if (type == nullptr || type->string() == nullptr || *type->string() != "subdev_online_stat_report") {
    return std::nullopt;
  }
  return SubDeviceList{parse_cids(json, "online"), parse_cids(json, "offline")};
}

/// Keeps the last of each id.
void put(Datapoints& datapoints, Datapoint datapoint) {
  const auto at = std::lower_bound(datapoints.begin(), datapoints.end(), datapoint.id,
                                   [](const Datapoint& left, std::uint8_t id) { return left.id < id; });
  if (at != datapoints.end() && at->id == datapoint.id) {
    *at = std::move(datapoint);
  } else {
    datapoints.insert(at, std::move(datapoint));
  }
}

}  // namespace

Result<Datapoints> parse_datapoints(const Json& dps) {
  const Json::Object* members = dps.object();
  if (members == nullptr) return fail(ErrorKind::malformed, "dps is no object");
  Datapoints datapoints;
  for (const auto& [key, json] : *members) {
    const auto id = parse_id(key);
    if (!id) return fail(ErrorKind::malformed, "\"" + printable(key, 16) + "\" is no datapoint from 1 to 255");
    if (auto value = parse_value(json)) put(datapoints, {*id, std::move(*value)});
  }
  return datapoints;
}

std::string render_datapoints(const Datapoints& datapoints) {
  JsonWriter json;
  json.begin_object();
  for (const Datapoint& datapoint : datapoints) {
    json.key(std::to_string(datapoint.id));
    if (const bool* truth = std::get_if<bool>(&datapoint.value)) json.boolean(*truth);
    if (const std::int64_t* number = std::get_if<std::int64_t>(&datapoint.value)) json.integer(*number);
    if (const std::string* text = std::get_if<std::string>(&datapoint.value)) json.string(*text);
  }
  json.end_object();
  return json.take();
}

Result<Report> parse_report(const Message& message) {
  Report report;
  if (message.payload.empty()) return report;
  const auto json = parse_json(message.payload);
  if (!json || json->object() == nullptr) {
    const bool refused = message.return_code.value_or(0) != 0;
    const bool known = std::find(refusals.begin(), refusals.end(), message.payload) != refusals.end();
    if (!refused && !known)
      return fail(ErrorKind::malformed, json ? "the payload is no JSON object" : json.error().what);
    report.error_text = printable(message.payload, longest_error_text);
    return report;
  }
  if (const Json* cid = find_member(*json, "cid"); cid != nullptr && cid->string() != nullptr)
    report.cid = *cid->string();
  if (const Json* time = find_member(*json, "t"); time != nullptr && time->integer() != nullptr)
    report.device_time = *time->integer();
  report.subdevices = parse_subdevices(*json);
  if (const Json* dps = find_member(*json, "dps")) {
    auto datapoints = parse_datapoints(*dps);
    if (!datapoints) return std::move(datapoints.error());
    report.datapoints = std::move(*datapoints);
    report.carries_datapoints = true;
  }
  return report;
}

}  // namespace presad::tuya
