// When and where to dial, and what the end of a session teaches: of link.h. Pure.

#include <algorithm>
#include <array>
#include <utility>

#include "families/tuya/link.h"

namespace presad::tuya {

namespace {

using std::chrono::seconds;

constexpr Duration dial_time = seconds(5);
/// A device whose version nobody stated is given this long to announce it: trying wrong ones can upset it (PROTOCOL.md,
/// 10).
constexpr Duration announcement_time = seconds(6);
/// An announcement after this long a gap is fresh: the device has just come up.
constexpr Duration announcement_gap = seconds(15);
/// A lost session that is back within this time was a hiccup: a healthy firmware may end a good one (PROTOCOL.md, 10).
constexpr Duration hiccup_time = seconds(5);
/// Close fully and wait before connecting anew (PROTOCOL.md, 10).
constexpr Duration reconnect_pause = seconds(1);
/// A device that announces itself and keeps its port shut this long waits for its cloud (PROTOCOL.md, 13, F).
constexpr Duration cloud_patience = seconds(120);
constexpr Duration announcement_is_recent = seconds(60);

/// The commonest first.
constexpr std::array<Version, 5> guesses = {Version::v3_3, Version::v3_4, Version::v3_5, Version::v3_1, Version::v3_2};

constexpr std::uint8_t all_relays = 0xFF;
/// Sessions in a row that never came to anything before a remembered version is doubted.
constexpr std::uint8_t patience_with_memory = 3;

}  // namespace

Link::Effects Link::start(Moment moment, const PowerTargets& targets) {
  targets_ = &targets;
  condition_.since = moment.wall_time;
  if (is_sub_device()) {
    wait(Duration(0), moment);
  } else if (!address_.empty() && !settings_.key_unknown) {
    wait(version_ ? Duration(0) : announcement_time, moment);
  }
  return finish({}, moment);
}

Link::Effects Link::on_announced(const std::string& address, std::optional<Version> version, Moment moment) {
  Effects effects;
  const bool fresh = !ever_announced_ || moment.now - announced_at_ >= announcement_gap;
  const bool moved = address != address_;
  const bool other_version = version && version != version_;
  ever_announced_ = true;
  announced_at_ = moment.now;
  if (other_version) version_ = version;  // its own statement beats the inventory
  if (version) version_is_remembered_ = false;
  if (settings_.key_unknown) {
    address_ = address;
    return finish(std::move(effects), moment);
  }
  if (phase_ == Phase::up && moved && session_->established() && !other_version) {
    // Believed only once the old address has fallen silent: a datagram is easily forged.
    if (moved_to_.empty()) apply(session_->suspect(moment.now), moment, effects);
    moved_to_ = address;
    return finish(std::move(effects), moment);
  }
  if (moved || other_version) {
    if (phase_ == Phase::absent) {
      trouble_ = Trouble::starting;
      cause_.clear();
    }
    address_ = address;
    backoff_.reset();
    if (phase_ == Phase::up || phase_ == Phase::dialing) {
      give_up(moved ? Trouble::unreachable : Trouble::version_wrong,
              moved ? "the device announced another address" : "the device announced another version", moment, effects);
    } else {
      wait(Duration(0), moment);
    }
  } else if (fresh && phase_ != Phase::up) {
    backoff_.reset();  // while dialing too: that knock may have come too early
    if (phase_ == Phase::waiting) wait(Duration(0), moment);
  }
  return finish(std::move(effects), moment);
}

Link::Effects Link::on_connected(Moment moment) {
  Effects effects;
  if (phase_ == Phase::dialing) enter(moment, effects);
  return finish(std::move(effects), moment);
}

/// In touch again: from the bottom.
void Link::enter(Moment moment, Effects& effects) {
  phase_ = Phase::up;
  phase_deadline_ = never;
  asked_ = Reading::nothing;
  meter_asked_ = false;
  shown_ = 0;
  told_ = false;
  perhaps_pressed_ = 0;
  next_frame_at_ = moment.now;
  refused_since_.reset();
  if (std::exchange(was_away_, false)) decided_ = 0;  // the policy's business now
  if (absence_.on_back()) mark_unsettled(all_relays);
  apply(session_->on_connected(moment.now), moment, effects);
}

Link::Effects Link::on_closed(const Error& why, Moment moment) {
  Effects effects;
  if (session_) apply(session_->on_closed(why), moment, effects);
  return finish(std::move(effects), moment);
}

void Link::on_event(const Established&, Moment moment, Effects& effects) {
  if (session_->proven()) take_proven_version();
  ladder_.on_connected(version() == Version::v3_2, moment.now);
  if (!is_sub_device()) desk_.on_established(moment.now);
  learn(effects);
}

void Link::on_event(const Ended& event, Moment moment, Effects&) {
  // A host without power is found missing by the network (no answer to ARP) before the dial's own time is up.
  const bool nobody_there = phase_ == Phase::dialing && event.trouble == Trouble::unreachable;
  if (nobody_there) absence_.on_unanswered_dial(dialled_at_);
  EndedBy by = EndedBy::presad;
  if (nobody_there) by = EndedBy::silence;
  // What a gateway leaves open tells nothing of its sub-device's absence.
  if (event.trouble == Trouble::silent && !is_sub_device()) by = EndedBy::silence;
  if (event.closed && !nobody_there) by = EndedBy::device;
  lose_session(event.trouble, event.cause, by, moment);
}

/// A session that presad ends, because of what it saw.
void Link::give_up(Trouble trouble, std::string cause, Moment moment, Effects& effects) {
  effects.hang_up = true;
  lose_session(trouble, std::move(cause), EndedBy::presad, moment);
}

void Link::lose_session(Trouble trouble, std::string cause, EndedBy by, Moment moment) {
  learn_from_failure(trouble);
  const bool session_was_proven = session_->proven();
  if (condition_.online && online_until_ == never && session_->proven()) {
    online_until_ = moment.now + hiccup_time;
  } else if (!session_->proven()) {
    online_until_ = moment.now;
  }
  trouble_ = trouble;
  cause_ = std::move(cause);
  if (waits_for_its_cloud(trouble, moment.now)) {
    trouble_ = Trouble::cloud_locked;
    cause_ =
        "the device announces itself but keeps its port 6668 closed: it waits for its cloud, and nothing that is said "
        "to it locally helps; let it reach the internet for a minute, or cycle its mains";
  }
  if (!moved_to_.empty()) address_ = std::exchange(moved_to_, {});
  end_session(by, moment);
  if (trouble == Trouble::key_wrong) backoff_.jump_to_last();  // no quick retry mends a key
  // A device that a refresh threw out is fetched back at once: that is the ladder's next step.
  const bool by_refresh = ladder_.refresh_was_too_much() && session_was_proven;
  wait(by_refresh ? reconnect_pause : backoff_.next(random_), moment);
}

Link::Effects Link::restart_session(Moment moment) {
  Effects effects;
  if (session_) {
    online_until_ = moment.now;  // it is to be seen
    trouble_ = Trouble::starting;
    cause_ = "its session is begun anew, by command";
    connect_anew(moment, effects);
  }
  return finish(std::move(effects), moment);
}

/// The same again on a new connection. Nothing new was learned of the trouble.
void Link::connect_anew(Moment moment, Effects& effects) {
  effects.hang_up = true;
  end_session(EndedBy::presad, moment);
  wait(reconnect_pause, moment);
}

void Link::end_session(EndedBy by, Moment moment) {
  const bool closed = by == EndedBy::device;
  ladder_.on_session_ended(closed, moment.now);
  if (session_->proven() && by != EndedBy::presad) absence_.on_lost(session_->unanswered_since(), moment.now);
  const bool meter_was_too_much = meter_.on_session_ended(closed, moment.now);
  // It is there, and not away.
  const bool threw_out = closed && (meter_was_too_much || ladder_.refresh_was_too_much());
  const bool by_refresh = session_->proven() && threw_out;
  queue_.on_session_lost();
  const bool silent = session_->unanswered_since() != never;  // perhaps away, also where presad hung up first
  was_away_ = was_away_ || ((by != EndedBy::presad || silent) && !threw_out);
  for (std::size_t relay = 0; relay < map_.relays().size(); ++relay) {
    queue_.withdraw(own_command(map_.relays()[relay]));  // the next session asks the policy again
  }
  queue_.withdraw(own_command(map_.relay_status_id()));
  restore_.clear();
  const std::uint8_t woken = std::exchange(woken_relays_, {});
  if (by_refresh) mark_unsettled(woken);  // it may have been woken by what it did not survive
  asked_ = Reading::nothing;
  asked_by_ladder_ = false;
  meter_asked_ = false;
  null_report_due_ = never;
  push_due_ = never;
  half_dead_ = false;
  half_dead_due_ = never;
  session_.reset();
  desk_.on_lost(cause_);
  session_deadline_ = never;
  if (state_.meter) *state_.meter = Meter{};  // nobody measures until it is back
}

void Link::learn_from_failure(Trouble trouble) {
  if (trouble == Trouble::connection_refused || trouble == Trouble::unreachable || trouble == Trouble::key_wrong)
    return;
  // A firmware update may have raised what an earlier run learned.
  if (version_is_remembered_ && ++failures_as_remembered_ >= patience_with_memory) {
    version_is_remembered_ = false;
    version_.reset();
    return;
  }
  if (version_) return;
  guess_ = static_cast<std::uint8_t>((guess_ + 1) % guesses.size());
}

bool Link::waits_for_its_cloud(Trouble trouble, Timestamp now) {
  if (trouble != Trouble::connection_refused) {
    if (trouble != Trouble::unreachable) refused_since_.reset();
    return false;
  }
  if (!refused_since_) refused_since_ = now;
  return ever_announced_ && now - announced_at_ < announcement_is_recent && now - *refused_since_ >= cloud_patience;
}

void Link::wait(Duration delay, Moment moment) {
  phase_ = Phase::waiting;
  phase_deadline_ = moment.now + delay;
}

void Link::dial(Moment moment, Effects& effects) {
  phase_ = Phase::dialing;
  dialled_at_ = moment.now;
  phase_deadline_ = moment.now + dial_time;
  if (is_sub_device()) {
    phase_deadline_ = never;  // its gateway says when there is a place
    session_ = std::make_unique<Share>(settings_.cid, version());
  } else {
    session_ = std::make_unique<Session>(version(), settings_.local_key, settings_.device_id, random_);
  }
  session_deadline_ = never;
  effects.dial = address_;
}

void Link::take_proven_version() {
  version_ = session_->version();
  version_is_remembered_ = false;
}

Version Link::version() const noexcept { return version_ ? *version_ : guesses[guess_]; }

}  // namespace presad::tuya
