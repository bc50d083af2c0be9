#include "control/answers.h"

#include <charconv>
#include <utility>

#include "control/overview.h"

namespace presad::control {

namespace {

void write_said(JsonWriter& json, const Said& said) {
  json.begin_object().key("topic").string(said.topic).key("payload").string(said.payload).end_object();
}

void write_value(JsonWriter& json, const DatapointValue& value) {
  if (const auto* truth = std::get_if<bool>(&value)) {
    json.boolean(*truth);
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    json.integer(*number);
  } else {
    json.string(std::get<std::string>(value));
  }
}

std::optional<DatapointValue> read_value(const Json& json) {
  if (const auto* truth = json.boolean()) return *truth;
  if (const auto* number = json.integer()) return *number;
  if (const auto* text = json.string()) return *text;
  return std::nullopt;
}

std::optional<std::uint8_t> read_id(const std::string& text) {
  std::uint8_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && end == text.data() + text.size() && id != 0 ? std::optional(id) : std::nullopt;
}

std::string object_text(const Json* member) {
  return member == nullptr || member->object() == nullptr ? std::string() : render_json(*member);
}

/// The list `name`. Errors: `malformed`.
Result<const Json::Array*> list_of(const Json& parameters, const char* name) {
  const Json* const member = parameters.find(name);
  if (member == nullptr || member->array() == nullptr) {
    return fail(ErrorKind::malformed, "an answer without \"" + std::string(name) + "\"");
  }
  return member->array();
}

}  // namespace

std::string render_command(const CommandReply& reply) {
  JsonWriter json;
  json.begin_object().key("answers").begin_array();
  for (const Said& each : reply.answers) write_said(json, each);
  json.end_array();
  if (reply.outcome) {
    json.key("outcome").string(name(*reply.outcome));
    json.key("latency_ms").fixed(std::chrono::duration<double, std::milli>(reply.latency).count(), 1);
  }
  if (!reply.cause.empty()) json.key("cause").string(reply.cause);
  return json.key("ended").boolean(reply.ended).end_object().take();
}

Result<CommandReply> read_command(const Json& parameters) {
  const Result<const Json::Array*> answers = list_of(parameters, "answers");
  if (!answers) return answers.error();
  CommandReply reply;
  for (const Json& each : **answers) {
    Result<Said> said = read_said(each);
    if (!said) return said.error();
    reply.answers.push_back(*std::move(said));
  }
  reply.outcome = parse_outcome(text_of(parameters.find("outcome")));
  const std::chrono::duration<double, std::milli> latency(number_of(parameters.find("latency_ms")).value_or(0));
  reply.latency = std::chrono::round<Duration>(latency);
  reply.cause = text_of(parameters.find("cause"));
  reply.ended = truth_of(parameters.find("ended"));
  return reply;
}

std::string render_get(const GetReply& reply) {
  JsonWriter json;
  json.begin_object().key("topic").string(reply.topic);
  if (!reply.state.empty()) json.key("state").raw(reply.state);
  if (!reply.sensor.empty()) json.key("sensor").raw(reply.sensor);
  json.key("datapoints").begin_object();
  for (const Datapoint& each : reply.datapoints) write_value(json.key(std::to_string(each.id)), each.value);
  return json.end_object().end_object().take();
}

Result<GetReply> read_get(const Json& parameters) {
  const Json* const datapoints = parameters.find("datapoints");
  if (datapoints == nullptr || datapoints->object() == nullptr) {
    return fail(ErrorKind::malformed, "an answer without \"datapoints\"");
  }
  GetReply reply{text_of(parameters.find("topic")),
                 object_text(parameters.find("state")),
                 object_text(parameters.find("sensor")),
                 {}};
  for (const auto& [key, json] : *datapoints->object()) {
    const auto id = read_id(key);
    auto value = read_value(json);
    if (!id || !value) return fail(ErrorKind::malformed, "\"" + key + "\" is no datapoint");
    reply.datapoints.push_back({*id, *std::move(value)});
  }
  return reply;
}

std::string render_heard(const std::vector<HeardDevice>& heard) {
  JsonWriter json;
  json.begin_object().key("devices").begin_array();
  for (const HeardDevice& each : heard) {
    json.begin_object().key("id").string(each.id).key("address").string(each.address);
    if (!each.version.empty()) json.key("version").string(each.version);
    if (!each.product_key.empty()) json.key("product_key").string(each.product_key);
    json.key("known").boolean(each.known);
    json.key("first_at").integer(seconds_of(each.first)).key("last_at").integer(seconds_of(each.last)).end_object();
  }
  return json.end_array().end_object().take();
}

Result<std::vector<HeardDevice>> read_heard(const Json& parameters) {
  const Result<const Json::Array*> devices = list_of(parameters, "devices");
  if (!devices) return devices.error();
  std::vector<HeardDevice> heard;
  for (const Json& each : **devices) {
    heard.push_back({text_of(each.find("id")), text_of(each.find("address")), text_of(each.find("version")),
                     text_of(each.find("product_key")), truth_of(each.find("known")), time_of(each.find("first_at")),
                     time_of(each.find("last_at"))});
  }
  return heard;
}

std::string render_said(const Said& said) {
  JsonWriter json;
  write_said(json, said);
  return json.take();
}

Result<Said> read_said(const Json& parameters) {
  Said said{text_of(parameters.find("topic")), text_of(parameters.find("payload"))};
  if (said.topic.empty()) return fail(ErrorKind::malformed, "a message without a topic");
  return said;
}

}  // namespace presad::control
