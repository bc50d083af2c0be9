#include "tasmota/telemetry.h"

#include "tasmota/energy.h"
#include "tasmota/fallback_topic.h"
#include "tasmota/light_block.h"
#include "tasmota/presad_object.h"
#include "tasmota/readings.h"
#include "tasmota/shutter.h"

namespace presad::tasmota {

namespace {

Message tele(const char* level, JsonWriter& json) { return {Prefix::tele, level, json.take(), false}; }

}  // namespace

Message render_lwt(bool online) { return {Prefix::tele, "LWT", online ? "Online" : "Offline", true}; }

Messages render_info(const View& view) {
  const House& house = view.house;
  JsonWriter first;
  first.begin_object().key("Info1").begin_object();
  first.key("Module").string(view.identity.module);
  first.key("Version").string(dialect_version);
  first.key("FallbackTopic").string(fallback_topic(Prefix::cmnd, view.identity.hardware_id, ""));
  first.key("GroupTopic").string(house.full_topic.build(Prefix::cmnd, house.group_topic, ""));
  first.end_object().end_object();

  JsonWriter second;
  second.begin_object().key("Info2").begin_object();
  second.key("WebServerMode").string("None");  // Tasmota's are Admin and User; there is no page to send anybody to
  second.key("Hostname").string(view.identity.hostname);
  second.key("IPAddress").string(shown_address(view.condition));
  second.end_object().end_object();

  JsonWriter third;
  third.begin_object().key("Info3").begin_object();
  third.key("RestartReason").string(house.restart_reason);
  third.key("BootCount").integer(house.boot_count);
  third.end_object().end_object();

  return {tele("INFO1", first), tele("INFO2", second), tele("INFO3", third)};
}

Messages render_telemetry(const View& view) {
  Messages messages;
  JsonWriter state;
  write_state(state, view);
  messages.push_back(tele("STATE", state));
  if (has_sensors(view)) {
    JsonWriter sensor;
    write_sensor(sensor, view, Report::periodic);
    messages.push_back(tele("SENSOR", sensor));
  }
  return messages;
}

namespace {

bool has_energy(const View& view) noexcept {
  const std::optional<Meter>& meter = view.state.meter;
  return view.energy != nullptr || (meter && (meter->power_w || meter->voltage_v || meter->current_a));
}

}  // namespace

bool has_sensors(const View& view) noexcept {
  return has_energy(view) || has_measured(view.state) || !switches_of(view.state).empty() || view.state.cover;
}

void write_state(JsonWriter& json, const View& view) {
  json.begin_object();
  json.key("Time").string(render_local(view.moment));
  json.key("Uptime").string(render_uptime(view.moment.uptime));
  json.key("UptimeSec").integer(view.moment.uptime.count());
  if (const auto battery = battery_of(view.state)) json.key("BatteryPercentage").integer(*battery);
  json.key("MqttCount").integer(view.house.mqtt_count);
  const std::size_t lamps = view.state.light && !view.state.relays.empty() ? 1 : 0;
  for (unsigned relay = 1; relay <= view.state.relays.size() - lamps; ++relay) {
    const Power power = view.state.relays[relay - 1];
    if (power == Power::undefined) continue;  // neither ON nor OFF would be true; LWT is Offline meanwhile
    json.key(power_key(view.state.relays.size(), relay, view.options)).string(power == Power::on ? "ON" : "OFF");
  }
  write_light(json, view.state, view.options, LightBlock::in_state);
  json.key("Hostname").string(view.identity.hostname);
  json.key("IPAddress").string(shown_address(view.condition));
  json.key("Presad");
  write_presad(json, view);
  json.end_object();
}

void write_sensor(JsonWriter& json, const View& view, Report report) {
  json.begin_object().key("Time").string(render_local(view.moment));
  write_switches(json, view.state);
  if (has_energy(view)) {
    json.key("ENERGY");
    write_energy(json, view.state.meter.value_or(Meter{}), view.energy, view.options, view.moment.utc_offset,
                 report == Report::periodic);
  }
  write_measured(json, view.state);
  if (view.state.cover) write_shutter(json, *view.state.cover);
  if (has_temperature(view.state)) json.key("TempUnit").string("C");
  json.end_object();
}

}  // namespace presad::tasmota
