// Builds and owns everything; the only place that names concrete types. Loop thread.
//
// Destruction is shutting down, in the reverse of the declarations below.

#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/random.h"
#include "bridge/bridge.h"
#include "daemon/answered_note.h"
#include "daemon/control_desk.h"
#include "daemon/power_cut.h"
#include "daemon/service_status.h"
#include "daemon/watchdog_feeder.h"
#include "families/family.h"
#include "inventory/settings.h"
#include "loop/event_loop.h"
#include "mqtt/paho_broker.h"
#include "mqtt/paho_life.h"
#include "store/sqlite_store.h"

namespace presad {

/// What the inventory says of the broker, and what follows from the house.
mqtt::BrokerSettings complete(mqtt::BrokerSettings broker, const Settings& settings, const std::string& own_topic);

/// Whatever is said of presence, by anybody.
std::string presence_filter(const Settings& settings);

class Application {
 public:
  /// `own_topic`: "presad", or "presad_site". `state_folder`: where the memory is kept; made if it is not there.
  /// `runtime_folder`: there already, for what ends with presad. `control_socket`: where presa is answered.
  Application(InventoryFiles files, Settings settings, std::string own_topic, const std::string& state_folder,
              const std::string& runtime_folder, std::string control_socket);
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  /// Runs until SIGTERM or SIGINT. The exit status.
  int run();

 private:
  using Plans = std::map<std::string, std::shared_ptr<const DevicePlan>>;

  void on_up();
  void on_presence_changed();
  std::string status();
  void describe(control::DaemonOverview& daemon);
  std::vector<HeardDevice> heard() { return services_.heard(); }
  void ask_workers();
  void on_broker_alive();
  void on_memory_alive();
  void on_terminate();
  void on_hangup();
  Result<bool> reload();
  void apply(Settings settings);
  void apply_devices(const Settings& settings);
  void add(const std::shared_ptr<const DevicePlan>& plan);
  void on_store_health(const store::Health& health);
  std::unique_ptr<mqtt::PahoBroker> make_broker(const mqtt::BrokerSettings& settings);

  loop::EventLoop loop_;
  SystemRandom random_;
  InventoryFiles files_;
  Settings settings_;
  const std::string own_topic_;
  WallTime started_;
  const Timestamp up_since_;  ///< `started_` on the clock that does not jump
  store::SqliteStore store_;
  PowerCut power_cut_;
  mqtt::BrokerSettings broker_settings_;  ///< as the broker in use was made
  std::unique_ptr<mqtt::PahoBroker> broker_;
  FamilyServices services_;
  bridge::Bridge bridge_;
  Plans plans_;
  const std::string control_socket_;
  ControlDesk desk_;
  loop::SignalWatch terminate_;
  loop::SignalWatch interrupt_;
  AnsweredNote note_;
  ServiceStatus status_;
  loop::Deferred presence_changed_;
  loop::Deferred up_;
  mqtt::PahoLife paho_life_;
  WatchdogFeeder watchdog_;
  loop::SignalWatch hangup_;
};

}  // namespace presad
