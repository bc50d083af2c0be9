// What the device tells, and what follows from it for the house: of link.h. Pure.

#include <algorithm>
#include <utility>

#include "families/tuya/datapoints.h"
#include "families/tuya/link.h"

namespace presad::tuya {

namespace {

/// A change that a read found is pushed within this time, or the device has stopped pushing.
constexpr Duration push_time = std::chrono::seconds(1);

}  // namespace

void Link::on_event(const Reported& event, Moment moment, Effects& effects) {
  const Datapoints& reported = event.report.datapoints;
  if (event.report.cid != settings_.cid) {
    if (session_->proven()) take_proven_version();
    return desk_.on_reported(event);
  }
  if (reported.empty()) return;
  if (session_->proven()) take_proven_version();
  const std::vector<Power> before = state_.relays;
  const bool complete = !event.pushed || asked_ == Reading::null_read || asked_ == Reading::null_report;
  const bool known_before = map_.known();
  const std::uint8_t shown = map_.apply(reported, complete, state_, event.pushed);
  if (!known_before && map_.known()) renumber_relays();
  // The first push after an acknowledged read by nulls is its answer.
  const bool reads_by_nulls = asked_ == Reading::null_read || asked_ == Reading::null_report;
  const bool reported_before = null_reported_;
  null_reported_ = reported_before || (event.pushed && reads_by_nulls);
  const bool unasked = event.pushed && (asked_ != Reading::null_report || reported_before);
  const std::uint8_t seen = note_positions(reported);
  if (unasked) look_for_hands(seen, before);
  shown_ |= shown;
  told_ = true;
  if (event.pushed) {
    pushes_ = pushes_ || ladder_.read_out();
    push_due_ = never;
  } else if (ladder_.settled() && pushes_ && !queue_.in_flight() && before != state_.relays) {
    push_due_ = moment.now + push_time;
  }
  take_readings(event, before, moment.now, effects);
  const std::uint8_t commanded = commanded_relays();
  const bool all_done = queue_.on_report(reported);
  decide(static_cast<std::uint8_t>(commanded & ~commanded_relays()));
  if (all_done) abandon_request();
  if (all_relays_shown()) {
    backoff_.reset();
    const bool asserting = ladder_.running() == Ladder::Step::assertion;
    if (event.late && std::exchange(half_dead_, false)) {
      half_dead_due_ = never;
      end_reading(RequestEnded::How::acknowledged, moment, effects);
    } else if (event.late && !ladder_.settled()) {  // it was slow, and no rung's merit
      abandon_request();
      settle(true, moment, effects);
    } else if (event.pushed && !ladder_.settled() && !awaits_answer() &&
               (asked_ != Reading::nothing || asserting || ladder_.read_out())) {
      if (asked_ != Reading::nothing) abandon_request();
      settle(unasked && !asserting, moment, effects);
    }
  }
  if (!map_.known() && ladder_.read_out()) ladder_.read_now(moment.now);  // something woke: what has it got?
  effects.events.emplace_back(Stated{});
  effects.events.emplace_back(Heard{reported});
}

/// What was kept by datapoints, for want of anything better, is kept by the relays' numbers from now on.
void Link::renumber_relays() {
  const auto by_datapoint = std::exchange(last_shown_, {});
  // A relay that stands higher than these is a lamp's switch: it has been seen by nobody, and what concerns the device
  // concerns it.
  const auto renumbered = [this](std::uint8_t datapoints, bool beyond) {
    unsigned relays = 0;
    for (std::size_t relay = 0; relay < map_.relays().size(); ++relay) {
      const std::uint8_t id = map_.relays()[relay];
      const bool set = id <= max_relays ? (datapoints >> (id - 1U) & 1U) != 0 : beyond;
      relays |= (set ? 1U : 0U) << relay;
    }
    return static_cast<std::uint8_t>(relays);
  };
  decided_ = renumbered(decided_, false);
  unsettled_ = renumbered(unsettled_, unsettled_ != 0);
  for (std::size_t relay = 0; relay < map_.relays().size(); ++relay) {
    const std::uint8_t id = map_.relays()[relay];
    if (id <= max_relays) last_shown_[relay] = by_datapoint.at(id - 1U);
  }
}

/// Keeps where the relays were seen, and tells which: while nothing is known of the device, by their datapoints alone.
std::uint8_t Link::note_positions(const Datapoints& reported) {
  std::uint8_t seen = 0;
  for (std::size_t relay = 0; relay < max_relays; ++relay) {
    const auto id = map_.relay(static_cast<unsigned>(relay + 1));
    const bool* const on = id ? find_as<bool>(reported, *id) : nullptr;
    if (on == nullptr) continue;
    seen = static_cast<std::uint8_t>(seen | 1U << relay);
    last_shown_[relay] = *on ? Power::on : Power::off;
  }
  return seen;
}

/// A relay that moved without anybody's asking, or showed itself while the ladder was being climbed: somebody pressed
/// its button, and that outranks the policy. Whether one that shows itself while an answer is awaited was pressed, the
/// answer tells: some devices push at every turn, or all they have when they wake.
void Link::look_for_hands(std::uint8_t seen, const std::vector<Power>& before) {
  for (std::size_t relay = 0; relay < max_relays; ++relay) {
    const auto bit = static_cast<std::uint8_t>(1U << relay);
    if ((seen & bit) == 0) continue;
    const bool known = (shown_ & bit) != 0;
    const bool changed = relay < before.size() && before[relay] != state_.relays[relay];
    const bool ours = restore_.sent(relay) && restore_.goal(relay) == (state_.relays[relay] == Power::on);
    if (ours) continue;
    if (!known && awaits_answer()) {
      perhaps_pressed_ = static_cast<std::uint8_t>(perhaps_pressed_ | bit);
    } else if (known ? changed : !ladder_.settled() && !ladder_.fresh()) {
      decide(bit);
    }
  }
}

/// What the push was waited with for is over. True when somebody pressed a button meanwhile: the device spoke, and not
/// because it was asked.
bool Link::was_pressed(bool answered) {
  const std::uint8_t pressed = std::exchange(perhaps_pressed_, {});
  if (answered || pressed == 0) return false;
  decide(pressed);
  return true;
}

/// A person wants these relays as they are.
void Link::decide(std::uint8_t relays) {
  decided_ = static_cast<std::uint8_t>(decided_ | relays);
  for (std::size_t relay = 0; relay < max_relays; ++relay) {
    if ((relays >> relay & 1U) != 0) leave_alone(relay);
  }
}

/// Relays on their way to where somebody's command has them.
std::uint8_t Link::commanded_relays() const noexcept {
  std::uint8_t relays = 0;
  for (std::size_t relay = 0; relay < map_.relays().size(); ++relay) {
    const bool commanded = queue_.pending(map_.relays()[relay]) && !restore_.sent(relay);
    if (commanded) relays = static_cast<std::uint8_t>(relays | 1U << relay);
  }
  return relays;
}

/// The first query of this connection, a refresh or a read by nulls is on its way: what is pushed may have to do with
/// it.
bool Link::awaits_answer() const noexcept {
  const bool first_query = asked_ == Reading::query && !ladder_.settled() && !ladder_.climbing();
  return first_query || ladder_.running() == Ladder::Step::refresh || asked_ == Reading::null_read;
}

void Link::take_readings(const Reported& event, const std::vector<Power>& before, Timestamp now, Effects& effects) {
  const Datapoints& reported = event.report.datapoints;
  if (before != state_.relays) meter_.on_relay_moved(now);
  const auto& ids = map_.metering_ids();
  const bool readings = std::any_of(ids.begin(), ids.end(),
                                    [&](std::uint8_t id) { return find_as<std::int64_t>(reported, id) != nullptr; });
  if (readings) meter_.on_readings();
  if (readings && event.pushed) meter_.on_readings_pushed(now);
  if (readings && state_.meter && state_.meter->power_w) meter_.on_power(*state_.meter->power_w);
  const bool answers_null = asked_ == Reading::null_read || asked_ == Reading::null_report;
  if (const auto id = map_.energy_id(); id != 0 && event.pushed && !answers_null && map_.energy_step_wh() > 0) {
    // A reading tells the last increment once more: only a push that nobody asked for is a new one.
    const std::int64_t* const count = find_as<std::int64_t>(reported, id);
    if (count != nullptr && *count > 0 && *count < 1'000'000'000) {
      effects.events.emplace_back(
          Consumed{static_cast<double>(*count) * map_.energy_step_wh(), event.report.device_time});
    }
  }
  if (const auto id = map_.relay_status_id(); id != 0) {
    if (const std::string* const word = find_as<std::string>(reported, id)) relay_status_ = *word;
  }
}

/// Every relay is shown.
void Link::settle(bool by_hand, Moment moment, Effects& effects) {
  asked_ = Reading::nothing;
  asked_by_ladder_ = false;
  null_report_due_ = never;
  ladder_.on_settled(moment.now, by_hand);
  queue_.on_verified(moment.now);
  queue_.on_read();
  after_reading(moment, effects);
}

/// Of a device without relays: that it told anything.
bool Link::all_relays_shown() const noexcept {
  if (!map_.known()) return false;
  return state_.relays.empty() ? told_ : shown_ == (1U << state_.relays.size()) - 1U;
}

void Link::learn(Effects& effects) {
  if (!session_ || !session_->proven()) return;
  learn("device_id", settings_.device_id, effects);
  if (!settings_.hardware_id.empty()) learn("hardware_id", settings_.hardware_id, effects);
  learn("address", address_, effects);
  if (version_) learn("version", std::string(name(*version_)), effects);
  if (map_.known()) {
    learn("profile", std::string(map_.profile_name()), effects);
    learn("relays", map_.relays_text(), effects);
    if (map_.is_light()) learn("light", map_.light_text(), effects);
  }
  if (ladder_.worked() != Rung::none) learn("rung", std::string(name(ladder_.worked())), effects);
}

void Link::learn(const std::string& fact, std::string value, Effects& effects) {
  std::string& known = learned_[fact];
  if (known == value) return;
  known = value;
  effects.events.emplace_back(Learned{fact, std::move(value)});
}

}  // namespace presad::tuya
