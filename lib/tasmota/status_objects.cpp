#include <algorithm>
#include <string>
#include <utility>

#include "tasmota/fallback_topic.h"
#include "tasmota/payload.h"
#include "tasmota/set_option.h"
#include "tasmota/status.h"
#include "tasmota/telemetry.h"
#include "tasmota/time_zone.h"

namespace presad::tasmota {

namespace {

constexpr int switch_modes = 32;
constexpr int config_holder = 4617;  // the firmware's constant for valid settings
constexpr int dialect_max_packet = static_cast<int>(max_command_payload) + 1;
constexpr unsigned first_parameter = 32;
constexpr unsigned last_parameter = 49;
constexpr int keep_alive = 30;     // seconds
constexpr int socket_timeout = 4;  // seconds, the firmware's default

/// One binary digit per relay, relay 1 last; an undefined relay has no third digit and shows as 0.
std::string power_digits(const State& state) {
  std::string digits;
  for (auto relay = state.relays.rbegin(); relay != state.relays.rend(); ++relay) {
    digits += *relay == Power::on ? '1' : '0';
  }
  return digits.empty() ? "0" : digits;
}

/// "84:E3:42:7A:1B:2C"
std::string mac_text(std::string_view hardware_id) {
  std::string text;
  for (std::size_t i = 0; i < hardware_id.size(); ++i) {
    if (i != 0 && i % 2 == 0) text += ':';
    text += hardware_id[i];
  }
  return text;
}

std::string hex_byte(int value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned>(value) & 0xFFU;
  return {digits[byte >> 4U], digits[byte & 0xFU]};
}

/// The 32 flags from SetOption `first` on as the firmware keeps them: eight digits, the first flag in the last bit.
std::string flag_word(const Options& options, unsigned first) {
  std::uint32_t flags = 0;
  for (unsigned i = 0; i < 32; ++i) flags |= (set_option(options, first + i) != 0 ? 1U : 0U) << i;
  std::string text;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) text += hex_byte(static_cast<int>(flags >> shift & 0xFFU));
  return text;
}

/// "07:12" of the local clock; "" where there is none.
std::string clock_time(const std::optional<WallTime>& time, const Moment& moment) {
  constexpr std::size_t date = std::string_view("2026-08-19T").size();
  return time ? render_local(*time, moment.utc_offset).substr(date, 5) : std::string{};
}

}  // namespace

void write_status(JsonWriter& json, const View& view) {
  const Identity& identity = view.identity;
  const std::size_t names = std::clamp<std::size_t>(view.state.relays.size(), 1, max_friendly_names);
  const std::string power = power_digits(view.state);
  json.begin_object();
  json.key("Module").integer(0);  // "user template", whose name is INFO1's Module
  json.key("DeviceName").string(device_name(view));
  json.key("FriendlyName").begin_array();
  for (unsigned relay = 1; relay <= names; ++relay) json.string(friendly_name(view, relay));
  json.end_array();
  json.key("Topic").string(identity.topic);
  json.key("ButtonTopic").string("0");
  json.key("Power").string(power);
  json.key("PowerLock").string(std::string(power.size(), '0'));
  json.key("PowerOnState").integer(power_on_state(view.options.power_on));
  json.key("LedState").integer(1);
  json.key("LedMask").string("FFFF");
  json.key("SaveData").integer(1);
  json.key("SaveState").integer(view.options.save_state);
  json.key("SwitchTopic").string("0");
  json.key("SwitchMode").begin_array();
  for (int i = 0; i < switch_modes; ++i) json.integer(0);
  json.end_array();
  for (const char* const retain :
       {"ButtonRetain", "SwitchRetain", "SensorRetain", "PowerRetain", "InfoRetain", "StateRetain", "StatusRetain"}) {
    json.key(retain).integer(view.options.*find_number_option(retain)->value);
  }
  json.end_object();
}

void write_status_parameters(JsonWriter& json, const View& view) {
  const House& house = view.house;
  json.begin_object();
  json.key("Baudrate").integer(115200);
  json.key("SerialConfig").string("8N1");
  json.key("GroupTopic").string(house.group_topic);
  json.key("OtaUrl").string("");
  json.key("RestartReason").string(house.restart_reason);
  json.key("Uptime").string(render_uptime(view.moment.uptime));
  json.key("StartupUTC").string(render_utc(house.started));
  json.key("Sleep").integer(0);  // presad never sleeps
  json.key("CfgHolder").integer(config_holder);
  json.key("BootCount").integer(house.boot_count);
  json.key("BCResetTime").string(render_local(house.boot_count_since, view.moment.utc_offset));
  json.key("SaveCount").integer(0);
  json.end_object();
}

void write_status_firmware(JsonWriter& json, const View& view) {
  json.begin_object();
  json.key("Version").string(dialect_version);
  json.key("BuildDateTime").string(view.house.build_date);
  json.key("Core").string("presad " + view.house.version);
  json.key("SDK").string("Linux");
  json.key("CpuFrequency").integer(0);  // the machine's is none of the plug's
  json.key("Hardware").string(view.identity.module);
  json.key("CR").string("0/0");
  json.end_object();
}

void write_status_logging(JsonWriter& json, const View& view) {
  json.begin_object();
  json.key("SerialLog").integer(0);
  json.key("WebLog").integer(0);
  json.key("MqttLog").integer(0);
  json.key("SysLog").integer(0);
  json.key("LogHost").string("");
  json.key("LogPort").integer(514);
  json.key("SSId").begin_array().string("").string("").end_array();
  json.key("TelePeriod").integer(view.options.tele_period);
  json.key("Resolution").string("558180C0");  // the firmware's default, bit by bit
  json.key("SetOption").begin_array();
  json.string(flag_word(view.options, 0));
  std::string parameters;
  for (unsigned number = first_parameter; number <= last_parameter; ++number) {
    parameters += hex_byte(set_option(view.options, number));
  }
  json.string(parameters);
  for (const unsigned first : {50U, 82U, 114U, 146U}) json.string(flag_word(view.options, first));
  json.end_array().end_object();
}

void write_status_memory(JsonWriter& json, const View&) {
  json.begin_object();
  for (const char* const size : {"ProgramSize", "Free", "Heap", "ProgramFlashSize", "FlashSize"}) {
    json.key(size).integer(0);  // kilobytes of a chip that is not there
  }
  json.key("FlashChipId").string("000000");
  json.key("FlashFrequency").integer(0);
  json.key("FlashMode").string("");
  json.key("Features").begin_array().string("00000000").end_array();
  json.key("Drivers").string("");
  json.key("Sensors").string("");
  json.end_object();
}

void write_status_time(JsonWriter& json, const View& view) {
  const Moment& moment = view.moment;
  const ClockChanges changes = find_clock_changes(moment);
  // The wall clock just before the change: "2026-03-29T02:00:00".
  const auto shown = [&](const std::optional<WallTime>& change) {
    constexpr std::chrono::seconds second(1);
    return change ? render_utc(*change + moment.utc_offset(*change - second)) : std::string{};
  };
  json.begin_object();
  json.key("UTC").string(render_utc(moment.now));
  json.key("Local").string(render_local(moment));
  json.key("StartDST").string(shown(changes.forward));
  json.key("EndDST").string(shown(changes.back));
  json.key("Timezone");
  write_time_zone(json, moment);
  if (const auto& place = view.house.location) {
    for (const auto& [key, event] : {std::pair("Sunrise", SunEvent::rise), std::pair("Sunset", SunEvent::set)}) {
      json.key(key).string(
          clock_time(find_sun(*place, event, local_date(moment.now, moment.utc_offset), moment.utc_offset), moment));
    }
  }
  json.end_object();
}

void write_status_margins(JsonWriter& json, const View& view) {
  json.begin_object();
  for (const char* const margin :
       {"PowerDelta", "PowerLow", "PowerHigh", "VoltageLow", "VoltageHigh", "CurrentLow", "CurrentHigh"}) {
    json.key(margin).integer(view.options.*find_number_option(margin)->value);
  }
  json.end_object();
}

void write_status_network(JsonWriter& json, const View& view) {
  constexpr const char* unset = "0.0.0.0";
  json.begin_object();
  json.key("Hostname").string(view.identity.hostname);
  json.key("IPAddress").string(shown_address(view.condition));
  for (const char* const unknown : {"Gateway", "Subnetmask", "DNSServer1", "DNSServer2"}) {
    json.key(unknown).string(unset);
  }
  json.key("Mac").string(mac_text(view.identity.hardware_id));
  json.key("Webserver").integer(0);
  json.key("HTTP_API").integer(0);
  json.key("WifiConfig").integer(0);
  json.key("WifiPower").fixed(0, 1);
  json.end_object();
}

void write_status_mqtt(JsonWriter& json, const View& view) {
  const House& house = view.house;
  json.begin_object();
  json.key("MqttHost").string(house.mqtt_host);
  json.key("MqttPort").integer(house.mqtt_port);
  json.key("MqttClientMask").string("DVES_%06X");
  json.key("MqttClient").string(client_name(view.identity.hardware_id));  // tools build the fallback topic from it
  json.key("MqttUser").string(house.mqtt_user);
  json.key("MqttCount").integer(house.mqtt_count);
  json.key("MqttTLS").integer(house.mqtt_tls ? 1 : 0);
  json.key("MAX_PACKET_SIZE").integer(dialect_max_packet);
  json.key("KEEPALIVE").integer(keep_alive);
  json.key("SOCKET_TIMEOUT").integer(socket_timeout);
  json.end_object();
}

void write_status_sensors(JsonWriter& json, const View& view) { write_sensor(json, view, Report::on_request); }

void write_status_state(JsonWriter& json, const View& view) { write_state(json, view); }

}  // namespace presad::tasmota
