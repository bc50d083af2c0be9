#include "families/tuya/link.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace presad::tuya {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::array<Duration, 6> backoff_steps = {seconds(1),  seconds(2),  seconds(5),
                                                   seconds(10), seconds(20), seconds(30)};
constexpr Duration dial_time = seconds(5);
/// A device whose version nobody stated is given this long to announce it: trying wrong ones can upset it (PROTOCOL.md,
/// 10).
constexpr Duration announcement_time = seconds(6);
/// An announcement after this long a gap is fresh: the device has just come up.
constexpr Duration announcement_gap = seconds(15);
/// A healthy session is asked for everything this often: that finds one that answers heartbeats and nothing else.
constexpr Duration read_interval = seconds(60);
/// While a relay is undefined the plug is asked more often.
constexpr Duration undefined_read_interval = seconds(30);
/// The report to a null read comes apart from its acknowledgement.
constexpr Duration null_report_time = seconds(1);
/// A change that a read found is pushed within this time, or the device has stopped pushing.
constexpr Duration push_time = seconds(1);
/// A lost session that is back within this time was a hiccup: a healthy firmware may end a good one (PROTOCOL.md, 10).
constexpr Duration hiccup_time = seconds(5);

/// The commonest first.
constexpr std::array<Version, 5> guesses = {Version::v3_3, Version::v3_4, Version::v3_5, Version::v3_1, Version::v3_2};

/// Null reads for a device whose datapoints nobody named: ranges, each with one that nearly all have (PROTOCOL.md, 8).
constexpr std::array<std::uint8_t, 10> null_range_low = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
constexpr std::array<std::uint8_t, 11> null_range_high = {1, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

}  // namespace

Link::Link(LinkSettings settings, RandomSource& random)
    : settings_(std::move(settings)),
      random_(random),
      address_(settings_.address),
      version_(settings_.version),
      backoff_(backoff_steps),
      queue_(*this, settings_.offline_command_ttl),
      map_(settings_.profile) {
  state_.relays.assign(map_.relays().size(), Power::undefined);
}

Link::Effects Link::start(Moment moment) {
  if (!address_.empty()) wait(version_ ? Duration(0) : announcement_time, moment);
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
  } else if (fresh && phase_ == Phase::waiting) {
    backoff_.reset();
    wait(Duration(0), moment);
  }
  return finish(std::move(effects), moment);
}

Link::Effects Link::on_connected(Moment moment) {
  Effects effects;
  if (phase_ == Phase::dialing) {
    phase_ = Phase::up;
    phase_deadline_ = never;
    reading_ = Reading::due;
    reads_by_null_ = version() == Version::v3_2;  // it knows no other way (PROTOCOL.md, 8)
    read_once_ = false;
    shown_ = 0;
    read_at_ = never;
    push_due_ = never;
    next_frame_at_ = moment.now;
    apply(session_->on_connected(moment.now), moment, effects);
  }
  return finish(std::move(effects), moment);
}

Link::Effects Link::on_bytes(ByteView received, Moment moment) {
  Effects effects;
  if (phase_ == Phase::up) {
    apply(session_->on_bytes(received, moment.now), moment, effects);
    if (session_ && session_->last_received() == moment.now) moved_to_.clear();
  }
  return finish(std::move(effects), moment);
}

Link::Effects Link::on_closed(const Error& why, Moment moment) {
  Effects effects;
  if (session_) apply(session_->on_closed(why), moment, effects);
  return finish(std::move(effects), moment);
}

Link::Effects Link::on_deadline(Moment moment) {
  Effects effects;
  if (phase_deadline_ <= moment.now) {
    if (phase_ == Phase::waiting) {
      dial(moment, effects);
    } else if (phase_ == Phase::dialing) {
      give_up(Trouble::unreachable, "nobody answers at this address within 5 s", moment, effects);
    }
  }
  if (phase_ == Phase::up && session_deadline_ <= moment.now) {
    apply(session_->on_deadline(moment.now), moment, effects);
  }
  if (phase_ == Phase::up && push_due_ <= moment.now) {
    give_up(Trouble::silent, "the device no longer pushes what changes", moment, effects);
  }
  if (phase_ == Phase::up && reading_ == Reading::null_asked && session_->ready() && read_at_ <= moment.now) {
    ++null_read_step_;
    read_at_ = never;
    reading_ = Reading::null_due;
  }
  queue_.on_deadline(moment.now, phase_ == Phase::up && session_->established());
  return finish(std::move(effects), moment);
}

Link::Effects Link::execute(CommandId command, const Command& wanted, Moment moment) {
  const auto with_relay = [&](unsigned number, auto action) {
    if (const auto id = map_.relay(number)) {
      action(*id);
    } else {
      queue_.refuse(command, "the device has no relay " + std::to_string(number));
    }
  };
  if (const auto* power = std::get_if<SetPower>(&wanted)) {
    with_relay(power->relay, [&](std::uint8_t id) {
      if (power->action == PowerAction::toggle) {
        queue_.toggle(command, id, moment.now);
      } else {
        queue_.set(command, id, power->action == PowerAction::on, moment.now);
      }
    });
  } else if (const auto* read = std::get_if<ReadPower>(&wanted)) {
    with_relay(read->relay, [&](std::uint8_t id) { queue_.read(command, id, moment.now); });
  } else if (const auto* write = std::get_if<WriteDatapoint>(&wanted)) {
    queue_.set(command, write->datapoint.id, write->datapoint.value, moment.now);
  } else {
    queue_.read_all(command, moment.now);
  }
  return finish({}, moment);
}

std::optional<DatapointValue> Link::live_value(std::uint8_t id) const {
  if (phase_ != Phase::up || !session_->established()) return std::nullopt;
  for (std::size_t i = 0; i < state_.relays.size(); ++i) {
    if (map_.relays()[i] == id && (shown_ >> i & 1U) != 0) return state_.relays[i] == Power::on;
  }
  return std::nullopt;
}

void Link::apply(Session::Effects session_effects, Moment moment, Effects& effects) {
  session_deadline_ = session_effects.deadline;
  append(effects.send, session_effects.send);
  effects.hang_up |= session_effects.hang_up;
  for (const SessionEvent& event : session_effects.events) {
    if (!session_) break;  // an earlier event made us give it up
    std::visit([&](const auto& told) { on_event(told, moment, effects); }, event);
  }
}

void Link::on_event(const Established&, Moment, Effects&) {
  if (session_->proven()) version_ = session_->version();
}

void Link::on_event(const Reported& event, Moment moment, Effects& effects) {
  const Datapoints& reported = event.report.datapoints;
  if (!event.report.cid.empty() || reported.empty()) return;
  if (session_->proven()) version_ = session_->version();
  const std::vector<Power> before = state_.relays;
  const bool complete = !event.pushed || reading_ == Reading::null_asked;
  shown_ |= map_.apply(reported, complete, state_);
  if (event.pushed) {
    pushes_ = pushes_ || read_once_;
    push_due_ = never;
  } else if (read_once_ && pushes_ && !queue_.in_flight() && before != state_.relays) {
    push_due_ = moment.now + push_time;
  }
  if (all_relays_shown()) {
    backoff_.reset();
    if (event.pushed && (reading_ == Reading::asked || reading_ == Reading::null_asked)) {
      reads_by_null_ = reading_ == Reading::null_asked;
      session_->abandon_request();
      finish_reading(moment);
    }
  }
  if (!map_.known() && reading_ == Reading::idle) read_at_ = moment.now;  // something woke: what has it got?
  if (queue_.on_report(reported)) session_->abandon_request();
  effects.events.emplace_back(Stated{});
  effects.events.emplace_back(Heard{reported});
}

void Link::on_event(const RequestEnded& event, Moment moment, Effects& effects) {
  switch (event.request) {
    case RequestKind::query:
      return on_query_ended(event, moment, effects);
    case RequestKind::null_read:
      return on_null_read_ended(event, moment, effects);
    case RequestKind::set:
      return on_set_ended(event, moment);
    case RequestKind::refresh:
      return;
  }
}

void Link::on_query_ended(const RequestEnded& event, Moment moment, Effects& effects) {
  if (event.how == RequestEnded::How::acknowledged) {
    finish_reading(moment);
  } else if (event.how == RequestEnded::How::refused && event.error_text == "parse data error") {
    give_up(Trouble::version_wrong, "the device cannot read our frames (\"parse data error\"): another version", moment,
            effects);
  } else if (event.how == RequestEnded::How::timed_out && (read_once_ || !version_)) {
    give_up(Trouble::silent, "the device answers no query", moment, effects);
  } else {  // "json obj data unvalid" or silence: device22 is read by a set of nulls (PROTOCOL.md, 8)
    reading_ = Reading::null_due;
    null_read_step_ = 0;
  }
}

void Link::on_null_read_ended(const RequestEnded& event, Moment moment, Effects&) {
  if (reading_ != Reading::null_asked) return;
  if (all_relays_shown()) {  // the answer came in the frame that ended the request
    reads_by_null_ = true;
    finish_reading(moment);
  } else {
    read_at_ = event.how == RequestEnded::How::acknowledged ? moment.now + null_report_time : moment.now;
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

void Link::on_event(const Ended& event, Moment moment, Effects&) {
  const bool was_proven = session_->proven();
  learn_from_failure(event.trouble);
  if (condition_.online && online_until_ == never && was_proven) {
    online_until_ = moment.now + hiccup_time;
  } else if (!was_proven) {
    online_until_ = moment.now;
  }
  trouble_ = event.trouble;
  cause_ = event.cause;
  if (!moved_to_.empty()) address_ = std::exchange(moved_to_, {});
  session_.reset();
  session_deadline_ = never;
  queue_.on_session_lost();
  if (event.trouble == Trouble::key_wrong) backoff_.jump_to_last();  // no quick retry mends a key
  wait(backoff_.next(random_), moment);
}

void Link::give_up(Trouble trouble, std::string cause, Moment moment, Effects& effects) {
  effects.hang_up = true;
  on_event(Ended{trouble, std::move(cause)}, moment, effects);
}

void Link::learn_from_failure(Trouble trouble) {
  if (version_ || trouble == Trouble::connection_refused || trouble == Trouble::unreachable ||
      trouble == Trouble::key_wrong) {
    return;
  }
  guess_ = static_cast<std::uint8_t>((guess_ + 1) % guesses.size());
}

void Link::wait(Duration delay, Moment moment) {
  phase_ = Phase::waiting;
  phase_deadline_ = moment.now + delay;
}

void Link::dial(Moment moment, Effects& effects) {
  phase_ = Phase::dialing;
  phase_deadline_ = moment.now + dial_time;
  session_.emplace(version(), settings_.local_key, settings_.device_id, random_);
  session_deadline_ = never;
  effects.dial = address_;
}

Version Link::version() const noexcept { return version_ ? *version_ : guesses[guess_]; }

bool Link::all_relays_shown() const noexcept { return map_.known() && shown_ == (1U << state_.relays.size()) - 1U; }

void Link::finish_reading(Moment moment) {
  reading_ = Reading::idle;
  read_once_ = true;
  for (std::size_t i = 0; i < state_.relays.size(); ++i) {
    if ((shown_ >> i & 1U) == 0) state_.relays[i] = Power::undefined;
  }
  read_at_ = moment.now + (all_relays_shown() ? read_interval : undefined_read_interval);
  queue_.on_verified(moment.now);
  queue_.on_read();
}

/// Sends what should leave next, if anything: one request at a time.
void Link::proceed(Moment moment, Effects& effects) {
  if (phase_ != Phase::up || !session_->ready() || moment.now < next_frame_at_) return;
  if (start_request(moment, effects)) next_frame_at_ = moment.now + settings_.command_interval;
}

bool Link::start_request(Moment moment, Effects& effects) {
  if (queue_.wants_verification(moment.now)) {
    queue_.on_verification_sent();
    begin_read(moment, effects);
    return true;
  }
  if (reading_ == Reading::due) {
    begin_read(moment, effects);
    return true;
  }
  // From here on the device had its chance to tell: what a person wants goes ahead of further questions.
  if (const Datapoints wanted = queue_.take_set(moment.now); !wanted.empty()) {
    apply(session_->set(wanted, {}, moment.wall_time, moment.now), moment, effects);
    return true;
  }
  if (reading_ == Reading::null_due) return null_read(moment, effects);
  if (reading_ == Reading::idle && (read_at_ <= moment.now || queue_.wants_read())) {
    begin_read(moment, effects);
    return true;
  }
  return false;
}

void Link::begin_read(Moment moment, Effects& effects) {
  read_at_ = never;
  if (reads_by_null_) {
    null_read_step_ = 0;
    null_read(moment, effects);
  } else {
    reading_ = Reading::asked;
    apply(session_->query({}, moment.wall_time, moment.now), moment, effects);
  }
}

/// The next of the null reads; false when there is none left.
bool Link::null_read(Moment moment, Effects& effects) {
  const std::vector<std::uint8_t> named = map_.readable();
  const std::array<std::span<const std::uint8_t>, 2> ranges = {null_range_low, null_range_high};
  if (null_read_step_ >= (named.empty() ? ranges.size() : 1)) {
    if (session_->proven() && version_) {
      finish_reading(moment);
    } else {
      give_up(Trouble::silent, "connected, but the device answers no query", moment, effects);
    }
    return false;
  }
  reading_ = Reading::null_asked;
  const std::span<const std::uint8_t> ids = named.empty() ? ranges[null_read_step_] : std::span(named);
  apply(session_->null_read(ids, {}, moment.wall_time, moment.now), moment, effects);
  return true;
}

void Link::update_condition(Moment moment, Effects& effects) {
  Condition now_so;
  now_so.address = address_;
  if (version_) now_so.protocol = name(*version_);
  const bool up = phase_ == Phase::up && session_->established() && read_once_;
  if (up && all_relays_shown()) {
    now_so.online = true;
    online_until_ = never;
    trouble_ = Trouble::none;
    cause_.clear();
  } else if (condition_.online && online_until_ > moment.now) {
    now_so.online = true;
    now_so.protocol = condition_.protocol;
    now_so.address = condition_.address;
  } else if (up) {
    trouble_ = Trouble::relay_undefined;
    cause_ =
        "the session is fine, but the device does not say where its relay is: switch it once, by command or by its "
        "button";
  } else if (phase_ == Phase::absent) {
    trouble_ = Trouble::no_address;
    cause_ = "no address in the inventory, and the device has not announced itself";
  }
  if (!now_so.online) {
    now_so.trouble = trouble_;
    now_so.cause = cause_;
  } else {
    now_so.trouble = Trouble::none;
  }
  if (now_so != condition_) {
    condition_ = std::move(now_so);
    effects.events.emplace_back(Conditioned{});
  }
}

Link::Effects Link::finish(Effects effects, Moment moment) {
  proceed(moment, effects);
  std::vector<Answered> answers = queue_.take_answers();  // told ahead of the state that they brought about
  effects.events.insert(effects.events.begin(), std::make_move_iterator(answers.begin()),
                        std::make_move_iterator(answers.end()));
  update_condition(moment, effects);
  effects.deadline = std::min({phase_deadline_, session_deadline_, push_due_, queue_.deadline()});
  if (phase_ == Phase::up && session_->ready()) {
    // Something may be kept back by command_interval, or a reading may be due later.
    if (next_frame_at_ > moment.now && !queue_.idle()) effects.deadline = std::min(effects.deadline, next_frame_at_);
    effects.deadline = std::min(effects.deadline, std::max(read_at_, next_frame_at_));
  }
  if (condition_.online && online_until_ != never) effects.deadline = std::min(effects.deadline, online_until_);
  return effects;
}

}  // namespace presad::tuya
