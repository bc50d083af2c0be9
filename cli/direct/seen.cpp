#include "cli/direct/seen.h"

#include "cli/direct/visit.h"
#include "cli/inventory.h"
#include "tasmota/telemetry.h"

namespace presad::cli {

Seen::Seen(const Settings& settings, const Device& seen, WallTime now) : device(seen) {
  house.full_topic = full_topic_of(settings);
  house.group_topic = settings.group_topic;
  house.tele_period = settings.tele_period;
  house.started = now;
  const DevicePlan* const plan = find_plan(settings, seen.topic());
  identity.topic = seen.topic();
  identity.device_name = plan != nullptr ? plan->common().name : seen.topic();
  identity.module = seen.module();
  identity.hardware_id = seen.hardware_id();
  identity.hostname = tasmota::default_hostname(seen.topic(), seen.hardware_id());
  if (plan != nullptr) options.power_on = plan->common().power_on;
  moment.now = now;
}

tasmota::View Seen::view() { return {house, identity, device.state(), device.condition(), tally, options, moment}; }

std::string render_state(const tasmota::View& view) {
  JsonWriter json;
  tasmota::write_state(json, view);
  return json.take();
}

std::string render_sensor(const tasmota::View& view) {
  if (!tasmota::has_sensors(view)) return {};
  JsonWriter json;
  tasmota::write_sensor(json, view, tasmota::Report::on_request);
  return json.take();
}

}  // namespace presad::cli
