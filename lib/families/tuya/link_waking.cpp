// What the device is asked by presad itself: readings, and the rungs of the ladder but the last. Of link.h. Pure.

#include <algorithm>
#include <array>
#include <utility>

#include "families/tuya/link.h"

namespace presad::tuya {

namespace {

/// The report to a null read comes apart from its acknowledgement.
constexpr Duration null_report_time = std::chrono::seconds(1);
/// Null reads for a device whose datapoints nobody named: ranges, each with one that nearly all have (PROTOCOL.md, 8).
constexpr std::array<std::uint8_t, 10> null_range_low = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
constexpr std::array<std::uint8_t, 11> null_range_high = {1, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

/// What most plugs measure with; for a device of which nothing is known.
constexpr std::array<std::uint8_t, 3> usual_metering_ids = {18, 19, 20};

}  // namespace

void Link::on_event(const RequestEnded& event, Moment moment, Effects& effects) {
  if (desk_.asking()) return on_errand_ended(event, moment, effects);
  const bool reading = event.request == Request::Kind::query || event.request == Request::Kind::null_read;
  // Of what was read on this connection nobody says so: it refuses the way of asking alone.
  if (reading && !told_ && event.how == RequestEnded::How::refused && event.error_text == "parse data error") {
    return give_up(Trouble::version_wrong, "the device cannot read our frames (\"parse data error\"): another version",
                   moment, effects);
  }
  switch (event.request) {
    case Request::Kind::null_read:
      return on_null_read_ended(event, moment, effects);
    case Request::Kind::set:
      return on_set_ended(event, moment);
    case Request::Kind::refresh:
      if (std::exchange(meter_asked_, false)) return;
      if (was_pressed(event.how != RequestEnded::How::timed_out) && all_relays_shown()) {
        return settle(true, moment, effects);
      }
      return ladder_.on_unsettled(moment.now);
    default:
      return on_query_ended(event, moment, effects);
  }
}

void Link::on_query_ended(const RequestEnded& event, Moment moment, Effects& effects) {
  const bool silent = event.how == RequestEnded::How::timed_out;
  if (event.how == RequestEnded::How::acknowledged) told_ = true;
  const bool heard_meanwhile = session_->unanswered_since() == never;
  if (silent && !version_) {
    give_up(Trouble::silent, "the device answers no query", moment, effects);
  } else if (serves_only()) {
    on_gateway_queried(event, moment, effects);
  } else if (silent && ladder_.settled()) {
    suspect_half_dead(moment, effects);
  } else {
    // Does it live at all? A device that waits to be woken answers heartbeats.
    if (silent && !heard_meanwhile) apply(session_->suspect(moment.now), moment, effects);
    if (session_) end_reading(event.how, moment, effects);
  }
}

/// A session that was well answers no reading: it is replaced, once a sign of life tells that the device is there: what
/// was heard since the question may have left it before its power went.
void Link::suspect_half_dead(Moment moment, Effects& effects) {
  if (!std::exchange(half_dead_, true)) apply(session_->suspect(moment.now), moment, effects);
}

void Link::replace_half_dead(Moment moment, Effects& effects) {
  give_up(Trouble::silent, "the device answers heartbeats and no query", moment, effects);
}

void Link::on_null_read_ended(const RequestEnded& event, Moment moment, Effects& effects) {
  if (asked_ != Reading::null_read) return;
  if (event.how == RequestEnded::How::timed_out && ladder_.settled() && ladder_.reads_by_null()) {
    return suspect_half_dead(moment, effects);
  }
  asked_ = Reading::null_report;
  if (all_relays_shown()) {  // the answer came in the frame that ended the request
    end_reading(event.how, moment, effects);
  } else {
    null_report_due_ = event.how == RequestEnded::How::acknowledged ? moment.now + null_report_time : moment.now;
  }
}

void Link::on_set_ended(const RequestEnded& event, Moment moment) {
  switch (event.how) {
    case RequestEnded::How::acknowledged:
      return queue_.on_acknowledged(moment.now);
    case RequestEnded::How::refused:
      return queue_.on_refused(event.error_text);
    case RequestEnded::How::timed_out:
      return queue_.on_unanswered(moment.now);
  }
}

void Link::end_reading(RequestEnded::How how, Moment moment, Effects& effects) {
  asked_ = Reading::nothing;
  null_report_due_ = never;
  const bool answered = how == RequestEnded::How::acknowledged;
  const bool by_ladder = std::exchange(asked_by_ladder_, false);
  const bool pressed = was_pressed(answered);
  if (all_relays_shown() && (!ladder_.settled() || (by_ladder && answered))) return settle(pressed, moment, effects);
  if (by_ladder) ladder_.on_unsettled(moment.now, how == RequestEnded::How::refused);
  if (ladder_.read_out() && !version_) {  // of all that was tried nothing was understood: the next version's turn
    return give_up(Trouble::silent, "connected, but the device answers no query", moment, effects);
  }
  queue_.on_verified(moment.now);
  if (answered || ladder_.read_out()) queue_.on_read();
  after_reading(moment, effects);
}

/// Whatever could be read was read: takes stock.
void Link::after_reading(Moment moment, Effects& effects) {
  if (!ladder_.read_out()) return;
  for (std::size_t relay = 0; relay < state_.relays.size(); ++relay) {
    const auto bit = static_cast<std::uint8_t>(1U << relay);
    if ((shown_ & bit) != 0) continue;
    state_.relays[relay] = Power::undefined;
    mark_unsettled(bit);  // an undefined position is evidence by itself
  }
  const std::uint8_t woken = std::exchange(woken_relays_, {});
  if (ladder_.woken()) mark_unsettled(woken);
  if (!ladder_.settled()) return;
  restore_shown_relays(moment);
  settle_relay_status(moment.now, effects);
  if (state_.meter) meter_.on_settled(moment.now);
  learn(effects);
}

/// Before it is told anything the device must have listened; before presad hangs up it must be there: its silence then
/// would count as its absence, and undo what people decided. A sign of life comes, or the session ends.
bool Link::awaits_sign_of_life(Ladder::Step step) const noexcept {
  if (step == Ladder::Step::assertion) return !session_->listened_to();
  return step == Ladder::Step::reconnect && session_->unanswered_since() != never;
}

/// Does what the ladder wants next; false when that needs no frame.
bool Link::take_step(Moment moment, Effects& effects) {
  while (true) {
    const Ladder::Step step = asked_ == Reading::nothing ? ladder_.due(moment.now) : Ladder::Step::none;
    switch (step) {
      case Ladder::Step::none:
        return false;
      case Ladder::Step::query:
      case Ladder::Step::null_read:
        ladder_.on_begun(step, moment.now);
        asked_by_ladder_ = true;
        null_read_step_ = 0;
        if (step == Ladder::Step::query) {
          begin_reading(moment, effects);
          return true;
        }
        if (null_read(moment, effects)) return true;
        break;
      case Ladder::Step::refresh:
        if (version_ && wake_by_refresh(moment, effects)) return true;
        ladder_.skip(moment.now);
        break;
      case Ladder::Step::assertion:
        if (awaits_sign_of_life(step)) return false;
        after_reading(moment, effects);
        if (assert_targets(moment)) return false;
        ladder_.skip(moment.now);
        after_reading(moment, effects);
        break;
      case Ladder::Step::reconnect:
        if (awaits_sign_of_life(step)) {
          if (!session_->suspected()) apply(session_->suspect(moment.now), moment, effects);
          return false;
        }
        ladder_.on_begun(step, moment.now);
        connect_anew(moment, effects);
        return false;
    }
  }
}

void Link::begin_reading(Moment moment, Effects& effects) {
  if (ladder_.reads_by_null()) {
    null_read_step_ = 0;
    null_read(moment, effects);
  } else {
    asked_ = Reading::query;
    apply(session_->ask({.kind = Request::Kind::query}, moment.wall_time, moment.now), moment, effects);
  }
}

/// The next of the null reads; false when there is none left.
bool Link::null_read(Moment moment, Effects& effects) {
  const std::vector<std::uint8_t> named = map_.readable();
  const std::array<std::span<const std::uint8_t>, 2> ranges = {null_range_low, null_range_high};
  if (null_read_step_ >= (named.empty() ? ranges.size() : 1)) {
    end_reading(RequestEnded::How::timed_out, moment, effects);
    return false;
  }
  asked_ = Reading::null_read;
  null_reported_ = false;
  const std::span<const std::uint8_t> ids = named.empty() ? ranges[null_read_step_] : std::span(named);
  apply(
      session_->ask({.kind = Request::Kind::null_read, .ids = {ids.begin(), ids.end()}}, moment.wall_time, moment.now),
      moment, effects);
  return true;
}

/// Metering datapoints only, three at most: more crash plugs (PROTOCOL.md, 13).
bool Link::wake_by_refresh(Moment moment, Effects& effects) {
  std::vector<std::uint8_t> ids = settings_.wake_datapoints;
  if (ids.empty()) ids.assign(map_.metering_ids().begin(), map_.metering_ids().end());
  if (ids.empty() && !map_.known()) ids.assign(usual_metering_ids.begin(), usual_metering_ids.end());
  if (ids.empty()) return false;
  ladder_.on_begun(Ladder::Step::refresh, moment.now);
  woken_relays_ = static_cast<std::uint8_t>(~shown_);
  apply(session_->ask({.kind = Request::Kind::refresh, .ids = std::move(ids)}, moment.wall_time, moment.now), moment,
        effects);
  return true;
}

}  // namespace presad::tuya
