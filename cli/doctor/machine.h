// What the doctor reads off this machine: its clock, its networks, its name servers, who listens here. Blocking.
//
// Source: getifaddrs(3), adjtimex(2), stat(2), resolv.conf(5), hosts(5), and proc(5) for /proc/net/tcp.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/doctor/evidence.h"
#include "inventory/settings.h"

namespace presad::cli {

/// `files`: those of presad's, for when they were written; what is missing or may not be looked at is left out.
MachineEvidence look_at_machine(const std::vector<std::string>& files = {});

/// All but the probe. Asks name servers where the host is a name.
BrokerEvidence look_at_broker_host(const std::string& host, std::uint16_t port);

/// `settings` absent: `loaded` has errors.
InventoryEvidence look_at_inventory(const InventoryFiles& files, const Loaded& loaded);

// What the texts of the system's files say; pure.

/// The addresses behind `nameserver` in a resolv.conf.
std::vector<std::string> read_name_servers(std::string_view resolv_conf);

/// Whether `hosts` has a line for `host`.
bool hosts_know(std::string_view hosts, std::string_view host);

/// The addresses of those who listen on `port`, of a /proc/net/tcp or tcp6.
std::vector<std::string> read_listeners(std::string_view proc_net_tcp, std::uint16_t port);

}  // namespace presad::cli
