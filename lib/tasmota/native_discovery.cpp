#include "tasmota/native_discovery.h"

#include <array>

namespace presad::tasmota {

namespace {

// Lengths of the firmware's arrays; a reader iterates what it gets.
constexpr unsigned friendly_names = 8;
constexpr unsigned relays = 32;
constexpr unsigned switches = 32;
constexpr unsigned buttons = 32;

enum RelayKind : std::uint8_t { no_relay, plain_relay };

/// The SetOptions that a reader wants to know, besides 4: of what is not there, or set for good.
constexpr std::array options = {"11", "13", "17", "20", "30", "68", "73", "82", "114", "117"};

/// "15.2.0.2": the dialect's version without the variant.
std::string_view plain_version() { return dialect_version.substr(0, dialect_version.find('(')); }

void write_strings(JsonWriter& json, const char* key, std::initializer_list<std::string_view> texts) {
  json.key(key).begin_array();
  for (const std::string_view text : texts) json.string(text);
  json.end_array();
}

template <class WriteOne>
void write_array(JsonWriter& json, const char* key, unsigned size, WriteOne write_one) {
  json.key(key).begin_array();
  for (unsigned number = 1; number <= size; ++number) write_one(number);
  json.end_array();
}

/// Names and addresses.
void write_identity(JsonWriter& json, const View& view) {
  const Identity& identity = view.identity;
  json.key("ip").string(shown_address(view.condition));
  json.key("dn").string(device_name(view));
  write_array(json, "fn", friendly_names, [&](unsigned relay) {
    if (relay <= view.state.relays.size()) {
      json.string(friendly_name(view, relay));
    } else {
      json.null();
    }
  });
  json.key("hn").string(identity.hostname);
  json.key("mac").string(identity.hardware_id);
  json.key("md").string(identity.module);
}

/// Where it listens and answers, and in which words.
void write_speech(JsonWriter& json, const View& view) {
  json.key("ofln").string("Offline").key("onln").string("Online");
  write_strings(json, "state", {"OFF", "ON", "TOGGLE", "HOLD"});
  json.key("sw").string(plain_version());
  json.key("t").string(view.identity.topic);
  json.key("ft").string(view.house.full_topic.pattern());
  write_strings(json, "tp", {text(Prefix::cmnd), text(Prefix::stat), text(Prefix::tele)});
}

void write_shape(JsonWriter& json, const State& state) {
  write_array(json, "rl", relays,
              [&](unsigned relay) { json.integer(relay <= state.relays.size() ? plain_relay : no_relay); });
  write_array(json, "swc", switches, [&](unsigned) { json.integer(-1); });
  write_array(json, "swn", switches, [&](unsigned) { json.null(); });
  write_array(json, "btn", buttons, [&](unsigned) { json.integer(0); });
}

std::string render_config(const View& view) {
  JsonWriter json;
  json.begin_object();
  write_identity(json, view);
  json.key("ty").integer(0).key("if").integer(0).key("cam").integer(0);
  write_speech(json, view);
  write_shape(json, view.state);
  json.key("so").begin_object();
  json.key("4").integer(view.options.answers_by_command);
  for (const char* const option : options) json.key(option).integer(0);
  json.end_object();
  json.key("lk").integer(0).key("lt_st").integer(0);
  json.key("bat").integer(0).key("dslp").integer(0);
  json.key("sho").begin_array().end_array().key("sht").begin_array().end_array();
  json.key("ver").integer(1).end_object();
  return json.take();
}

std::string render_sensors(const Json& sensors) {
  JsonWriter json;
  json.begin_object().key("sn").raw(render_json(sensors)).key("ver").integer(1).end_object();
  return json.take();
}

}  // namespace

std::vector<std::string> native_discovery_topics(std::string_view hardware_id) {
  const std::string device = "tasmota/discovery/" + std::string(hardware_id);
  return {device + "/config", device + "/sensors"};
}

DiscoveryMessages render_native_discovery(const View& view, const Json& sensors) {
  if (view.state.relays.empty()) return {};
  std::vector<std::string> topics = native_discovery_topics(view.identity.hardware_id);
  return {{std::move(topics[0]), render_config(view)}, {std::move(topics[1]), render_sensors(sensors)}};
}

}  // namespace presad::tasmota
