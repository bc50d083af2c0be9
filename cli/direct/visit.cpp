#include "cli/direct/visit.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/local_network.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/answer.h"
#include "cli/command_line.h"
#include "cli/presad_socket.h"
#include "cli/terminal.h"

namespace presad::cli {

namespace {
/// A shorter wait needs no word.
constexpr Duration unnoticed = std::chrono::seconds(1);
}  // namespace

DirectVisit::DirectVisit(const Settings& settings, std::string topic) : settings_(settings), topic_(std::move(topic)) {}

const DevicePlan* find_plan(const Settings& settings, const std::string& topic) noexcept {
  const auto found = std::find_if(settings.devices.begin(), settings.devices.end(),
                                  [&](const auto& plan) { return plan->common().topic == topic; });
  return found == settings.devices.end() ? nullptr : found->get();
}

std::unique_ptr<Device> DirectVisit::make(const std::string& topic, FamilyContext& context) {
  const DevicePlan* const plan = find_plan(settings_, topic);
  if (plan == nullptr) return nullptr;
  NewDevice made = plan->create({}, context);
  auto* const device = std::get_if<std::unique_ptr<Device>>(&made);
  return device == nullptr ? nullptr : std::move(*device);
}

int DirectVisit::run(std::optional<Duration> limit) {
  log::set_level(log::Level::error);  // what keeps a device away is said once, in the end
  set_local_network(settings_.network);
  FamilyContext context{loop_, random_, services_};
  device_ = make(topic_, context);
  if (!device_) {
    return complain(exit_usage, "\"" + printable(topic_) + "\" is no Tuya device: presa reaches only those directly");
  }
  if (const std::string gateway = find_plan(settings_, topic_)->gateway(); !gateway.empty()) {
    gateway_ = make(gateway, context);
    if (gateway_) gateway_->start(*this, targets_);
  }
  limit_ = limit;
  started_ = loop_.now();
  patience_.arm(started_ + meeting_limit);
  if (limit) limit_timer_.arm_in(*limit);
  noticed_.arm_in(unnoticed);
  device_->start(*this, targets_);
  look(device_->condition());
  loop_.run();
  return status_;
}

void DirectVisit::on_noticed() { show("asking \"" + printable(topic_) + "\" itself; Ctrl-C ends it"); }

void DirectVisit::show(const std::string& line) {
  noticed_.disarm();
  if (line.empty()) return screen_.erase();
  screen_.draw({line});
}

void DirectVisit::stop(int status) {
  if (stopped_) return;
  show({});
  stopped_ = true;
  status_ = status;
  loop_.stop(0);
}

void DirectVisit::look(const Condition& condition) {
  if (met_) return;
  if (!condition.online) {
    if (condition.trouble != Trouble::starting) patience_.arm(give_up_at(condition.trouble, started_, loop_.now()));
    return;
  }
  met_ = true;
  patience_.disarm();
  on_met();
}

void DirectVisit::on_patience_over() {
  if (met_) return;
  const Condition& condition = device_->condition();
  // Its session is fine; a command is the cure.
  if (condition.trouble == Trouble::relay_undefined) {
    met_ = true;
    on_met();
    return;
  }
  show({});
  stop(complain(exit_no_answer, for_terminal("\"" + topic_ + "\" cannot be reached directly: " +
                                             (condition.cause.empty() ? name(condition.trouble) : condition.cause) +
                                             "; more: presa doctor " + topic_)));
}

void DirectVisit::on_limit() {
  using std::chrono::duration_cast;
  const auto seconds = duration_cast<std::chrono::seconds>(limit_.value_or(Duration(0))).count();
  const std::string& cause = device_->condition().cause;
  show({});
  stop(complain(exit_no_answer,
                for_terminal("no answer from \"" + topic_ + "\" itself within " + std::to_string(seconds) + " s" +
                             (cause.empty() ? "" : ": " + cause) + "; more: presa doctor " + topic_)));
}

void DirectVisit::on_answer(Device& device, CommandId command, const Answer& answer) {
  if (is_it(device)) on_answered(command, answer);
}

void DirectVisit::on_state(Device& device, const State& state) {
  if (is_it(device)) on_told(state);
}

void DirectVisit::on_datapoints(Device& device, const Datapoints& reported) {
  if (is_it(device)) on_heard(reported);
}

void DirectVisit::on_condition(Device& device, const Condition& condition) {
  if (!is_it(device)) return;
  on_conditioned(condition);
  look(condition);
}

}  // namespace presad::cli
