#include "families/tasmota_http/poller.h"

#include <algorithm>
#include <array>
#include <utility>

#include "families/tasmota_http/answer_reader.h"
#include "families/tasmota_http/request.h"
#include "families/tasmota_http/status_reader.h"
#include "tasmota/command_word.h"
#include "tasmota/payload.h"

namespace presad::tasmota_http {

namespace {

using std::chrono::seconds;

/// One Status at a time: Status 0 is cut on large devices. Telemetry is last, so that it is at hand when the device is
/// taken on.
constexpr std::array probe_commands = {"Status",   "Status 5",  "Status 6", "Status 2",
                                       "Status 3", "Status 11", "Status 10"};
constexpr std::size_t mqtt_step = 2;
constexpr std::size_t state_step = 5;
constexpr std::size_t sensors_step = 6;

constexpr Duration pause_after_failure = seconds(2);
constexpr Duration pause_before_reading_back = seconds(1);
constexpr unsigned most_readings = 5;  // a device that boots says nothing for 3 s
constexpr Duration look_after_command = seconds(1);
constexpr Duration first_offline_pause = seconds(10);
constexpr unsigned longest_offline_pauses = 12;

bool moves_relay(const Forward& what) { return tasmota::parse_command_word(what.word).name == "POWER"; }

/// These have nothing to say. (A Backlog is taken apart before it comes here.)
bool may_say_nothing(const Forward& what) {
  const tasmota::CommandWord word = tasmota::parse_command_word(what.word);
  return word.name == "PUBLISH" || word.name == "EVENT" || word.name == "NODELAY" || word.name == "RESTART";
}

/// "Power2": reads what "Power2 TOGGLE" moved.
std::string reading_of(const Forward& what) {
  const tasmota::CommandWord word = tasmota::parse_command_word(what.word);
  return word.has_index ? "Power" + std::to_string(word.index) : "Power";
}

/// Whether `after` is what a power command with `payload` must have brought about.
bool shows(std::string_view payload, const std::map<std::string, std::string>& before,
           const std::map<std::string, std::string>& after) {
  if (after.empty()) return false;
  const std::int32_t number = tasmota::parse_payload(payload).number;
  return std::all_of(after.begin(), after.end(), [&](const auto& power) {
    if (number == 0 || number == 1) return power.second == (number == 1 ? "ON" : "OFF");
    if (number != 2) return number < 2 || number > 4;  // a question
    const auto was = before.find(power.first);
    return was != before.end() && was->second != power.second;
  });
}

}  // namespace

Poller::Effects Poller::probe(Timestamp now) {
  probe_step_ = 0;
  probed_ = {};
  return go_on({}, now);
}

Poller::Effects Poller::set_relaying(bool relaying, Timestamp now) {
  relaying_ = relaying;
  next_poll_ = relaying ? now + poll_interval : never;
  return go_on({}, now);
}

Poller::Effects Poller::forward(CommandId command, const Forward& what, Timestamp now) {
  waiting_.push_back({command, what, now});
  if (!reachable_) not_before_ = std::min(not_before_, now);  // perhaps it is back
  return go_on({}, now);
}

Poller::Effects Poller::look(Timestamp now) {
  if (relaying_) next_poll_ = now;
  return go_on({}, now);
}

Poller::Effects Poller::on_answer(const Result<DeviceAnswer>& answer, Timestamp now) {
  Effects effects;
  if (!asked_) return go_on({}, now);
  const Purpose purpose = *std::exchange(asked_, std::nullopt);
  note_contact(effects, answer, now);
  switch (purpose) {
    case Purpose::command:
      on_command_answer(effects, answer, now);
      break;
    case Purpose::reading_back:
      on_reading_back(effects, answer, now);
      break;
    case Purpose::probe:
      on_probe_answer(effects, answer, now);
      break;
    case Purpose::state:
      on_state(answer);
      sensors_due_ = answer.has_value();
      break;
    case Purpose::sensors:
      on_sensors(effects, answer, now);
      break;
  }
  return go_on(std::move(effects), now);
}

Poller::Effects Poller::on_deadline(Timestamp now) { return go_on({}, now); }

std::vector<CommandId> Poller::drop_waiting() {
  std::vector<CommandId> dropped;
  dropped.reserve(waiting_.size());
  for (const Command& each : waiting_) dropped.push_back(each.id);
  waiting_.clear();
  return dropped;
}

Poller::Effects Poller::go_on(Effects effects, Timestamp now) {
  drop_old(effects, now);
  if (!asked_) ask_next(effects, now);
  effects.deadline = next_deadline();
  return effects;
}

void Poller::ask(Effects& effects, Purpose purpose, std::string command) {
  asked_ = purpose;
  effects.events.emplace_back(Ask{std::move(command)});
}

void Poller::ask_next(Effects& effects, Timestamp now) {
  const bool pausing = now < not_before_;
  if (current_ && !pausing) return ask(effects, Purpose::reading_back, reading_of(current_->what));
  if (probe_step_) {  // whoever asks for it has a pace of his own
    return ask(effects, Purpose::probe,
               *probe_step_ == sensors_step ? sensors_command() : probe_commands[*probe_step_]);
  }
  if (pausing || current_ || !relaying_) return;
  if (!waiting_.empty()) {
    current_ = std::move(waiting_.front());
    waiting_.pop_front();
    powers_before_ = powers_;
    sensors_due_ = false;  // the STATE before them is older than this command: the look begins anew behind it
    return ask(effects, Purpose::command, render_command(current_->what));
  }
  if (sensors_due_) {
    sensors_due_ = false;
    return ask(effects, Purpose::sensors, sensors_command());
  }
  if (now >= next_poll_) {
    next_poll_ = now + poll_interval;
    ask(effects, Purpose::state, "Status 11");
  }
}

void Poller::drop_old(Effects& effects, Timestamp now) {
  while (!waiting_.empty() && now - waiting_.front().arrived >= command_limit) {
    effects.events.emplace_back(
        Answered{waiting_.front().id, {Outcome::offline, {}, "it could not be reached in the time it was given"}});
    waiting_.pop_front();
  }
}

Timestamp Poller::next_deadline() const {
  Timestamp next = waiting_.empty() ? never : waiting_.front().arrived + command_limit;
  if (asked_) return next;
  if (current_ || probe_step_ || (relaying_ && (!waiting_.empty() || sensors_due_))) next = std::min(next, not_before_);
  return relaying_ ? std::min(next, std::max(next_poll_, not_before_)) : next;
}

void Poller::on_command_answer(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp now) {
  next_poll_ = std::min(next_poll_, now + look_after_command);
  if (!answer && answer.error().kind == ErrorKind::unreachable) {  // it never left: it may wait
    waiting_.push_front(std::move(*current_));
    current_.reset();
    return drop_old(effects, now);
  }
  if (!answer && (answer.error().kind == ErrorKind::refused || answer.error().kind == ErrorKind::unsupported)) {
    return end(effects, Outcome::refused, {}, answer.error().what);
  }
  if (!answer) return doubt(effects, answer.error().what, now);
  if (says_nothing(*answer) && !may_say_nothing(current_->what)) return doubt(effects, "it said nothing to it", now);
  if (is_refusal(*answer)) return end(effects, Outcome::refused, answer->text, "it does not do that");
  for (auto& [key, value] : read_powers(answer->json)) powers_[key] = value;
  const bool same = moves_relay(current_->what) && powers_ == powers_before_;
  end(effects, same ? Outcome::unchanged : Outcome::confirmed, answer->text, "");
}

void Poller::on_reading_back(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp now) {
  if (!answer || says_nothing(*answer)) {
    if (++current_->readings >= most_readings) {
      return end(effects, Outcome::unconfirmed, {}, "its relay could not be read either");
    }
    not_before_ = std::max(not_before_, now + pause_before_reading_back);
    return;
  }
  const Powers after = read_powers(answer->json);
  for (const auto& [key, value] : after) powers_[key] = value;
  if (!shows(current_->what.payload, powers_before_, after)) {
    return end(effects, Outcome::unconfirmed, {}, "its relay does not show it");
  }
  end(effects, Outcome::confirmed, answer->text, "");
}

/// It may have been carried out, or not.
void Poller::doubt(Effects& effects, const std::string& cause, Timestamp now) {
  if (!moves_relay(current_->what)) return end(effects, Outcome::unconfirmed, {}, cause);
  not_before_ = std::max(not_before_, now + pause_before_reading_back);
}

void Poller::end(Effects& effects, Outcome outcome, std::string json, std::string cause) {
  effects.events.emplace_back(Answered{current_->id, {outcome, std::move(json), std::move(cause)}});
  current_.reset();
}

void Poller::on_probe_answer(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp now) {
  if (!probe_step_) return;
  const auto give_up = [&](std::string cause) {
    probed_.cause = std::move(cause);
    probe_step_.reset();
    effects.events.emplace_back(std::exchange(probed_, {}));
  };
  const bool telemetry = *probe_step_ >= state_step;
  if (!telemetry && !answer) return give_up(answer.error().what);
  if (!telemetry && says_nothing(*answer)) return give_up("it has just started");
  if (answer) read_identity(answer->json, probed_.identity);
  if (*probe_step_ == mqtt_step && !probed_.identity.mqtt_enabled && !is_refusal(*answer)) {
    return give_up("it does not say whether it uses MQTT");
  }
  if (*probe_step_ == state_step) on_state(answer);
  if (*probe_step_ != sensors_step) {
    ++*probe_step_;
    return;
  }
  on_sensors(effects, answer, now);
  if (sensors_due_) {  // once more, with the older number
    sensors_due_ = false;
    return;
  }
  probe_step_.reset();
  probed_.answered = true;
  effects.events.emplace_back(std::exchange(probed_, {}));
}

void Poller::on_state(const Result<DeviceAnswer>& answer) {
  const Json* const state = answer ? answer->json.find("StatusSTS") : nullptr;
  if (state == nullptr || state->object() == nullptr) return;
  state_ = *find_member(answer->members, "StatusSTS");
  for (const auto& [key, value] : read_powers(*state)) powers_[key] = value;
}

void Poller::on_sensors(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp) {
  const Json* const sensors = answer ? answer->json.find("StatusSNS") : nullptr;
  if (sensors != nullptr && sensors->object() != nullptr) {
    sensors_ = *find_member(answer->members, "StatusSNS");
  } else if (answer && !says_nothing(*answer) && !old_sensors_) {
    old_sensors_ = true;
    sensors_due_ = true;
    return;
  }
  if (!state_.empty()) effects.events.emplace_back(Telemetry{state_, sensors_});
}

void Poller::note_contact(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp now) {
  // Half an answer is one of a device that is there.
  const bool reached = answer || answer.error().kind == ErrorKind::malformed;
  if (reached) {
    failures_ = 0;
    not_before_ = now;
    if (!std::exchange(reachable_, true) && relaying_) effects.events.emplace_back(Reachable{true, ""});
    return;
  }
  ++failures_;
  if (failures_ < failures_until_offline) {
    not_before_ = now + pause_after_failure;
    return;
  }
  const unsigned pauses = std::min(failures_ - failures_until_offline + 1, longest_offline_pauses);
  not_before_ = now + (pauses * first_offline_pause);
  if (relaying_ && std::exchange(reachable_, false)) {
    effects.events.emplace_back(Reachable{false, answer.error().what});
  }
}

std::string Poller::sensors_command() const { return old_sensors_ ? "Status 8" : "Status 10"; }

}  // namespace presad::tasmota_http
