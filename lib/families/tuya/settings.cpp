#include "families/tuya/settings.h"

#include <algorithm>
#include <span>

#include "base/bytes.h"
#include "base/text.h"
#include "families/tuya/datapoint_types.h"

namespace presad::tuya {

namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::array<std::pair<std::string_view, Version>, 5> version_words = {{{"3.1", Version::v3_1},
                                                                                {"3.2", Version::v3_2},
                                                                                {"3.3", Version::v3_3},
                                                                                {"3.4", Version::v3_4},
                                                                                {"3.5", Version::v3_5}}};

constexpr std::array<std::pair<std::string_view, Wake>, 4> wake_words = {
    {{"auto", Wake::automatic}, {"updatedps", Wake::updatedps}, {"control", Wake::control}, {"none", Wake::none}}};

/// More datapoints in one refresh crash plugs (PROTOCOL.md, 13).
constexpr std::size_t max_wake_datapoints = 3;

bool is_alphanumeric(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

std::string read_device_id(config::Reader& reader) {
  const auto id = reader.text("device_id", 1, 64);
  if (!id) return {};
  // As long as a key: perhaps the two were swapped, so it is not shown.
  const bool like_a_key = id->size() == Key().bytes().size();
  if (like_a_key) reader.hide("device_id");
  const char* swapped = like_a_key ? "a local_key has 16: were the two swapped?" : "";
  if (!is_alphanumeric(*id)) {
    reader.error("device_id", "a device_id consists of letters and digits", swapped);
  } else if (id->size() != 20 && id->size() != 22) {
    reader.warning("device_id", "a device_id has 20 or 22 characters, this one has " + std::to_string(id->size()),
                   swapped);
  }
  return *id;
}

constexpr std::string_view unknown_key = "unknown";

/// Nothing: the inventory says itself that nobody knows it yet, as presa scan --add writes it.
std::optional<Key> read_local_key(config::Reader& reader) {
  const auto key = reader.secret("local_key", 1, 4096);
  if (!key) return Key();
  const std::string& text = key->reveal();
  if (text == unknown_key) {
    reader.warning("local_key", "the device is Offline until its local_key is known",
                   "presa wizard or presa import brings it");
    return std::nullopt;
  }
  if (text.size() == Key().bytes().size()) return Key(as_bytes(text).first<16>());
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  reader.error("local_key",
               std::string("a local_key has 16 characters, this one has ") + std::to_string(text.size()) +
                   (ascii ? "" : " bytes"),
               "in 'single quotes' if it holds # or other signs");
  return Key();
}

/// What belongs to the session of the gateway cannot be given once more for its sub-device.
void read_as_subdevice(config::Reader& reader, TuyaSettings& settings) {
  settings.gateway = reader.text("gateway", 1, 64).value_or("");
  reader.require("cid", "the sub-device's id at its gateway");
  for (const std::string_view key : {"local_key", "address", "version"}) {
    if (reader.has(key)) {
      reader.error(key, '"' + std::string(key) + "\" belongs to the gateway and not to its sub-device", "remove it");
    }
  }
}

void read_as_own_device(config::Reader& reader, TuyaSettings& settings, const std::string& topic) {
  reader.require("device_id", "device_id: …");
  reader.require("local_key", "local_key: !secret " + printable(topic));
  const std::optional<Key> key = read_local_key(reader);
  settings.local_key = key.value_or(Key());
  settings.key_unknown = !key;
  settings.address = read_local_address(reader);
  settings.version = reader.one_of("version", "a Tuya version", version_words);
  if (reader.has("cid")) reader.error("cid", "\"cid\" needs \"gateway\"", "gateway: the gateway's topic");
}

DatapointSettings read_datapoint(config::Reader& reader) {
  DatapointSettings datapoint;
  reader.require("id", "id: 18");
  datapoint.id = static_cast<std::uint8_t>(reader.integer("id", 1, 255).value_or(0));
  datapoint.name = reader.text("name", 1, 64).value_or("");
  datapoint.type = reader.one_of("type", "a datapoint's type", datapoint_types);
  if (const auto scale = reader.integer("scale", 0, 9)) datapoint.scale = static_cast<unsigned>(*scale);
  datapoint.unit = reader.text("unit", 1, 16).value_or("");
  datapoint.writable = reader.boolean("writable").value_or(true);
  reader.no_more_keys();
  return datapoint;
}

std::vector<DatapointSettings> read_datapoints(config::Reader& reader) {
  std::vector<DatapointSettings> rows;
  for (config::Reader& row : reader.mappings("datapoints", "a datapoint", 255)) {
    DatapointSettings datapoint = read_datapoint(row);
    if (datapoint.id == 0) continue;
    const bool twice =
        std::any_of(rows.begin(), rows.end(), [&](const auto& other) { return other.id == datapoint.id; });
    if (twice) row.error("id", "datapoint " + std::to_string(datapoint.id) + " is given twice");
    rows.push_back(std::move(datapoint));
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return rows;
}

/// The relay and the calibration of a meter: asked for again and again, they reboot plugs (PROTOCOL.md, 13).
bool is_touchy(std::int64_t id) { return id == 1 || (id >= 22 && id <= 25); }

std::vector<std::uint8_t> read_wake_datapoints(config::Reader& reader) {
  std::vector<std::uint8_t> ids;
  for (const std::int64_t id :
       reader.integers("wake_datapoints", 1, 255, max_wake_datapoints).value_or(std::vector<std::int64_t>{})) {
    if (is_touchy(id)) {
      reader.error("wake_datapoints", "datapoint " + std::to_string(id) + " in a refresh crashes plugs",
                   "those of the meter: [18, 19, 20], or [4, 5, 6] of an old plug");
    }
    ids.push_back(static_cast<std::uint8_t>(id));
  }
  return ids;
}

/// 0 for never, else not so often that a plug suffers (PROTOCOL.md, 13).
std::optional<Duration> read_refresh(config::Reader& reader) {
  const auto refresh = reader.seconds("refresh", seconds(0), hours(1));
  const double number = std::chrono::duration<double>(refresh.value_or(Duration(0))).count();
  return reader.never_or_at_least("refresh", number, 10, 3600) ? refresh : std::nullopt;
}

const Profile* read_profile(config::Reader& reader) {
  std::vector<std::string_view> names;
  for (const Profile& profile : profiles()) names.push_back(profile.name);
  const auto index = reader.one_of("profile", "a profile", names);
  return index ? &profiles()[*index] : nullptr;
}

}  // namespace

std::string identity(const TuyaSettings& settings) {
  constexpr std::size_t world_wide = 16;  // hex digits of an EUI-64, which every Zigbee device has
  if (settings.gateway.empty()) return settings.device_id;
  return settings.cid.size() >= world_wide ? settings.cid : settings.gateway + "/" + settings.cid;
}

TuyaSettings read_settings(config::Reader& reader, const std::string& topic) {
  TuyaSettings settings;
  settings.common = read_device_settings(reader, topic);
  settings.device_id = read_device_id(reader);
  if (reader.has("gateway")) {
    read_as_subdevice(reader, settings);
  } else {
    read_as_own_device(reader, settings, topic);
  }
  settings.cid = reader.text("cid", 1, 64).value_or("");
  settings.profile = read_profile(reader);
  settings.wake = reader.one_of("wake", "a way to wake a device", wake_words).value_or(settings.wake);
  settings.wake_datapoints = read_wake_datapoints(reader);
  settings.power_up_after = reader.seconds("power_up_after", seconds(1), hours(1)).value_or(settings.power_up_after);
  settings.command_interval =
      reader.seconds("command_interval", seconds(0), seconds(10)).value_or(settings.command_interval);
  settings.offline_command_ttl =
      reader.seconds("offline_command_ttl", seconds(0), hours(24)).value_or(settings.offline_command_ttl);
  settings.refresh = read_refresh(reader);
  settings.datapoints = read_datapoints(reader);
  reader.no_more_keys();
  return settings;
}

}  // namespace presad::tuya
