#include "support/fake_device.h"

#include <stdexcept>
#include <utility>
#include <variant>

namespace presad::testing {

FakeDevice::FakeDevice(loop::EventLoop& loop, std::string topic, std::string hardware_id, std::size_t relays)
    : topic_(std::move(topic)),
      hardware_id_(std::move(hardware_id)),
      turn_(loop, Delegate<void()>::to<&FakeDevice::on_turn>(this)) {
  state_.relays.assign(relays, Power::undefined);
}

void FakeDevice::come_online(std::vector<Power> relays) {
  state_.relays = std::move(relays);
  condition_ = {true, Trouble::none, {}, "127.0.0.2", "3.4", {}, {}};
  later([this] {
    listener_->on_state(*this, state_);
    listener_->on_condition(*this, condition_);
  });
}

void FakeDevice::go_offline(Trouble trouble, const std::string& cause) {
  become({false, trouble, cause, condition_.address, condition_.protocol, {}, {}});
}

void FakeDevice::become(Condition condition) {
  condition_ = std::move(condition);
  later([this] { listener_->on_condition(*this, condition_); });
}

void FakeDevice::show(unsigned relay, Power power) {
  later([this, relay, power] {
    state_.relays.at(relay - 1) = power;
    listener_->on_state(*this, state_);
  });
}

void FakeDevice::show(State state) {
  later([this, state = std::move(state)] {
    state_ = state;
    listener_->on_state(*this, state_);
  });
}

void FakeDevice::measure(const Meter& meter) {
  later([this, meter] {
    state_.meter = meter;
    listener_->on_state(*this, state_);
  });
}

void FakeDevice::count_energy(double energy_wh) {
  later([this, energy_wh] { listener_->on_energy(*this, energy_wh, {}); });
}

void FakeDevice::report(Datapoints reported) {
  later([this, reported = std::move(reported)] { listener_->on_datapoints(*this, reported); });
}

void FakeDevice::answer(Outcome outcome, const std::string& cause) {
  const CommandId id = take().id;
  later([this, id, answer = Answer{outcome, cause}] { listener_->on_answer(*this, id, answer); });
}

void FakeDevice::obey(Outcome outcome) {
  const Given given = take();
  later([this, id = given.id, set = std::get<SetPower>(given.command), outcome] {
    Power& relay = state_.relays.at(set.relay - 1);
    const bool on = set.action == PowerAction::toggle ? relay != Power::on : set.action == PowerAction::on;
    relay = on ? Power::on : Power::off;
    listener_->on_answer(*this, id, {outcome, {}});
    listener_->on_state(*this, state_);
  });
}

void FakeDevice::obey(State shown) {
  const Given given = take();
  later([this, id = given.id, shown = std::move(shown)] {
    state_ = shown;
    listener_->on_answer(*this, id, {Outcome::confirmed, {}});
    listener_->on_state(*this, state_);
  });
}

FakeDevice::Given FakeDevice::take() {
  if (given_.empty()) throw std::logic_error(topic_ + " was given no command");
  Given given = std::move(given_.front());
  given_.pop_front();
  return given;
}

void FakeDevice::later(std::function<void()> telling) {
  to_tell_.push_back(std::move(telling));
  turn_.schedule();
}

void FakeDevice::on_turn() {
  while (!to_tell_.empty()) {
    const std::function<void()> telling = std::move(to_tell_.front());
    to_tell_.pop_front();
    telling();
  }
}

}  // namespace presad::testing
