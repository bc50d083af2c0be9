// One device, reached by presa itself: the same automaton that presad has for it, on a loop of its own, for as long as
// one verb takes. A sub-device comes with its gateway. Nothing is switched but what a verb asks for.

#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "base/random.h"
#include "cli/screen.h"
#include "cli/visiting.h"
#include "families/family.h"
#include "inventory/settings.h"
#include "loop/event_loop.h"

namespace presad::cli {

class DirectVisit : protected DeviceListener {
 public:
  /// `settings` outlives the visit. `topic` is of the inventory.
  DirectVisit(const Settings& settings, std::string topic);
  virtual ~DirectVisit() = default;
  DirectVisit(const DirectVisit&) = delete;
  DirectVisit& operator=(const DirectVisit&) = delete;

  /// Once, blocking: until stop(), whose status this is; else standard error has the cause and the likely cure:
  /// exit_no_answer when the device was not met within meeting_limit, or `limit` was over before the end; exit_usage
  /// when it is one that presa cannot reach itself. No `limit`: once it is met, stop() alone ends it.
  int run(std::optional<Duration> limit);

 protected:
  /// It can be asked now. Once.
  virtual void on_met() = 0;

  void stop(int status);
  /// On a terminal, until stop() or another line; empty: none.
  void show(const std::string& line);
  Device& device() noexcept { return *device_; }
  const std::string& topic() const noexcept { return topic_; }

  // Of the device itself, never of its gateway.
  virtual void on_answered(CommandId /*command*/, const Answer& /*answer*/) {}
  virtual void on_told(const State& /*state*/) {}
  virtual void on_heard(const Datapoints& /*reported*/) {}
  virtual void on_conditioned(const Condition& /*condition*/) {}

  const Settings& settings_;
  loop::EventLoop loop_;
  FamilyServices services_;

 private:
  std::unique_ptr<Device> make(const std::string& topic, FamilyContext& context);
  bool is_it(const Device& device) const noexcept { return &device == device_.get(); }
  void look(const Condition& condition);
  void on_patience_over();
  void on_limit();
  void on_noticed();

  void on_answer(Device& device, CommandId command, const Answer& answer) final;
  void on_state(Device& device, const State& state) final;
  void on_energy(Device&, double, std::optional<std::int64_t>) final {}
  void on_learned(Device&, const std::string&, const std::string&) final {}
  void on_datapoints(Device& device, const Datapoints& reported) final;
  void on_condition(Device& device, const Condition& condition) final;

  std::string topic_;
  SystemRandom random_;
  NoTargets targets_;
  std::unique_ptr<Device> gateway_;
  std::unique_ptr<Device> device_;
  bool met_ = false;
  bool stopped_ = false;
  int status_ = 0;
  std::optional<Duration> limit_;
  Timestamp started_{};
  Screen screen_{stderr};
  loop::Timer noticed_{loop_, Delegate<void()>::to<&DirectVisit::on_noticed>(this)};
  loop::Timer patience_{loop_, Delegate<void()>::to<&DirectVisit::on_patience_over>(this)};
  loop::Timer limit_timer_{loop_, Delegate<void()>::to<&DirectVisit::on_limit>(this)};
};

/// The device's plan; nullptr: none of that topic.
const DevicePlan* find_plan(const Settings& settings, const std::string& topic) noexcept;

}  // namespace presad::cli
