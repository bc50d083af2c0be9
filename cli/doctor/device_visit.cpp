#include "cli/doctor/device_visit.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>
#include <variant>

#include "base/random.h"
#include "cli/screen.h"
#include "cli/visiting.h"
#include "families/family.h"
#include "loop/event_loop.h"

namespace presad::cli {

namespace {

class Visitor final : private DeviceListener, private RelayedListener {
 public:
  Visitor(const Settings& settings, const std::string& topic, Duration limit)
      : topic_(topic), end_(loop_.now() + limit), look_(loop_, Delegate<void()>::to<&Visitor::on_look>(this)) {
    FamilyContext context{loop_, random_, services_};
    const std::string way = gateway_of(settings, topic);
    for (const auto& plan : settings.devices) {
      const std::string& one = plan->common().topic;
      if (!topic.empty() && one != topic && one != way) continue;
      NewDevice made = plan->create({}, context);
      if (auto* const device = std::get_if<std::unique_ptr<Device>>(&made)) {
        devices_.push_back(std::move(*device));
      } else {
        relayed_.push_back({std::move(std::get<std::unique_ptr<RelayedDevice>>(made)), {}, false});
      }
    }
  }

  Visit run() {
    for (const auto& device : devices_) {
      changed_.push_back(loop_.now());
      device->start(*this, targets_);
    }
    for (Relayed& each : relayed_) {
      each.device->start(*this);
      each.device->probe();
    }
    on_look();
    loop_.run();
    Visit visit;
    for (const auto& device : devices_) {
      if (topic_.empty() || device->topic() == topic_) visit.devices.push_back(seen(*device));
    }
    for (const Relayed& each : relayed_) {
      visit.relayed.push_back({each.device->topic(), false, each.probed.answered, each.probed.cause});
    }
    return visit;
  }

 private:
  struct Relayed {
    std::unique_ptr<RelayedDevice> device;
    Probed probed;
    bool done = false;
  };

  /// A sub-device cannot be visited without its gateway.
  static std::string gateway_of(const Settings& settings, const std::string& topic) {
    for (const auto& plan : settings.devices) {
      if (plan->common().topic == topic) return plan->gateway();
    }
    return {};
  }

  static DeviceEvidence seen(const Device& device) {
    const Condition& condition = device.condition();
    return {device.topic(),       condition.trouble, condition.cause, condition.address, condition.protocol, "",
            device.meter_silent()};
  }

  bool settled(std::size_t device) const {
    const Condition& condition = devices_[device]->condition();
    return condition.online || (condition.trouble != Trouble::starting &&
                                loop_.now() - changed_[device] >= patience_with(condition.trouble));
  }

  void on_look() {
    bool all = loop_.now() >= end_;
    if (!all) {
      all = std::all_of(relayed_.begin(), relayed_.end(), [](const Relayed& each) { return each.done; });
      for (std::size_t i = 0; all && i < devices_.size(); ++i) all = settled(i);
    }
    constexpr Duration pause = std::chrono::milliseconds(100);
    if (all) {
      screen_.erase();
      loop_.stop(0);
    } else {
      show_progress();
      look_.arm_in(pause);
    }
  }

  /// Once a second.
  void show_progress() {
    if (!screen_.live() || loop_.now() < shown_until_) return;
    shown_until_ = loop_.now() + std::chrono::seconds(1);
    std::size_t done = 0;
    for (const Relayed& each : relayed_) done += each.done ? 1 : 0;
    for (std::size_t i = 0; i < devices_.size(); ++i) done += settled(i) ? 1 : 0;
    const auto left = std::chrono::ceil<std::chrono::seconds>(end_ - loop_.now()).count();
    screen_.draw({"asking the devices: " + std::to_string(done) + " of " +
                  std::to_string(devices_.size() + relayed_.size()) + " known, " + std::to_string(left) +
                  " s left; Ctrl-C ends it"});
  }

  void on_condition(Device& device, const Condition&) override {
    for (std::size_t i = 0; i < devices_.size(); ++i) {
      if (devices_[i].get() == &device) changed_[i] = loop_.now();
    }
  }
  void on_answer(Device&, CommandId, const Answer&) override {}
  void on_state(Device&, const State&) override {}
  void on_energy(Device&, double, std::optional<std::int64_t>) override {}
  void on_learned(Device&, const std::string&, const std::string&) override {}
  void on_datapoints(Device&, const Datapoints&) override {}

  void on_probed(RelayedDevice& device, const Probed& probed) override {
    for (Relayed& each : relayed_) {
      if (each.device.get() != &device) continue;
      each.probed = probed;
      each.done = true;
    }
  }
  void on_forward_answer(RelayedDevice&, CommandId, const ForwardAnswer&) override {}
  void on_telemetry(RelayedDevice&, const std::string&, const std::string&) override {}
  void on_reachable(RelayedDevice&, bool, const std::string&) override {}

  const std::string topic_;  ///< the only one to be told of; empty: all
  loop::EventLoop loop_;
  SystemRandom random_;
  NoTargets targets_;
  FamilyServices services_;
  std::vector<std::unique_ptr<Device>> devices_;
  std::vector<Timestamp> changed_;  ///< when each condition last changed
  std::vector<Relayed> relayed_;
  Timestamp end_;
  loop::Timer look_;
  Screen screen_{stderr};
  Timestamp shown_until_{};
};

}  // namespace

Visit visit_devices(const Settings& settings, const std::string& topic, Duration limit) {
  return Visitor(settings, topic, limit).run();
}

}  // namespace presad::cli
