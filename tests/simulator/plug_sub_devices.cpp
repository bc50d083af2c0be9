// What a gateway does for its sub-devices, of plug_model.h. Pure. Source: PROTOCOL.md, 9.

#include <algorithm>

#include "simulator/plug_answers.h"
#include "simulator/plug_model.h"

namespace presad::simulator {

using Kind = tuya::Request::Kind;

void PlugModel::on_sub_device_request(Connection& connection, const tuya::Message& message,
                                      const tuya::Request& request, PlugEffects& effects, Timestamp now) {
  SubDevice* const found = sub_devices_.find(request.cid);
  if (found == nullptr) return answer(connection, message, 1, text_devid_not_found, now);
  SubDevice& sub_device = *found;
  switch (request.kind) {
    case Kind::query:
      return answer(connection, message, 0,
                    render_query_answer(settings_.version, settings_.device_id, SubDevices::remembered(sub_device, now),
                                        faults_, sub_device.cid),
                    now);
    case Kind::set: {
      const auto fits = [&](const Datapoint& each) { return sub_device.hardware.fits(each); };
      if (!std::ranges::all_of(request.wanted, fits)) return answer(connection, message, 1, text_data_format, now);
      answer(connection, message, 0, "", now);  // of the gateway: what the sub-device makes of it, its push tells
      if (!sub_device.powered) return;
      for (const Datapoint& each : request.wanted) {
        publish(sub_device, sub_device.hardware.set(each, now), "client", effects, now);
      }
      return;
    }
    case Kind::refresh:
      answer(connection, message, 0, "", now);
      if (sub_device.powered) push_to_all(sub_device, sub_device.hardware.measure(now).ids, now);
      return;
    case Kind::null_read:
      answer(connection, message, 0, "", now);
      return push_to_all(sub_device, request.ids, now);
    default:
      return;
  }
}

void PlugModel::answer_list(Connection& connection, const tuya::Message& message, Timestamp now) {
  if (sub_devices_.empty() || !tuya::negotiates_session_key(settings_.version)) return;  // 3.3 mostly ignores it
  answer(connection, message, 0, sub_devices_.render_list(), now);
}

void PlugModel::push_to_all(const SubDevice& sub_device, std::span<const std::uint8_t> ids, Timestamp now) {
  const Datapoints datapoints = sub_device.hardware.reported(ids, now);
  for (auto& [id, connection] : connections_) push(connection, datapoints, now, sub_device.cid);
}

void PlugModel::publish(const SubDevice& sub_device, const Change& change, std::string_view by, PlugEffects& effects,
                        Timestamp now) {
  for (const unsigned relay : change.switched) {
    effects.events.push_back({PlugEvent::Kind::switched, 0, relay, sub_device.hardware.relay(relay),
                              std::string(by) + " cid=" + sub_device.cid});
  }
  push_to_all(sub_device, change.ids, now);
}

void PlugModel::look_at_sub_devices(PlugEffects& effects, Timestamp now) {
  for (SubDevice& each : sub_devices_.all()) {
    if (each.powered) publish(each, each.hardware.on_deadline(now, true), "countdown", effects, now);
  }
}

/// The gateway has noticed, and says so unasked.
void PlugModel::report_presence(SubDevice& sub_device, Timestamp now) {
  sub_device.listed_online = sub_device.powered;
  for (auto& [id, connection] : connections_) {
    if (connection.stage != Stage::serving) continue;
    tuya::Message message;
    message.command = tuya::CommandCode::lan_ext_stream;
    message.return_code = 0;
    message.payload = sub_devices_.render_list(&sub_device);
    if (tuya::negotiates_session_key(settings_.version)) message.sequence_number = connection.sequence_number++;
    send(connection, std::move(message), now);
  }
}

PlugEffects PlugModel::act_on_sub_device(const OfSubDevice& action, Timestamp now) {
  PlugEffects effects;
  SubDevice* const found = sub_devices_.at(action.number);
  if (found == nullptr || !powered()) return finish(std::move(effects), now);
  SubDevice& sub_device = *found;
  const bool was_powered = sub_device.powered;
  switch (action.what) {
    case OfSubDevice::What::press:
      if (was_powered && sub_device.hardware.relay(1) != Power::undefined) {
        publish(sub_device, sub_device.hardware.press(1, now), "press", effects, now);
      }
      break;
    case OfSubDevice::What::lost:
    case OfSubDevice::What::offline:
      if (was_powered) {
        sub_device.remembered = sub_device.hardware.reported(now);
        sub_device.hardware.lose_power(now);
        sub_device.powered = false;
      }
      if (action.what == OfSubDevice::What::offline) report_presence(sub_device, now);
      break;
    case OfSubDevice::What::online:
      sub_device.powered = true;
      if (!was_powered) publish(sub_device, sub_device.hardware.gain_power(now), "power-up", effects, now);
      report_presence(sub_device, now);
      break;
  }
  return finish(std::move(effects), now);
}

}  // namespace presad::simulator
