#include "support/house_in_memory.h"

#include <systemd/sd-event.h>

#include <stdexcept>
#include <utility>

#include "simulator/plug_settings.h"

namespace presad::testing {

namespace {

simulator::PlugSettings plug_settings(tuya::Version version, std::size_t number) {
  simulator::PlugSettings plug;
  plug.version = version;
  plug.device_id = "bf" + std::to_string(10'000'000'000'000'000'000U + number);
  plug.local_key = tuya::Key(as_bytes("0123456789abcdef").first<16>());
  plug.layout = simulator::make_layout("plug", 0).value();
  return plug;
}

tuya::TuyaSettings tuya_settings(const simulator::PlugSettings& plug, std::size_t number) {
  tuya::TuyaSettings settings;
  settings.common.topic = "plug" + std::to_string(number);
  settings.device_id = plug.device_id;
  settings.local_key = plug.local_key;
  settings.address = "192.0.2.1";
  settings.version = plug.version;
  settings.command_interval = Duration(0);
  return settings;
}

tasmota::House house() {
  tasmota::House house;
  house.version = "0.1.0";
  house.restart_reason = "Power On";
  house.tele_period = 0;  // what is counted is a command, whatever the clock says meanwhile
  return house;
}

}  // namespace

void EndlessBroker::publish(std::string_view topic, std::string_view payload, bool) {
  if (!topic.starts_with("stat/") || !topic.ends_with("/POWER")) return;
  ++powers;
  last_was_on = payload == "ON";
}

HouseInMemory::HouseInMemory(std::size_t devices, tuya::Version version, Delegate<void(bool)> on_outside)
    : bridge_(loop_, broker_, store_, random_, house(), "presad",
              Delegate<Result<bool>()>::to<&HouseInMemory::reload>(this)) {
  if (devices < commanded) throw std::invalid_argument("a house has at least ten devices");
  bridge_.start();
  FamilyContext context{loop_, random_, services_};
  for (std::size_t number = 0; number < devices; ++number) {
    const simulator::PlugSettings plug = plug_settings(version, number);
    auto device = std::make_unique<PlugInMemory>(tuya_settings(plug, number), plug, context, on_outside);
    if (number * commanded / devices == commanded_.size()) commanded_.push_back(device.get());
    const std::string topic = device->topic();
    bridge_.add(std::move(device), {topic, {PowerOn::device, false}});
  }
  while (broker_.powers < devices) run_turn();
  write();
}

mqtt::Received HouseInMemory::next_command() {
  const PlugInMemory& plug = *commanded_[commands_++ % commanded_.size()];
  return {"cmnd/" + plug.topic() + "/Power", plug.relay() == Power::on ? "OFF" : "ON", false, false, {}, {}};
}

void HouseInMemory::carry_out(const mqtt::Received& command) {
  const std::size_t before = broker_.powers;
  broker_.listener->on_message(command);
  for (int turn = 0; broker_.powers == before; ++turn) {
    if (turn == 100) throw std::runtime_error(command.topic + " was not answered");
    if (sd_event_run(loop_.handle(), 0) < 0) throw std::runtime_error("the loop failed");
  }
  if (broker_.last_was_on != (command.payload == "ON")) throw std::runtime_error(command.topic + " was not done");
}

void HouseInMemory::run_turn() {
  constexpr std::uint64_t longest_wait_us = 10'000;
  if (sd_event_run(loop_.handle(), longest_wait_us) < 0) throw std::runtime_error("the loop failed");
}

}  // namespace presad::testing
