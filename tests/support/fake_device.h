// A Device in memory: it remembers what it was told to do, and tells what the test says, on a later turn of the loop.

#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "device/device.h"
#include "loop/event_loop.h"

namespace presad::testing {

class FakeDevice final : public Device {
 public:
  struct Given {
    CommandId id = 0;
    Command command;
  };

  /// `hardware_id`: twelve upper-case hex digits. Starts offline, with `relays` relays of which nothing is known.
  FakeDevice(loop::EventLoop& loop, std::string topic, std::string hardware_id, std::size_t relays = 1);

  const std::string& topic() const noexcept override { return topic_; }
  void start(DeviceListener& listener, const PowerTargets& targets) override {
    listener_ = &listener;
    targets_ = &targets;
    if (trouble_at_start) go_offline(*trouble_at_start, "it was so from the start");
  }
  void set_audience(bool listening) override { has_audience_ = listening; }
  void execute(CommandId id, const Command& command) override { given_.push_back({id, command}); }
  bool restart_session() override {
    if (has_own_session) restarts += 1;
    return has_own_session;
  }
  const State& state() const noexcept override { return state_; }
  const Condition& condition() const noexcept override { return condition_; }
  std::string module() const override { return "Fake Plug"; }
  const std::string& hardware_id() const noexcept override { return hardware_id_; }

  std::optional<Trouble> trouble_at_start;
  bool has_own_session = false;  ///< that Restart could begin anew
  unsigned restarts = 0;

  bool started() const noexcept { return listener_ != nullptr; }
  bool has_audience() const noexcept { return has_audience_; }
  /// What it may ask when it was woken.
  const PowerTargets& targets() const { return *targets_; }
  /// Commands not yet answered, oldest first.
  const std::deque<Given>& given() const noexcept { return given_; }

  // What the test has it do. The listener is told on the next turn of the loop.

  // These are so at once, as with a real one.
  /// A session stands and `relays` is what it showed.
  void come_online(std::vector<Power> relays);
  void go_offline(Trouble trouble, const std::string& cause);
  /// Where it stands, whole.
  void become(Condition condition);

  // These are so when they are told.
  /// Relay `relay` (from 1) is shown to be `power`.
  void show(unsigned relay, Power power);
  /// Everything is shown to be so.
  void show(State state);
  void measure(const Meter& meter);
  void count_energy(double energy_wh);
  void report(Datapoints reported);
  /// Ends the oldest command.
  void answer(Outcome outcome, const std::string& cause = {});
  /// Does the oldest command, a SetPower: its answer, and the state behind it.
  void obey(Outcome outcome = Outcome::confirmed);
  /// Does the oldest command, whatever it is: everything is then shown to be so.
  void obey(State shown);

  /// Nothing is left to tell.
  bool told_all() const noexcept { return to_tell_.empty(); }

 private:
  void later(std::function<void()> telling);
  void on_turn();
  Given take();

  std::string topic_;
  std::string hardware_id_;
  State state_;
  Condition condition_;
  DeviceListener* listener_ = nullptr;
  const PowerTargets* targets_ = nullptr;
  bool has_audience_ = false;
  std::deque<Given> given_;
  std::deque<std::function<void()>> to_tell_;
  loop::Deferred turn_;
};

}  // namespace presad::testing
