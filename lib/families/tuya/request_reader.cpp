// Requests as a device understands them: every shape that clients in the field send. See payload.h.
// Source: PROTOCOL.md, sections 6 to 9.

#include <algorithm>

#include "families/tuya/member.h"
#include "families/tuya/payload.h"

namespace presad::tuya {
namespace {

/// A bare string, or the phone app's list of one.
std::string read_cid(const Json& json) {
  const Json* cid = find_member(json, "cid");
  if (cid == nullptr) return {};
  if (const Json::Array* list = cid->array(); list != nullptr && !list->empty()) cid = &list->front();
  return cid->string() != nullptr ? *cid->string() : std::string();
}

std::vector<std::uint8_t> null_ids(const Json& dps) {
  std::vector<std::uint8_t> ids;
  for (const auto& [key, value] : *dps.object()) {
    if (!value.is_null()) continue;
    Json only;
    only.value = Json::Object{{key, Json{true}}};
    if (const auto parsed = parse_datapoints(only)) ids.push_back(parsed->front().id);
  }
  return ids;
}

/// A set, unless nothing but nulls is in it.
Result<Request> read_set(Request request, const Json& json) {
  const Json* dps = find_member(json, "dps");
  if (dps == nullptr) return request;
  auto wanted = parse_datapoints(*dps);
  if (!wanted) return std::move(wanted.error());
  request.wanted = std::move(*wanted);
  request.ids = null_ids(*dps);
  const bool only_nulls = request.wanted.empty() && !request.ids.empty();
  request.kind = only_nulls ? Request::Kind::null_read : Request::Kind::set;
  return request;
}

/// A query; some clients ask 3.2 devices with a null list here.
Result<Request> read_query(Request request, const Json& json) {
  request.kind = Request::Kind::query;
  const Json* dps = find_member(json, "dps");
  if (dps == nullptr || dps->object() == nullptr) return request;
  request.ids = null_ids(*dps);
  if (!request.ids.empty()) request.kind = Request::Kind::null_read;
  return request;
}

Result<Request> read_refresh(Request request, const Json& json) {
  const Json* ids = find_member(json, "dpId");
  if (ids == nullptr || ids->array() == nullptr) return fail(ErrorKind::malformed, "dpId is no list");
  for (const Json& id : *ids->array()) {
    const std::int64_t* number = id.integer();
    if (number == nullptr || *number < 1 || *number > 255)
      return fail(ErrorKind::malformed, "a dpId from 1 to 255 is wanted");
    request.ids.push_back(static_cast<std::uint8_t>(*number));
  }
  request.kind = Request::Kind::refresh;
  return request;
}

}  // namespace

Result<Request> parse_request(const Message& message) {
  Request request;
  if (message.command == CommandCode::heart_beat) {  // the payload may be anything, also nothing
    request.kind = Request::Kind::heart_beat;
    return request;
  }
  const bool is_query = message.command == CommandCode::dp_query || message.command == CommandCode::dp_query_new;
  if (is_query && message.payload.empty()) {
    request.kind = Request::Kind::query;
    return request;
  }
  const auto json = parse_json(message.payload);
  if (!json) return json.error();
  if (json->object() == nullptr) return fail(ErrorKind::malformed, "the payload is no JSON object");
  request.cid = read_cid(*json);
  switch (message.command) {
    case CommandCode::dp_query:
    case CommandCode::dp_query_new:
      return read_query(std::move(request), *json);
    case CommandCode::control:
    case CommandCode::control_new:
      return read_set(std::move(request), *json);
    case CommandCode::update_dps:
      return read_refresh(std::move(request), *json);
    case CommandCode::lan_ext_stream: {
      const Json* type = json->find("reqType");
      const bool asks = type != nullptr && type->string() != nullptr && *type->string() == "subdev_online_stat_query";
      if (asks) request.kind = Request::Kind::subdevice_list;
      return request;
    }
    default:
      return request;
  }
}

}  // namespace presad::tuya
