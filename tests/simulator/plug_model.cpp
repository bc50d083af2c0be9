// Port, connections and deadlines of plug_model.h. Pure.
// What clients say is in plug_requests.cpp, what people do in plug_actions.cpp.

#include "simulator/plug_model.h"

#include <algorithm>
#include <vector>

namespace presad::simulator {
namespace {

using Kind = PlugEvent::Kind;

constexpr std::size_t max_unanswered_connections = 16;  // those held open in silence; more are reset

PlugEvent told(Kind kind, ConnectionId connection, std::string text = "") {
  return {kind, connection, 0, Power::undefined, std::move(text)};
}

}  // namespace

PlugModel::PlugModel(PlugSettings settings, RandomSource& random)
    : settings_(std::move(settings)), random_(random), hardware_(settings_), sub_devices_(settings_) {
  if (settings_.version == tuya::Version::v3_2) settings_.device22 = true;
}

Port PlugModel::port() const noexcept {
  if (life_ != Life::running) return Port::dark;
  return faults_.has(FaultKind::refuse) || faults_.has(FaultKind::cloud_locked) ? Port::refused : Port::open;
}

PlugModel::Connection* PlugModel::find(ConnectionId connection) {
  const auto place = connections_.find(connection);
  return place == connections_.end() ? nullptr : &place->second;
}

bool PlugModel::free_slot() const {
  if (faults_.has(FaultKind::slot_taken)) return false;
  const auto served = [](const auto& each) { return each.second.stage != Stage::turned_away; };
  return static_cast<std::size_t>(std::ranges::count_if(connections_, served)) < settings_.max_connections;
}

PlugEffects PlugModel::on_connected(ConnectionId connection, Timestamp now) {
  PlugEffects effects;
  if (port() != Port::open || find(connection) != nullptr) return finish(std::move(effects), now);
  if (faults_.has(FaultKind::accept_reset)) {
    effects.events.push_back(told(Kind::rejected, connection, "reset"));
    effects.close.push_back({connection, true});
  } else if (!free_slot()) {
    turn_away(connection, effects, now);
  } else {
    Connection made(connection, tuya::Wire(settings_.version, settings_.local_key, tuya::Role::device));
    made.last_heard = now;
    if (tuya::negotiates_session_key(settings_.version)) {
      made.stage = Stage::start_awaited;
      made.sequence_number = static_cast<std::uint32_t>(random_.unit() * 0x10000);  // starts anywhere
    }
    connections_.emplace(connection, std::move(made));
    effects.events.push_back(told(Kind::connected, connection));
  }
  return finish(std::move(effects), now);
}

void PlugModel::turn_away(ConnectionId connection, PlugEffects& effects, Timestamp now) {
  Rejection how = settings_.rejection;
  if (const Fault* taken = faults_.find(FaultKind::slot_taken)) {
    how = taken->word == "reset" ? Rejection::reset : taken->word == "silent" ? Rejection::silent : Rejection::close;
  }
  if (how == Rejection::silent && connections_.size() < max_unanswered_connections) {
    Connection held(connection, tuya::Wire(settings_.version, settings_.local_key, tuya::Role::device));
    held.stage = Stage::turned_away;
    held.last_heard = now;
    connections_.emplace(connection, std::move(held));
    effects.events.push_back(told(Kind::rejected, connection, "silent"));
    return;
  }
  const bool reset = how != Rejection::close;
  effects.events.push_back(told(Kind::rejected, connection, reset ? "reset" : "close"));
  effects.close.push_back({connection, reset});
}

PlugEffects PlugModel::on_bytes(ConnectionId connection, ByteView received, Timestamp now) {
  PlugEffects effects;
  if (life_ != Life::running) return finish(std::move(effects), now);
  Connection* heard = find(connection);
  if (heard == nullptr) {
    effects.close.push_back({connection, true});
    return finish(std::move(effects), now);
  }
  heard->last_heard = now;
  if (heard->stage == Stage::turned_away) return finish(std::move(effects), now);
  heard->wire.receive(received);
  bool complained = false;  // a stretch of rubbish is one complaint
  for (; heard != nullptr; heard = find(connection)) {
    const auto next = heard->wire.next();
    if (!next) break;
    if (faults_.has(FaultKind::silent)) continue;
    if (const auto* message = std::get_if<tuya::Message>(&*next)) {
      on_message(*heard, *message, effects, now);
    } else if (!complained) {
      complained = true;
      on_undeciphered(*heard, std::get<tuya::Fault>(*next), effects, now);
    }
  }
  return finish(std::move(effects), now);
}

PlugEffects PlugModel::on_closed(ConnectionId connection, Timestamp now) {
  PlugEffects effects;
  if (connections_.erase(connection) > 0)
    effects.events.push_back(told(Kind::disconnected, connection, "client closed"));
  return finish(std::move(effects), now);
}

PlugEffects PlugModel::on_deadline(Timestamp now) {
  PlugEffects effects;
  if (life_ == Life::booting && now >= boot_due_) {
    life_ = Life::running;
    boot_due_ = never;
    effects.events.push_back(told(Kind::power, 0, "running"));
  }
  if (life_ != Life::dark) {
    publish(hardware_.on_deadline(now, !faults_.has(FaultKind::stale_meter)), "countdown", effects, now);
    look_at_sub_devices(effects, now);
    end_idle(effects, now);
  }
  return finish(std::move(effects), now);
}

void PlugModel::end(ConnectionId connection, bool reset, std::string why, PlugEffects& effects) {
  connections_.erase(connection);
  effects.events.push_back(told(Kind::disconnected, connection, std::move(why)));
  effects.close.push_back({connection, reset});
}

void PlugModel::end_all(const std::string& why, PlugEffects& effects) {
  while (!connections_.empty()) end(connections_.begin()->first, true, why, effects);
}

void PlugModel::end_idle(PlugEffects& effects, Timestamp now) {
  std::vector<ConnectionId> idle;
  for (const auto& [id, each] : connections_) {
    if (now - each.last_heard >= settings_.idle_limit) idle.push_back(id);
  }
  for (const ConnectionId id : idle) end(id, false, "idle", effects);
}

void PlugModel::flush(PlugEffects& effects, Timestamp now) {
  std::vector<ConnectionId> cut;
  for (auto& [id, each] : connections_) {
    for (Bytes& piece : each.outgoing.take_due(now)) effects.send.push_back({id, std::move(piece)});
    if (each.outgoing.cut()) cut.push_back(id);
  }
  for (const ConnectionId id : cut) end(id, false, "fault", effects);
}

PlugEffects PlugModel::finish(PlugEffects effects, Timestamp now) {
  flush(effects, now);
  effects.deadline = std::min(boot_due_, hardware_.deadline());
  if (life_ != Life::dark) effects.deadline = std::min(effects.deadline, sub_devices_.deadline());
  for (const auto& [id, each] : connections_) {
    effects.deadline = std::min({effects.deadline, each.last_heard + settings_.idle_limit, each.outgoing.deadline()});
  }
  return effects;
}

}  // namespace presad::simulator
