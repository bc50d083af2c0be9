// What the doctor saw, before anything is made of it. Plain data; who gathers it is machine.h, device_visit.h and
// mqtt/broker_probe.h.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/local_network.h"
#include "device/device.h"
#include "mqtt/broker_probe.h"

namespace presad::cli {

struct InventoryEvidence {
  std::string path;
  std::string secrets_path;
  bool exists = false;
  std::string unreadable;  ///< which file, and the system's reason; empty: both can be read
  std::string errors;      ///< the first line of what `presa check` says; empty: none
  bool secrets_open = false;
  std::size_t devices = 0;
};

struct MachineEvidence {
  WallTime now{};
  /// As the kernel has it from whoever keeps the time; nothing: it does not tell (a container may not ask).
  std::optional<bool> clock_synchronised;
  std::string latest_file;             ///< of presad's own, the one that was written last; empty: none was seen
  WallTime latest_write{};             ///< by the clock as it was then
  std::vector<AddressRange> networks;  ///< of each address that this machine has, loopback left out
  std::vector<std::string> addresses;  ///< the same, for people: "192.0.2.7/24 on eth0"
};

struct BrokerEvidence {
  std::string host;  ///< as the inventory says
  std::uint16_t port = 0;
  std::vector<std::string> addresses;     ///< the host's; empty: nobody knows it
  bool asks_name_servers = false;         ///< no address, not localhost, and not in /etc/hosts
  std::vector<std::string> name_servers;  ///< of resolv.conf
  std::vector<std::string> listeners;     ///< addresses at which somebody on this machine listens on `port`
  std::optional<mqtt::ProbeReport> probe;
};

struct DeviceEvidence {
  std::string topic;
  Trouble trouble = Trouble::starting;
  std::string cause;
  std::string address;   ///< in use now; empty: unknown
  std::string protocol;  ///< "3.4"; empty: unknown
  std::string inventory_address;
  bool meter_silent = false;
};

/// A Tasmota device of the inventory: who speaks for it.
struct RelayedEvidence {
  std::string topic;
  bool on_broker = false;
  bool answers_http = false;
  std::string cause;
};

}  // namespace presad::cli
