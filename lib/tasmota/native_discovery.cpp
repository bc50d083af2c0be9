#include "tasmota/native_discovery.h"

#include <algorithm>
#include <array>

#include "tasmota/device_form.h"
#include "tasmota/readings.h"

namespace presad::tasmota {

namespace {

// Lengths of the firmware's arrays; a reader iterates what it gets.
constexpr unsigned friendly_names = 8;
constexpr unsigned relays = 32;
constexpr unsigned switches = 32;
constexpr unsigned buttons = 32;

enum RelayKind : std::uint8_t { no_relay, plain_relay, lamp, shutter };

enum SwitchMode : std::int8_t { no_switch = -1, follow = 1 };

/// The SetOptions that a reader wants to know, besides 4: of what is not there, or set for good.
constexpr std::array<std::string_view, 9> fixed_options = {"11", "13", "17", "30", "68", "73", "82", "114", "117"};

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
    if (relay <= std::max<std::size_t>(view.state.relays.size(), 1)) {
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

/// A lamp's switch is the last relay; a cover, which is a pair, comes behind.
RelayKind kind_of(const State& state, unsigned relay) noexcept {
  const std::size_t count = state.relays.size();
  if (relay > count) return state.cover && relay <= count + 2 ? shutter : no_relay;
  return state.light && relay == count ? lamp : plain_relay;
}

void write_shape(JsonWriter& json, const State& state) {
  const std::size_t used_switches = switches_of(state).size();
  write_array(json, "rl", relays, [&](unsigned relay) { json.integer(kind_of(state, relay)); });
  write_array(json, "swc", switches,
              [&](unsigned number) { json.integer(number <= used_switches ? follow : no_switch); });
  write_array(json, "swn", switches, [&](unsigned) { json.null(); });
  write_array(json, "btn", buttons, [&](unsigned) { json.integer(0); });
}

void write_options(JsonWriter& json, const Options& options) {
  json.key("so").begin_object().key("4").integer(options.answers_by_command);
  for (const std::string_view option : fixed_options) {
    json.key(option).integer(0);
    if (option == "17") json.key("20").integer(options.dimmer_alone);
  }
  json.end_object();
}

std::string render_config(const View& view) {
  JsonWriter json;
  json.begin_object();
  write_identity(json, view);
  json.key("ty").integer(0).key("if").integer(0).key("cam").integer(0);
  write_speech(json, view);
  write_shape(json, view.state);
  write_options(json, view.options);
  // Where colour and white were not linked a reader would make two lamps of one.
  const bool is_lamp = view.state.light.has_value();
  json.key("lk").integer(is_lamp ? 1 : 0);
  json.key("lt_st").integer(is_lamp ? static_cast<int>(view.state.light->kind) : 0);
  json.key("bat").integer(battery_of(view.state) ? 1 : 0).key("dslp").integer(0);
  const bool is_cover = view.state.cover.has_value();
  json.key("sho").raw(is_cover ? "[0]" : "[]").key("sht").raw(is_cover ? "[[0,0,0]]" : "[]");
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
  if (!has_form(view.state)) return {};
  std::vector<std::string> topics = native_discovery_topics(view.identity.hardware_id);
  return {{std::move(topics[0]), render_config(view)}, {std::move(topics[1]), render_sensors(sensors)}};
}

bool may_be_own_native_discovery(std::string_view hardware_id, const Json& config) {
  const auto says = [&](std::string_view key, std::string_view wanted) {
    const Json* const member = config.find(key);
    return member != nullptr && member->string() != nullptr && *member->string() == wanted;
  };
  return says("mac", hardware_id) && (is_derived(hardware_id) || says("sw", plain_version()));
}

}  // namespace presad::tasmota
