#include "daemon/application.h"

#include <malloc.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <set>
#include <utility>

#include "base/local_network.h"
#include "base/log.h"
#include "daemon/service_notify.h"
#include "daemon/version.h"
#include "families/registry.h"
#include "inventory/instance.h"
#include "mqtt/paho_broker.h"
#include "net/fence.h"
#include "tasmota/fallback_topic.h"
#include "tasmota/mqtt_discovery.h"
#include "tasmota/relayed.h"
#include "tasmota/telemetry.h"

namespace presad {

namespace {

constexpr const char* subject = "presad";

std::string boot_id_from_systemd() {
  const char* const id = std::getenv("PRESAD_BOOT_ID");
  return id == nullptr ? "" : id;
}

/// The pattern was checked when the inventory was read.
tasmota::FullTopic full_topic(const Settings& settings) {
  return tasmota::FullTopic::from_pattern(settings.full_topic).value_or(tasmota::FullTopic());
}

tasmota::Discovery discovery(HomeAssistantDiscovery wanted) {
  switch (wanted) {
    case HomeAssistantDiscovery::tasmota:
      return tasmota::Discovery::tasmota;
    case HomeAssistantDiscovery::mqtt:
      return tasmota::Discovery::mqtt;
    case HomeAssistantDiscovery::none:
      break;
  }
  return tasmota::Discovery::none;
}

tasmota::House make_house(const Settings& settings, const std::string& own_topic, WallTime started,
                          const std::string& boot_id) {
  tasmota::House house;
  house.full_topic = full_topic(settings);
  house.group_topic = settings.group_topic;
  house.tele_period = settings.tele_period;
  house.discovery = discovery(settings.discovery);
  if (settings.latitude && settings.longitude) house.location = {*settings.latitude, *settings.longitude};
  house.own_topic = own_topic;
  house.version = version;
  house.boot_id = boot_id;
  house.restart_reason = "Software/System restart";
  house.started = started;
  house.boot_count_since = started;
  house.mqtt_host = settings.broker.host;
  house.mqtt_port = settings.broker.port;
  house.mqtt_user = settings.broker.username;
  house.mqtt_tls = settings.broker.tls;
  return house;
}

bridge::FrontSettings front_settings(const DevicePlan& plan) {
  const DeviceSettings& common = plan.common();
  return {common.name, {common.power_on, common.never_restore_on}};
}

/// Reading an inventory takes several times what is kept of it.
void give_back_memory() noexcept { ::malloc_trim(0); }

bridge::RelaySettings relay_settings(const DevicePlan& plan) { return {plan.common().name, plan.common().mac}; }

}  // namespace

mqtt::BrokerSettings complete(mqtt::BrokerSettings broker, const Settings& settings, const std::string& own_topic) {
  const tasmota::FullTopic topics = full_topic(settings);
  const tasmota::Message will = tasmota::render_lwt(false);
  broker.client_id = mark_on_this_host(own_topic);
  broker.instance = broker.client_id;
  broker.will_topic = topics.build(will.prefix, own_topic, will.level);
  broker.will_payload = will.payload;
  broker.subscriptions = tasmota::house_filters(topics);
  broker.subscriptions.push_back(topics.lwt_filter());
  for (const auto& plan : settings.devices) {
    if (plan->may_speak_for_itself()) {
      tasmota::add_listening_filters(broker.subscriptions, topics, plan->common().topic);
    }
  }
  if (settings.discovery == HomeAssistantDiscovery::mqtt) {
    broker.subscriptions.emplace_back(tasmota::home_assistant_status);
  }
  return broker;
}

std::string presence_filter(const Settings& settings) { return full_topic(settings).lwt_filter(); }

Application::Application(InventoryFiles files, Settings settings, std::string own_topic,
                         const std::string& state_folder, const std::string& runtime_folder, std::string control_socket)
    : files_(std::move(files)),
      settings_(std::move(settings)),
      own_topic_(std::move(own_topic)),
      started_(loop_.wall_time()),
      up_since_(loop_.now()),
      store_(loop_, state_folder, Delegate<void(const store::Health&)>::to<&Application::on_store_health>(this)),
      power_cut_(store_, read_boot_id(boot_id_path, boot_id_from_systemd())),
      broker_settings_(complete(settings_.broker, settings_, own_topic_)),
      broker_(make_broker(broker_settings_)),
      bridge_(loop_, *broker_, store_, random_, make_house(settings_, own_topic_, started_, power_cut_.boot_id()),
              own_topic_, Delegate<Result<bool>()>::to<&Application::reload>(this)),
      control_socket_(std::move(control_socket)),
      desk_(loop_, bridge_, Delegate<void(control::DaemonOverview&)>::to<&Application::describe>(this),
            Delegate<std::vector<HeardDevice>()>::to<&Application::heard>(this)),
      terminate_(loop_, SIGTERM, Delegate<void()>::to<&Application::on_terminate>(this)),
      interrupt_(loop_, SIGINT, Delegate<void()>::to<&Application::on_terminate>(this)),
      note_(runtime_folder),
      status_(loop_, Delegate<std::string()>::to<&Application::status>(this)),
      presence_changed_(loop_, Delegate<void()>::to<&Application::on_presence_changed>(this)),
      up_(loop_, Delegate<void()>::to<&Application::on_up>(this)),
      paho_life_(loop_, Delegate<void()>::to<&Application::on_broker_alive>(this)),
      watchdog_(loop_, service_notify::watchdog_limit(), Delegate<void()>::to<&Application::ask_workers>(this)),
      hangup_(loop_, SIGHUP, Delegate<void()>::to<&Application::on_hangup>(this)) {
  bridge_.on_presence(Delegate<void()>::to<&loop::Deferred::schedule>(&presence_changed_));
  set_local_network(settings_.network);
}

Application::~Application() { bridge_.on_presence({}); }

int Application::run() {
  log::info(subject, "presad {}: {} devices", version, settings_.devices.size());
  const net::Fence fence = net::probe_fence();
  bridge_.set_fence(std::string(net::name(fence)));
  log::info(subject, "the kernel's fence around the local network: {}", net::name(fence));
  if (power_cut_.house_lost_power()) {
    log::warning(
        subject,
        "this machine lost its power, and so did the house: every device is brought back as its power_on says");
  }
  desk_.open(control_socket_);
  bridge_.start();
  apply_devices(settings_);
  give_back_memory();
  up_.schedule();
  return loop_.run();
}

/// The first turn of the loop: whatever else is there or not, presad answers.
void Application::on_up() {
  service_notify::ready();
  status_.touch();
  watchdog_.start();
  log::info(subject, "ready");
}

std::string Application::status() { return status_line(bridge_.presence(), broker_->connected()); }

void Application::describe(control::DaemonOverview& daemon) {
  daemon.version = version;
  daemon.pid = getpid();
  daemon.uptime = std::chrono::duration_cast<std::chrono::seconds>(loop_.now() - up_since_);
  daemon.topic = own_topic_;
  daemon.broker_host = broker_settings_.host;
  daemon.broker_port = broker_settings_.port;
  daemon.broker_connected = broker_->connected();
}

/// Of a device of its own, presad answers whether it is there or not: the note needs a look only where devices may come
/// to answer for themselves. A look costs a step for each device.
void Application::on_presence_changed() {
  if (bridge_.relays()) note_.write(bridge_.answered());
  status_.touch();
}

/// A broker that is away is none that hangs; while a name server may be asked, nobody else gets a word in with Paho.
void Application::ask_workers() {
  store_.ask_writer(Delegate<void()>::to<&Application::on_memory_alive>(this));
  if (broker_->may_be_resolving()) {
    on_broker_alive();
  } else {
    paho_life_.ask();
  }
}

void Application::on_broker_alive() { watchdog_.on_answer(Worker::broker); }

void Application::on_memory_alive() { watchdog_.on_answer(Worker::memory); }

void Application::on_terminate() {
  log::info(subject, "ending");
  service_notify::stopping();
  bridge_.leave();
  const bool said = broker_->connected();
  broker_->stop();
  if (said) note_.remove();  // else the post-stop step tries once more
  power_cut_.on_orderly_end();
  loop_.stop(0);
}

void Application::on_hangup() {
  service_notify::reloading();
  static_cast<void>(reload());  // it has said itself what was wrong
  service_notify::ready();
}

Result<bool> Application::reload() {
  Loaded loaded = load_settings(files_, families());
  const std::string verdict = render_verdict(loaded, files_);
  if (!loaded.settings) {
    log::error(subject, "the inventory was not reloaded, the running one stays:\n{}", verdict);
    return fail(ErrorKind::bad_config, "the inventory has errors; the running one stays");
  }
  apply(std::move(*loaded.settings));
  log::info(subject, "reloaded: {} devices", settings_.devices.size());
  return true;
}

void Application::apply(Settings settings) {
  set_local_network(settings.network);
  mqtt::BrokerSettings wanted = complete(settings.broker, settings, own_topic_);
  const bool house_changed = settings.group_topic != settings_.group_topic ||
                             settings.tele_period != settings_.tele_period ||
                             settings.discovery != settings_.discovery || settings.latitude != settings_.latitude ||
                             settings.longitude != settings_.longitude;
  if (wanted != broker_settings_ || house_changed) {
    bridge_.leave();
    broker_->stop();
    std::unique_ptr<mqtt::PahoBroker> next = make_broker(wanted);
    bridge_.replace(*next, make_house(settings, own_topic_, started_, power_cut_.boot_id()));
    broker_ = std::move(next);
    broker_settings_ = std::move(wanted);
  }
  apply_devices(settings);
  settings_ = std::move(settings);
  give_back_memory();
}

/// By difference: a device that stays the same keeps its session.
void Application::apply_devices(const Settings& settings) {
  bridge_.forget_left_alone();
  for (const std::string& topic : settings.left_alone) bridge_.leave_alone(topic);
  std::set<std::string> wanted;
  for (const auto& plan : settings.devices) wanted.insert(plan->common().topic);
  for (auto known = plans_.begin(); known != plans_.end();) {
    if (wanted.contains(known->first)) {
      ++known;
      continue;
    }
    bridge_.remove(known->first, true);
    known = plans_.erase(known);
  }
  for (const auto& plan : settings.devices) {
    const std::string& topic = plan->common().topic;
    const auto known = plans_.find(topic);
    if (known != plans_.end() && known->second->same_as(*plan)) {
      bridge_.settle(topic, front_settings(*plan));
      bridge_.settle_relayed(topic, relay_settings(*plan));
      known->second = plan;
      continue;
    }
    if (known != plans_.end()) bridge_.remove(topic, false);
    add(plan);
  }
  note_.write(bridge_.answered());
  status_.touch();
}

void Application::add(const std::shared_ptr<const DevicePlan>& plan) {
  FamilyContext context{loop_, random_, services_};
  const std::string& topic = plan->common().topic;
  plans_[topic] = plan;
  const Facts& facts = store_.facts(topic);
  NewDevice made = plan->create({facts, power_cut_.lost_power(facts)}, context);
  if (auto* const relayed = std::get_if<std::unique_ptr<RelayedDevice>>(&made)) {
    bridge_.add(std::move(*relayed), relay_settings(*plan));
  } else {
    bridge_.add(std::get<std::unique_ptr<Device>>(std::move(made)), front_settings(*plan));
  }
}

void Application::on_store_health(const store::Health& health) {
  if (health.durable) {
    log::info(subject, "the memory reaches the disk again");
  } else {
    log::error(subject, "the memory does not reach the disk, presad goes on without: {}", health.cause);
  }
}

std::unique_ptr<mqtt::PahoBroker> Application::make_broker(const mqtt::BrokerSettings& settings) {
  auto broker = std::make_unique<mqtt::PahoBroker>(loop_, random_, settings);
  broker->look_for_nagle();
  return broker;
}

}  // namespace presad
