// Requests in the shape of each version, members in the order of the most common client. See payload.h.
// Source: PROTOCOL.md, sections 6 to 9.

#include <algorithm>

#include "families/tuya/payload.h"

namespace presad::tuya {
namespace {

std::int64_t unix_seconds(WallTime wall_time) {
  return std::chrono::floor<std::chrono::seconds>(wall_time).time_since_epoch().count();
}

/// A request without version header.
Message bare(CommandCode command, JsonWriter& json) {
  Message message;
  message.command = command;
  message.payload = json.take();
  return message;
}

Message with_header(Version version, CommandCode command, JsonWriter& json) {
  Message message = bare(command, json);
  message.version_header = make_version_header(version);
  return message;
}

/// `"devId":…,"uid":…,"t":"…"`
void write_sender(JsonWriter& json, const std::string& device_id, WallTime wall_time) {
  json.key("devId").string(device_id).key("uid").string(device_id);
  json.key("t").string(std::to_string(unix_seconds(wall_time)));
}

Message make_set_old(Version version, const Addressee& addressee, const std::string& dps, WallTime wall_time) {
  JsonWriter json;
  json.begin_object();
  if (addressee.cid.empty()) {
    write_sender(json, addressee.device_id, wall_time);
  } else {
    json.key("t").integer(unix_seconds(wall_time)).key("cid").string(addressee.cid);
  }
  json.key("dps").raw(dps).end_object();
  return with_header(version, CommandCode::control, json);
}

Message make_set_new(Version version, const Addressee& addressee, const std::string& dps, WallTime wall_time) {
  JsonWriter json;
  json.begin_object().key("protocol").integer(5).key("t").integer(unix_seconds(wall_time)).key("data").begin_object();
  if (!addressee.cid.empty()) json.key("cid").string(addressee.cid).key("ctype").integer(0);
  json.key("dps").raw(dps).end_object();
  if (!addressee.cid.empty()) json.key("cid").string(addressee.cid);
  json.end_object();
  return with_header(version, CommandCode::control_new, json);
}

}  // namespace

std::optional<VersionHeader> make_version_header(Version version) noexcept {
  if (version == Version::v3_1) return std::nullopt;
  VersionHeader header{};
  const std::string_view text = name(version);
  std::copy(text.begin(), text.end(), header.begin());
  return header;
}

Message make_query(Version version, const Addressee& addressee, WallTime wall_time) {
  if (version == Version::v3_2) return make_null_read(version, addressee, default_null_read_ids, wall_time);
  JsonWriter json;
  json.begin_object();
  if (negotiates_session_key(version)) {
    if (!addressee.cid.empty()) json.key("cid").string(addressee.cid);
    json.end_object();
    return bare(CommandCode::dp_query_new, json);
  }
  if (addressee.cid.empty()) {
    json.key("gwId").string(addressee.device_id);
    write_sender(json, addressee.device_id, wall_time);
  } else {
    json.key("t").integer(unix_seconds(wall_time)).key("cid").string(addressee.cid);
  }
  json.end_object();
  return bare(CommandCode::dp_query, json);
}

Message make_set(Version version, const Addressee& addressee, const Datapoints& wanted, WallTime wall_time) {
  const std::string dps = render_datapoints(wanted);
  return negotiates_session_key(version) ? make_set_new(version, addressee, dps, wall_time)
                                         : make_set_old(version, addressee, dps, wall_time);
}

Message make_null_read(Version version, const Addressee& addressee, std::span<const std::uint8_t> ids,
                       WallTime wall_time) {
  JsonWriter json;
  json.begin_object();
  write_sender(json, addressee.device_id, wall_time);
  if (!addressee.cid.empty()) json.key("cid").string(addressee.cid);
  json.key("dps").begin_object();
  for (const std::uint8_t id : ids) json.key(std::to_string(id)).null();
  json.end_object().end_object();
  // 3.1 enciphers control alone and knows no control_new.
  const CommandCode command = version == Version::v3_1 ? CommandCode::control : CommandCode::control_new;
  return with_header(version, command, json);
}

Message make_refresh(Version, const Addressee& addressee, std::span<const std::uint8_t> ids) {
  JsonWriter json;
  json.begin_object().key("dpId").begin_array();
  for (const std::uint8_t id : ids) json.integer(id);
  json.end_array();
  // A list, as the phone app sends: a bare string is acknowledged and ignored by some gateways.
  if (!addressee.cid.empty()) json.key("cid").begin_array().string(addressee.cid).end_array();
  json.end_object();
  return bare(CommandCode::update_dps, json);
}

Message make_heart_beat(Version, const Addressee& addressee) {
  Message message;
  make_heart_beat(addressee, message);
  return message;
}

void make_heart_beat(const Addressee& addressee, Message& message) {
  message.command = CommandCode::heart_beat;
  // An id is made of letters and digits (settings.cpp): nothing to be escaped.
  message.payload.assign(R"({"gwId":")").append(addressee.device_id);
  message.payload.append(R"(","devId":")").append(addressee.device_id).append(R"("})");
}

Message make_subdevice_list() {
  JsonWriter json;
  json.begin_object().key("reqType").string("subdev_online_stat_query");
  json.key("data").begin_object().key("cids").begin_array().end_array().end_object().end_object();
  return bare(CommandCode::lan_ext_stream, json);
}

}  // namespace presad::tuya
