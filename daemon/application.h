// Builds and owns everything; the only place that names concrete types. Loop thread.
//
// Destruction is shutting down, in the reverse of the declarations below.

#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/random.h"
#include "bridge/bridge.h"
#include "daemon/power_cut.h"
#include "families/family.h"
#include "inventory/settings.h"
#include "loop/event_loop.h"
#include "mqtt/broker.h"
#include "store/sqlite_store.h"

namespace presad {

class Application {
 public:
  /// `own_topic`: "presad", or "presad_site". `state_folder`: where the memory is kept; made if it is not there.
  Application(InventoryFiles files, Settings settings, std::string own_topic, const std::string& state_folder);
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  /// Runs until SIGTERM or SIGINT. The exit status.
  int run();

 private:
  using Plans = std::map<std::string, std::shared_ptr<const DevicePlan>>;

  void on_terminate();
  void on_hangup();
  Result<bool> reload();
  void apply(Settings settings);
  void apply_devices(const Settings& settings);
  void add(const std::shared_ptr<const DevicePlan>& plan);
  void on_store_health(const store::Health& health);
  std::unique_ptr<mqtt::Broker> make_broker(const mqtt::BrokerSettings& settings);

  loop::EventLoop loop_;
  SystemRandom random_;
  InventoryFiles files_;
  Settings settings_;
  const std::string own_topic_;
  WallTime started_;
  store::SqliteStore store_;
  PowerCut power_cut_;
  mqtt::BrokerSettings broker_settings_;  ///< as the broker in use was made
  std::unique_ptr<mqtt::Broker> broker_;
  FamilyServices services_;
  bridge::Bridge bridge_;
  Plans plans_;
  loop::SignalWatch terminate_;
  loop::SignalWatch interrupt_;
  loop::SignalWatch hangup_;
};

}  // namespace presad
