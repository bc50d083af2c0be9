// What clients say to plug_model.h and what it answers. Pure.

#include <algorithm>

#include "base/text.h"
#include "simulator/plug_answers.h"
#include "simulator/plug_model.h"

namespace presad::simulator {
namespace {

using Kind = tuya::Request::Kind;
using tuya::CommandCode;

const char* name(Kind kind) {
  switch (kind) {
    case Kind::query:
      return "query";
    case Kind::set:
      return "set";
    case Kind::null_read:
      return "null_read";
    case Kind::refresh:
      return "refresh";
    case Kind::heart_beat:
      return "heart_beat";
    case Kind::subdevice_list:
      return "subdevice_list";
    case Kind::unknown:
      break;
  }
  return "unknown";
}

/// The relay, the calibration, or many datapoints at once. Plugs in the field took hours of it to crash (PROTOCOL.md,
/// 6); this one does so at once.
bool is_too_much(const std::vector<std::uint8_t>& ids) {
  const auto touchy = [](std::uint8_t id) { return id == 1 || (id >= 22 && id <= 25); };
  return ids.size() > 3 || std::ranges::any_of(ids, touchy);
}

}  // namespace

void PlugModel::on_message(Connection& connection, const tuya::Message& message, PlugEffects& effects, Timestamp now) {
  if (connection.stage != Stage::serving || message.command == CommandCode::session_key_start) {
    negotiate(connection, message, effects, now);
    return;
  }
  const auto request = tuya::parse_request(message);
  if (!request) {
    // What 3.2 and 3.3 encipher, 3.1 takes as it stands (PROTOCOL.md, 11).
    const bool enciphered = settings_.version == tuya::Version::v3_1 && !is_utf8(message.payload);
    answer(connection, message, 1, enciphered ? text_parse_error : text_data_format, now);
    return;
  }
  effects.events.push_back({PlugEvent::Kind::request, connection.id, 0, Power::undefined, name(request->kind)});
  on_request(connection, message, *request, effects, now);
}

bool PlugModel::is_lost(Kind kind, Timestamp now) const {
  if (const Fault* slow = faults_.find(FaultKind::slow); slow != nullptr && now < woke_ + slow->duration) return true;
  const Fault* lost = faults_.find(FaultKind::no_answer);
  if (lost == nullptr) return false;
  if (lost->word == "all") return true;
  if (lost->word == "set") return kind == Kind::set;
  if (lost->word == "refresh") return kind == Kind::refresh;
  return kind == Kind::query || kind == Kind::null_read;
}

/// What a request cures before it is served (PROTOCOL.md, 14).
void PlugModel::wake(const tuya::Request& request) {
  if (!request.cid.empty()) return;
  if (request.kind == Kind::refresh) faults_.cure("refresh");
  const bool obeyed = request.kind == Kind::set && !faults_.has(FaultKind::refuse_set);
  const auto fits = [this](const Datapoint& each) { return hardware_.fits(each); };
  if (obeyed && std::ranges::any_of(request.wanted, fits)) faults_.cure("set");
}

void PlugModel::on_request(Connection& connection, const tuya::Message& message, const tuya::Request& request,
                           PlugEffects& effects, Timestamp now) {
  if (request.kind == Kind::heart_beat) {
    tuya::Message beat;
    beat.command = CommandCode::heart_beat;
    if (tuya::negotiates_session_key(settings_.version)) beat.sequence_number = connection.sequence_number++;
    return send(connection, std::move(beat), now);  // 3.1 to 3.3: always number 0 (PROTOCOL.md, 3)
  }
  if (is_half_dead(connection) || is_lost(request.kind, now)) return;
  wake(request);
  if (faults_.has(FaultKind::mute)) return;
  ++connection.answers;
  if (faults_.has(FaultKind::push_between) && request.kind != Kind::unknown) {
    Datapoints one = hardware_.reported(now);
    if (one.size() > 1) one.resize(1);
    push(connection, one, now);
  }
  if (!request.cid.empty()) return on_sub_device_request(connection, message, request, effects, now);
  switch (request.kind) {
    case Kind::query:
      return on_query(connection, message, now);
    case Kind::set:
      return on_set(connection, message, request, effects, now);
    case Kind::null_read:
      return on_null_read(connection, message, request, now);
    case Kind::refresh:
      return on_refresh(connection, message, request, effects, now);
    case Kind::subdevice_list:
      return answer_list(connection, message, now);
    case Kind::heart_beat:
    case Kind::unknown:
      return;
  }
}

void PlugModel::on_query(Connection& connection, const tuya::Message& message, Timestamp now) {
  if (faults_.has(FaultKind::data_unvalid) || settings_.device22) {
    answer(connection, message, 1, text_data_unvalid, now);
    return;
  }
  if (!sub_devices_.empty() && hardware_.reported(now).empty()) {
    return answer(connection, message, 1, text_devid_not_found, now);  // it has nothing of its own to tell
  }
  answer(connection, message, 0,
         render_query_answer(settings_.version, settings_.device_id, hardware_.reported(now), faults_), now);
}

void PlugModel::on_set(Connection& connection, const tuya::Message& message, const tuya::Request& request,
                       PlugEffects& effects, Timestamp now) {
  if (faults_.has(FaultKind::refuse_set)) return answer(connection, message, 1, "", now);
  if (const Fault* ack_only = faults_.find(FaultKind::ack_only)) {
    if (ack_only->word == "once") faults_.cure(FaultKind::ack_only);
    return answer(connection, message, 0, "", now);
  }

  Datapoints wanted = request.wanted;
  std::erase_if(wanted, [this](const Datapoint& each) { return !hardware_.has(each.id); });
  if (wanted.empty()) return answer(connection, message, 1, text_data_unvalid, now);
  const bool all_fit = std::ranges::all_of(wanted, [this](const Datapoint& each) { return hardware_.fits(each); });
  if (!all_fit) return answer(connection, message, 1, text_data_format, now);

  Change change;
  for (const Datapoint& each : wanted) {
    const Change one = hardware_.set(each, now);
    change.ids.insert(change.ids.end(), one.ids.begin(), one.ids.end());
    change.switched.insert(change.switched.end(), one.switched.begin(), one.switched.end());
  }
  tell_switched(change, "client", effects);
  if (faults_.has(FaultKind::silent_set)) return;
  const bool acknowledged = !faults_.has(FaultKind::no_ack);
  const bool push_first = faults_.has(FaultKind::push_first);
  if (acknowledged && !push_first) answer(connection, message, 0, "", now);
  push_to_all(change.ids, now);
  if (acknowledged && push_first) answer(connection, message, 0, "", now);
}

void PlugModel::on_null_read(Connection& connection, const tuya::Message& message, const tuya::Request& request,
                             Timestamp now) {
  const Datapoints existing = hardware_.reported(request.ids, now);
  if (existing.empty()) return;  // PROTOCOL.md, 8: at least one must exist or nothing comes
  answer(connection, message, 0, "", now);
  push(connection, existing, now);
}

void PlugModel::on_refresh(Connection& connection, const tuya::Message& message, const tuya::Request& request,
                           PlugEffects& effects, Timestamp now) {
  if (faults_.has(FaultKind::refresh_crashes) && is_too_much(request.ids)) {
    ++crashes_;
    go_dark("crashed", effects, now);
    return boot(effects, now);
  }
  Change measured = hardware_.measure(now);
  if (faults_.has(FaultKind::refresh_drops)) return end(connection.id, true, "fault", effects);
  if (faults_.has(FaultKind::silent_refresh)) return;
  answer(connection, message, 0, "", now);
  std::erase_if(measured.ids, [&](std::uint8_t id) { return std::ranges::find(request.ids, id) == request.ids.end(); });
  push_to_all(measured.ids, now);
}

}  // namespace presad::simulator
