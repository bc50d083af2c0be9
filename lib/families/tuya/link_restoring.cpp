// What the device is told by presad itself: the targets of the power policy, and its own datapoint for them. Of link.h.
// Pure. Source: PROTOCOL.md, 14.

#include <algorithm>

#include "families/tuya/link.h"
#include "families/tuya/relay_status.h"

namespace presad::tuya {

namespace {

/// Restores are spread over this time, so that a house does not draw all its power at one instant.
constexpr Duration stagger_span = std::chrono::seconds(2);

}  // namespace

/// Sends undefined relays on their way to their targets; false when nobody wants them anywhere.
bool Link::assert_targets(Moment moment) {
  if (!version_) return false;  // nobody may understand
  bool any = false;
  for (std::size_t relay = 0; relay < state_.relays.size(); ++relay) {
    if ((shown_ >> relay & 1U) != 0 || queue_.pending(map_.relays()[relay])) continue;  // a command is the cure
    const auto wanted = target(relay);
    if (!wanted) continue;
    restore_.want(relay, *wanted, moment.now + stagger(), ladder_.climbs() > 0);
    any = true;
  }
  if (any) ladder_.on_begun(Ladder::Step::assertion, moment.now);
  return any;
}

/// Where presad shall switch `relay`, as things are now; nothing: it is to be left alone. Undefined, and a person put
/// it somewhere since the device was last away: back there; else as the policy has it.
std::optional<bool> Link::target(std::size_t relay) const {
  const bool shown = (shown_ >> relay & 1U) != 0;
  if (shown && (unsettled_ >> relay & 1U) == 0) return std::nullopt;
  if (!shown && (decided_ >> relay & 1U) != 0) return last_shown_[relay] == Power::on;
  const Power position = shown ? state_.relays[relay] : Power::undefined;
  return targets_->target(static_cast<unsigned>(relay + 1), position, true);
}

/// Relays that show where they are, after a power cut: as the policy has it.
void Link::restore_shown_relays(Moment moment) {
  for (std::size_t relay = 0; relay < state_.relays.size(); ++relay) {
    if ((unsettled_ >> relay & 1U) == 0 || restore_.sent(relay)) continue;
    const auto wanted = target(relay);
    if (!wanted || (commanded_relays() >> relay & 1U) != 0) {
      leave_alone(relay);
    } else {
      restore_.want(relay, *wanted, moment.now + stagger(), (stuck_ >> relay & 1U) != 0);
    }
  }
  // Beyond the relays that there are, nothing is left to settle.
  unsettled_ = static_cast<std::uint8_t>(unsettled_ & ((1U << state_.relays.size()) - 1U));
}

/// What is due by now, unless it showed itself meanwhile and needs nothing any more.
void Link::hand_over_targets(Timestamp now) {
  while (const auto due = restore_.take(now)) {
    if (target(due->relay) != due->on) {
      leave_alone(due->relay);
      continue;
    }
    const std::uint8_t id = map_.relays()[due->relay];
    queue_.set(own_command(id), id, due->on, now);
  }
}

/// Has the plug restore itself: set once for each policy, so that nobody else's choice is fought over.
void Link::settle_relay_status(Timestamp now, Effects& effects) {
  if (!restore_.empty() || relay_status_.empty()) return;
  const PowerOn wanted = targets_->own_restore();
  if (wanted == PowerOn::device || learned_["relay_status"] == name(wanted)) return;
  const auto word = relay_status_word(wanted, relay_status_);
  const std::uint8_t id = map_.relay_status_id();
  if (word == relay_status_) {
    learn("relay_status", name(wanted), effects);
  } else if (word && !queue_.pending(id) && relay_status_sent_ != wanted) {
    relay_status_sent_ = wanted;
    queue_.set(own_command(id), id, std::string(*word), now);
  }
}

void Link::on_own_answer(std::uint8_t id, Outcome outcome, Moment moment, Effects& effects) {
  if (id == map_.relay_status_id()) {
    // One that declines is asked again by the next run, not by this one.
    const bool done = outcome == Outcome::confirmed || outcome == Outcome::unchanged;
    if (done && relay_status_sent_) learn("relay_status", name(*relay_status_sent_), effects);
    return;
  }
  const auto found = std::find(map_.relays().begin(), map_.relays().end(), id);
  if (found == map_.relays().end()) return;
  const auto relay = static_cast<std::size_t>(found - map_.relays().begin());
  if (!restore_.wants(relay)) return;  // a hand or a command was faster
  if (outcome == Outcome::confirmed || outcome == Outcome::unchanged || outcome == Outcome::superseded) {
    leave_alone(relay);
  } else if (!restore_.on_failed(relay, moment.now)) {
    const bool undefined = (shown_ >> relay & 1U) == 0;
    const bool first = (stuck_ >> relay & 1U) == 0;
    stuck_ = static_cast<std::uint8_t>(stuck_ | 1U << relay);
    if (undefined) {
      restore_.drop(relay);  // the ladder's turn: a new connection, and again
    } else if (first) {
      return connect_anew(moment, effects);  // perhaps that helps; then it is repeated on this one
    }
  }
}

/// The assertion is over once no relay that is not shown is on its way any more, however that came.
void Link::conclude_assertion(Moment moment, Effects& effects) {
  if (ladder_.running() != Ladder::Step::assertion) return;
  if (perhaps_pressed_ != 0 && awaits_answer()) return;  // the answer tells whose doing it was
  for (std::size_t relay = 0; relay < state_.relays.size(); ++relay) {
    if ((shown_ >> relay & 1U) == 0 && restore_.wants(relay)) return;
  }
  if (all_relays_shown()) {
    settle(false, moment, effects);
  } else {
    ladder_.on_unsettled(moment.now);
    after_reading(moment, effects);
  }
}

/// The policy has nothing more to do with this relay.
void Link::leave_alone(std::size_t relay) {
  unsettled_ = static_cast<std::uint8_t>(unsettled_ & ~(1U << relay));
  stuck_ = static_cast<std::uint8_t>(stuck_ & ~(1U << relay));
  if (!restore_.wants(relay)) return;
  restore_.drop(relay);
  queue_.withdraw(own_command(map_.relays()[relay]));
}

void Link::mark_unsettled(std::uint8_t relays) {
  unsettled_ = static_cast<std::uint8_t>(unsettled_ | (relays & ~decided_));
}

Duration Link::stagger() { return std::chrono::duration_cast<Duration>(stagger_span * random_.unit()); }

}  // namespace presad::tuya
