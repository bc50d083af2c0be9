// What people want of the device: of link.h. Pure.

#include <utility>

#include "families/tuya/link.h"

namespace presad::tuya {

Link::Effects Link::execute(CommandId command, const Command& wanted, Moment moment) {
  std::visit([&](const auto& order) { take_on(command, order, moment.now); }, wanted);
  // A command does not wait for the answer of a meter.
  if (commands_wait() && std::exchange(meter_asked_, false)) abandon_request();
  return finish({}, moment);
}

std::optional<std::uint8_t> Link::relay_or_refuse(CommandId command, unsigned number) {
  const auto id = map_.relay(number);
  if (!id) queue_.refuse(command, "the device has no relay " + std::to_string(number));
  return id;
}

void Link::take_on(CommandId command, const SetPower& wanted, Timestamp now) {
  const auto id = relay_or_refuse(command, wanted.relay);
  if (!id) return;
  const bool is_lamps = map_.is_light() && wanted.relay == map_.relays().size();
  const auto ordered = is_lamps ? light_orders_.merged().power : std::nullopt;
  if (ordered) light_orders_.give_up_power();
  if (wanted.action != PowerAction::toggle) {
    queue_.set(command, *id, wanted.action == PowerAction::on, now);
  } else if (ordered) {
    queue_.set(command, *id, !*ordered, now);
  } else {
    queue_.toggle(command, *id, now);
  }
  leave_alone(wanted.relay - 1);
}

void Link::take_on(CommandId command, const ReadPower& wanted, Timestamp now) {
  if (const auto id = relay_or_refuse(command, wanted.relay)) queue_.read(command, *id, now);
}

void Link::take_on(CommandId command, const SetLight& wanted, Timestamp now) {
  if (map_.known()) {
    if (const auto possible = map_.light_datapoints(wanted.levels, wanted.power); !possible) {
      return queue_.refuse(command, possible.error().what);
    }
    if (wanted.power) {
      queue_.supersede(map_.relays().back());
      leave_alone(map_.relays().size() - 1);
    }
  }
  light_orders_.add(command, wanted, now);
}

void Link::take_on(CommandId command, const MoveCover& wanted, Timestamp now) {
  const auto movement = map_.cover_datapoint(wanted);
  if (!movement) return queue_.refuse(command, movement.error().what);
  for (const std::uint8_t id : map_.cover_ids()) {
    if (id != movement->id) queue_.supersede(id);
  }
  stop_order_ = wanted.action == CoverAction::stop ? std::optional(command) : std::nullopt;
  queue_.set(command, movement->id, movement->value, now);
}

/// A cover that has not moved yet pushes nothing when it is stopped, and asked it may go on saying "opening".
void Link::note_stopped(const Answered& answered, Effects& effects) {
  if (answered.command != stop_order_) return;
  stop_order_.reset();
  const Outcome outcome = answered.answer.outcome;
  const bool done = outcome == Outcome::confirmed || outcome == Outcome::unchanged;
  if (!done || !state_.cover || state_.cover->direction == CoverDirection::stopped) return;
  state_.cover->direction = CoverDirection::stopped;
  effects.events.emplace_back(Stated{});
}

void Link::take_on(CommandId command, const WriteDatapoint& wanted, Timestamp now) {
  if (auto cause = map_.forbids(wanted.datapoint)) return queue_.refuse(command, std::move(*cause));
  queue_.set(command, wanted.datapoint.id, wanted.datapoint.value, now);
}

void Link::take_on(CommandId command, const ReadDatapoints&, Timestamp now) { queue_.read_all(command, now); }

/// What the lamp was told becomes one set, by what is lit now.
void Link::hand_over_lights(Timestamp now) {
  if (light_orders_.empty() || queue_.in_flight() || !map_.known()) return;
  const SetLight wanted = light_orders_.merged();
  const auto datapoints = map_.light_datapoints(wanted.levels, wanted.power);
  if (!datapoints) {
    for (const CommandId command : light_orders_.take()) queue_.refuse(command, datapoints.error().what);
    return;
  }
  queue_.set_together(light_orders_.take(), *datapoints, now);
}

std::optional<DatapointValue> Link::live_value(std::uint8_t id) const {
  if (phase_ != Phase::up || !session_->established()) return std::nullopt;
  for (std::size_t i = 0; i < state_.relays.size(); ++i) {
    if (map_.relays()[i] != id) continue;
    return (shown_ >> i & 1U) != 0 ? std::optional<DatapointValue>(state_.relays[i] == Power::on) : std::nullopt;
  }
  // Levels and movements are as good as live once the device was read on this connection.
  return ladder_.settled() ? map_.value(id) : std::nullopt;
}

}  // namespace presad::tuya
