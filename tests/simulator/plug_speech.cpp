// How plug_model.h answers and pushes: messages, their numbers and headers, and whom they go to. Pure.

#include <algorithm>

#include "simulator/plug_answers.h"
#include "simulator/plug_model.h"

namespace presad::simulator {

using tuya::CommandCode;

void PlugModel::answer(Connection& connection, const tuya::Message& request, std::uint32_t return_code,
                       std::string_view payload, Timestamp now) {
  tuya::Message message;
  message.command = request.command;
  message.return_code = return_code;
  message.payload = payload;
  message.sequence_number = counts_answers() ? connection.sequence_number++ : request.sequence_number;
  send(connection, std::move(message), now);
}

bool PlugModel::counts_answers() const {
  if (settings_.sequence_habit != SequenceHabit::by_version) return settings_.sequence_habit == SequenceHabit::count;
  return settings_.version == tuya::Version::v3_5;
}

void PlugModel::push(Connection& connection, const Datapoints& datapoints, Timestamp now, std::string_view cid) {
  if (connection.stage != Stage::serving || datapoints.empty() || faults_.has(FaultKind::mute_push)) return;
  const WallTime wall_time = settings_.wall_at_zero + now.time_since_epoch();
  for (int times = faults_.has(FaultKind::duplicate_push) ? 2 : 1; times > 0; --times) {
    tuya::Message message;
    message.command = CommandCode::status;
    message.return_code = 0;
    message.payload = render_push(settings_.version, settings_.device_id, datapoints, wall_time, faults_, cid);
    if (tuya::negotiates_session_key(settings_.version)) message.sequence_number = connection.sequence_number++;
    if (settings_.version != tuya::Version::v3_1) {
      tuya::VersionHeader header{};
      std::ranges::copy(tuya::name(settings_.version), header.begin());
      header[10] = 1;  // any sequence of its source: clients must not insist on zeros
      header[14] = 1;  // source: the device itself
      message.version_header = header;
    }
    send(connection, std::move(message), now);
  }
}

void PlugModel::push_to_all(std::span<const std::uint8_t> ids, Timestamp now) {
  const Datapoints datapoints = hardware_.reported(ids, now);
  for (auto& [id, connection] : connections_) {
    if (!faults_.has(FaultKind::silent) && !is_half_dead(connection)) push(connection, datapoints, now);
  }
}

bool PlugModel::is_half_dead(const Connection& connection) const {
  const Fault* half_dead = faults_.find(FaultKind::half_dead);
  return half_dead != nullptr && connection.answers >= half_dead->count;
}

void PlugModel::send(Connection& connection, tuya::Message message, Timestamp now) {
  if (!message.return_code) message.return_code = 0;
  if (faults_.has(FaultKind::wrong_sequence)) message.sequence_number ^= 0x5A5A0000;
  connection.outgoing.put(connection.wire.encode(message, random_), faults_, random_, now);
}

void PlugModel::publish(const Change& change, std::string_view by, PlugEffects& effects, Timestamp now) {
  tell_switched(change, by, effects);
  push_to_all(change.ids, now);
}

void PlugModel::tell_switched(const Change& change, std::string_view by, PlugEffects& effects) const {
  for (const unsigned relay : change.switched) {
    effects.events.push_back({PlugEvent::Kind::switched, 0, relay, hardware_.relay(relay), std::string(by)});
  }
}

}  // namespace presad::simulator
