#include "families/tuya/link.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <utility>

namespace presad::tuya {

namespace {

using std::chrono::seconds;

constexpr std::array<Duration, 6> backoff_steps = {seconds(1),  seconds(2),  seconds(5),
                                                   seconds(10), seconds(20), seconds(30)};

/// A device that gives a sign of life after its silence may yet give the answer that is missing.
constexpr Duration late_answer_time = std::chrono::milliseconds(500);

std::string fact(const Facts& facts, std::string_view name) {
  const auto found = facts.find(name);
  return found == facts.end() ? "" : found->second;
}

/// What was learned of another device that had this topic before is of no use.
Facts own_facts(const LinkSettings& settings) {
  const Facts& facts = settings.remembered.facts;
  return fact(facts, "device_id") == settings.device_id ? facts : Facts{};
}

}  // namespace

Link::Link(LinkSettings settings, RandomSource& random)
    : settings_(std::move(settings)),
      random_(random),
      address_(settings_.address),
      version_(settings_.version),
      backoff_(backoff_steps),
      absence_(settings_.power_up_after),
      ladder_({settings_.wake, parse_rung(fact(own_facts(settings_), "rung"))}),
      meter_(settings_.refresh),
      queue_(*this, settings_.offline_command_ttl),
      light_orders_(settings_.offline_command_ttl),
      map_(settings_.profile, settings_.datapoints),
      learned_(own_facts(settings_)) {
  if (address_.empty()) address_ = fact(learned_, "address");
  if (!version_) {
    version_ = parse_version(fact(learned_, "version"));
    version_is_remembered_ = version_.has_value();
  }
  map_.remember(fact(learned_, "profile"), fact(learned_, "relays"), fact(learned_, "light"));
  map_.shape(state_);
  if (settings_.remembered.lost_power) unsettled_ = 0xFF;
  settings_.remembered.facts.clear();  // what is of use is in learned_
}

Link::Effects Link::on_bytes(ByteView received, Moment moment) {
  Effects effects;
  if (phase_ == Phase::up) {
    apply(session_->on_bytes(received, moment.now), moment, effects);
    if (session_ && session_->last_received() == moment.now) moved_to_.clear();
    const bool sign_of_life = session_ && half_dead_ && session_->unanswered_since() == never;
    if (sign_of_life && half_dead_due_ == never) half_dead_due_ = moment.now + late_answer_time;
  }
  return finish(std::move(effects), moment);
}

Link::Effects Link::on_deadline(Moment moment) {
  Effects effects;
  if (phase_deadline_ <= moment.now) {
    if (phase_ == Phase::waiting) {
      dial(moment, effects);
    } else if (phase_ == Phase::dialing) {
      absence_.on_unanswered_dial(dialled_at_);
      effects.hang_up = true;
      lose_session(Trouble::unreachable, "nobody answers at this address within 5 s", EndedBy::silence, moment);
    }
  }
  if (phase_ == Phase::up && session_deadline_ <= moment.now) {
    apply(session_->on_deadline(moment.now), moment, effects);
  }
  if (phase_ == Phase::up && push_due_ <= moment.now) {
    give_up(Trouble::silent, "the device no longer pushes what changes", moment, effects);
  }
  if (phase_ == Phase::up && asked_ == Reading::null_report && session_->ready() && null_report_due_ <= moment.now) {
    ++null_read_step_;
    null_report_due_ = never;
    null_read(moment, effects);
  }
  if (phase_ == Phase::up && half_dead_due_ <= moment.now) replace_half_dead(moment, effects);
  const bool established = phase_ == Phase::up && session_->established();
  queue_.on_deadline(moment.now, established);
  light_orders_.on_deadline(moment.now, established);
  return finish(std::move(effects), moment);
}

Link::Effects Link::set_audience(bool listening, Moment moment) {
  meter_.set_audience(listening);
  return finish({}, moment);
}

void Link::apply(const Conversation::Effects& told, Moment moment, Effects& effects) {
  session_deadline_ = told.deadline;
  append(effects.send, told.send);
  effects.hang_up |= told.hang_up;
  for (const ConversationEvent& event : told.events) {
    if (!session_) break;  // an earlier event made us give it up
    std::visit([&](const auto& what) { on_event(what, moment, effects); }, event);
  }
}

/// Sends what should leave next, if anything: one request at a time.
void Link::proceed(Moment moment, Effects& effects) {
  if (phase_ != Phase::up || !session_->ready() || half_dead_ || moment.now < next_frame_at_) return;
  const bool for_others = others_first_ && ask_for_others(moment, effects);
  const bool own = !for_others && start_request(moment, effects);
  if (for_others || own || ask_for_others(moment, effects)) {
    next_frame_at_ = moment.now + settings_.command_interval;
    others_first_ = own;
  }
}

bool Link::start_request(Moment moment, Effects& effects) {
  if (asked_ == Reading::nothing && queue_.wants_verification(moment.now)) {
    queue_.on_verification_sent();
    begin_reading(moment, effects);
    return true;
  }
  if (ladder_.fresh() && take_step(moment, effects)) return true;
  if (phase_ != Phase::up) return false;
  // From here on the device had its chance to tell: what a person wants goes ahead of further questions.
  hand_over_targets(moment.now);
  conclude_assertion(moment, effects);
  hand_over_lights(moment.now);
  if (const Datapoints wanted = queue_.take_set(moment.now); !wanted.empty()) {
    apply(session_->ask({.kind = Request::Kind::set, .wanted = wanted}, moment.wall_time, moment.now), moment, effects);
    return true;
  }
  if (asked_ == Reading::nothing && queue_.wants_read()) ladder_.read_now(moment.now);
  if (take_step(moment, effects)) return true;
  if (phase_ == Phase::up && session_->ready() && ladder_.settled() && !commands_wait() && meter_.due(moment.now)) {
    meter_.on_sent(moment.now);
    meter_asked_ = true;
    const auto ids = map_.metering_ids();
    apply(
        session_->ask({.kind = Request::Kind::refresh, .ids = {ids.begin(), ids.end()}}, moment.wall_time, moment.now),
        moment, effects);
    return true;
  }
  return false;
}

void Link::take_answers(Moment moment, Effects& effects) {
  for (Answered& answered : light_orders_.take_answers()) effects.events.emplace_back(std::move(answered));
  for (Answered& answered : queue_.take_answers()) {
    if (is_own(answered.command)) {
      on_own_answer(datapoint_of(answered.command), answered.answer.outcome, moment, effects);
    } else {
      note_stopped(answered, effects);
      effects.events.emplace_back(std::move(answered));
    }
  }
}

/// Of a relay that does not go where the policy wants it; empty when there is none.
std::string Link::stuck_cause() const {
  if (stuck_ == 0) return {};
  return "relay " + std::to_string(std::countr_zero(stuck_) + 1) +
         " does not follow: the device takes the command that should restore it and does not carry it out; press its "
         "button, or cycle its mains";
}

Condition Link::judge(Moment moment) {
  Condition now_so;
  now_so.address = address_;
  if (version_) now_so.protocol = name(*version_);
  const bool established = phase_ == Phase::up && session_->established();
  const bool climbs = established && (ladder_.read_out() || ladder_.reached() > Rung::query);
  if (established && ladder_.read_out() && all_relays_shown()) {
    now_so.online = true;
    online_until_ = never;
    trouble_ = Trouble::none;
    cause_.clear();
  } else if (condition_.online && online_until_ > moment.now) {
    return condition_;
  } else if (climbs && session_->proven()) {
    trouble_ = Trouble::relay_undefined;
    cause_ =
        "the session is fine, but the device does not say where its relay is, as after a power cut without its cloud: "
        "switch it once, by command or by its button";
    if (stuck_ != 0) cause_ = stuck_cause();
  } else if (climbs) {
    trouble_ = Trouble::silent;
    cause_ =
        "the device answers heartbeats and nothing else: it came up without its cloud, or the local_key is wrong; "
        "switch "
        "it once, by command or by its button";
  } else if (settings_.key_unknown) {
    trouble_ = Trouble::key_unknown;
    cause_ = "nobody has told its local_key yet: presa wizard or presa import brings it into the inventory";
  } else if (phase_ == Phase::absent) {
    trouble_ = Trouble::no_address;
    cause_ = "no address in the inventory, and the device has not announced itself";
  }
  now_so.trouble = trouble_;
  now_so.cause = now_so.online ? stuck_cause() : cause_;
  if (ladder_.reached() > Rung::query) now_so.rung = name(ladder_.reached());
  return now_so;
}

void Link::update_condition(Moment moment, Effects& effects) {
  Condition now_so = judge(moment);
  const bool same_trouble = now_so.online == condition_.online && now_so.trouble == condition_.trouble;
  now_so.since = same_trouble ? condition_.since : moment.wall_time;
  if (now_so == condition_) return;
  condition_ = std::move(now_so);
  effects.events.emplace_back(Conditioned{});
}

/// Never one that has passed and can wait for something else: the loop would spin.
Timestamp Link::deadline(Timestamp now) const noexcept {
  Timestamp earliest = std::min(
      {phase_deadline_, session_deadline_, push_due_, half_dead_due_, queue_.deadline(), light_orders_.deadline()});
  if (condition_.online) earliest = std::min(earliest, online_until_);
  if (phase_ != Phase::up || !session_->ready() || half_dead_) return earliest;
  // Something may be kept back by command_interval, or be due later.
  if (next_frame_at_ > now && commands_wait()) earliest = std::min(earliest, next_frame_at_);
  Timestamp next = std::min({restore_.deadline(), null_report_due_, desk_.deadline()});
  if (asked_ == Reading::nothing) {
    next = std::min(next, queue_.verification());
    if (!awaits_sign_of_life(ladder_.due(now))) next = std::min(next, ladder_.deadline());
  }
  if (ladder_.settled() && !commands_wait()) next = std::min(next, meter_.deadline());
  return std::min(earliest, std::max(next, next_frame_at_));
}

Link::Effects Link::finish(Effects effects, Moment moment) {
  take_answers(moment, effects);
  conclude_assertion(moment, effects);
  proceed(moment, effects);
  take_answers(moment, effects);
  // Answers are told ahead of the state that they brought about. In place: std::stable_partition takes memory for it.
  auto told_first = effects.events.begin();
  for (auto event = told_first; event != effects.events.end(); ++event) {
    if (std::holds_alternative<Answered>(*event)) std::rotate(told_first++, event, std::next(event));
  }
  take_notices(effects);
  const auto restoring = static_cast<std::uint8_t>(unsettled_ & ((1U << state_.relays.size()) - 1U));
  if (std::exchange(state_.restoring, restoring) != restoring) effects.events.emplace_back(Stated{});
  update_condition(moment, effects);
  effects.deadline = deadline(moment.now);
  return effects;
}

}  // namespace presad::tuya
