// What may be seen of a front without the broker: for who asks presad itself.

#include <algorithm>

#include "base/json.h"
#include "bridge/front.h"
#include "tasmota/outgoing.h"
#include "tasmota/telemetry.h"

namespace presad::bridge {

void Front::set_watched(bool watched) {
  watched_ = watched;
  settle_audience();
}

void Front::settle_audience() { device_->set_audience(watched_ || publisher_.broker().connected()); }

Overview Front::overview() {
  Overview overview;
  overview.topic = topic();
  overview.name = identity_.device_name;
  overview.module = device_->module();
  overview.hardware_id = hardware_id();
  overview.condition = condition_;
  overview.state = device_->state();
  overview.ended = tally_.ended;
  overview.last_outcome = tally_.last;
  overview.last_latency = tally_.last_latency;
  overview.heard = heard_;
  overview.meter_silent = device_->meter_silent();
  if (const tasmota::EnergyTotals* const totals = account_.totals(publisher_.ledger_time())) {
    overview.total_kwh = totals->total_kwh;
    overview.today_kwh = totals->today_kwh;
  }
  return overview;
}

Known Front::known() {
  Known known{state_message().payload, {}, datapoints_};
  if (const tasmota::View current = view(); tasmota::has_sensors(current)) {
    JsonWriter json;
    tasmota::write_sensor(json, current, tasmota::Report::on_request);
    known.sensor = json.take();
  }
  return known;
}

tasmota::Messages Front::standing() {
  tasmota::Messages messages = {tasmota::render_lwt(online()), state_message()};
  tasmota::settle_outgoing(messages, options_);
  return messages;
}

void Front::remember_datapoints(const Datapoints& reported) {
  heard_ = publisher_.loop().wall_time();
  for (const Datapoint& each : reported) {
    const auto at = std::lower_bound(datapoints_.begin(), datapoints_.end(), each.id,
                                     [](const Datapoint& known, std::uint8_t id) { return known.id < id; });
    if (at != datapoints_.end() && at->id == each.id) {
      at->value = each.value;
    } else {
      const auto place = at - datapoints_.begin();
      datapoints_.reserve(datapoints_.size() + 1);  // there are few, and hardly ever another
      datapoints_.insert(datapoints_.begin() + place, each);
    }
  }
}

}  // namespace presad::bridge
