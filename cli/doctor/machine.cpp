#include "cli/doctor/machine.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timex.h>

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <utility>

#include "base/text.h"
#include "mqtt/host_lookup.h"

namespace presad::cli {

namespace {

constexpr std::size_t longest_file = std::size_t{1024} * 1024;

std::string text_of(const char* path) { return read_text_file(path, longest_file).value_or(std::string()); }

/// The first line of `text`, without it taken away.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::vector<std::string_view> words_of(std::string_view line) {
  line = line.substr(0, line.find('#'));
  std::vector<std::string_view> words;
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty()) return words;
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

std::string numeric(const sockaddr* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* const bytes = address->sa_family == AF_INET
                                ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr)
                                : &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
  return inet_ntop(address->sa_family, bytes, text.data(), text.size()) == nullptr ? "" : text.data();
}

unsigned bits_of(const sockaddr* mask) {
  unsigned bits = 0;
  if (mask->sa_family == AF_INET) {
    return static_cast<unsigned>(std::popcount(reinterpret_cast<const sockaddr_in*>(mask)->sin_addr.s_addr));
  }
  for (const std::uint8_t byte : reinterpret_cast<const sockaddr_in6*>(mask)->sin6_addr.s6_addr) {
    bits += static_cast<unsigned>(std::popcount(byte));
  }
  return bits;
}

void look_at_networks(MachineEvidence& evidence) {
  ifaddrs* list = nullptr;
  if (getifaddrs(&list) != 0) return;
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owned(list, &freeifaddrs);
  for (const ifaddrs* one = list; one != nullptr; one = one->ifa_next) {
    const bool usable = one->ifa_addr != nullptr && one->ifa_netmask != nullptr && (one->ifa_flags & IFF_UP) != 0;
    if (!usable || (one->ifa_flags & IFF_LOOPBACK) != 0) continue;
    if (one->ifa_addr->sa_family != AF_INET && one->ifa_addr->sa_family != AF_INET6) continue;
    const std::string prefix = numeric(one->ifa_addr) + '/' + std::to_string(bits_of(one->ifa_netmask));
    const Result<AddressRange> range = parse_address_range(prefix);
    if (!range) continue;
    evidence.networks.push_back(*range);
    evidence.addresses.push_back(prefix + " on " + one->ifa_name);
  }
}

void look_at_time_of(const std::string& file, MachineEvidence& evidence) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) return;
  const WallTime written{std::chrono::seconds(status.st_mtim.tv_sec)};
  if (!evidence.latest_file.empty() && written <= evidence.latest_write) return;
  evidence.latest_file = file;
  evidence.latest_write = written;
}

/// The address of /proc/net/tcp: the bytes of each 32-bit word in this machine's order, as hex digits.
std::string address_of(std::string_view hex) {
  if (hex.size() != 8 && hex.size() != 32) return "";
  std::array<std::uint32_t, 4> words{};
  for (std::size_t i = 0; i < hex.size() / 8; ++i) {
    for (const char digit : hex.substr(i * 8, 8)) {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const std::size_t value = digits.find(digit);
      if (value == std::string_view::npos) return "";
      words[i] = words[i] << 4U | static_cast<std::uint32_t>(value);
    }
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  return inet_ntop(hex.size() == 8 ? AF_INET : AF_INET6, words.data(), text.data(), text.size()) == nullptr
             ? ""
             : text.data();
}

}  // namespace

MachineEvidence look_at_machine(const std::vector<std::string>& files) {
  MachineEvidence evidence;
  evidence.now = SystemClock().wall_time();
  timex clock{};
  const int state = adjtimex(&clock);
  if (state >= 0) evidence.clock_synchronised = state != TIME_ERROR && (clock.status & STA_UNSYNC) == 0;
  for (const std::string& file : files) look_at_time_of(file, evidence);
  look_at_networks(evidence);
  return evidence;
}

BrokerEvidence look_at_broker_host(const std::string& host, std::uint16_t port) {
  BrokerEvidence evidence;
  evidence.host = host;
  evidence.port = port;
  const bool is_name = LocalNetwork().classify(host) == AddressKind::not_numeric;
  evidence.asks_name_servers = is_name && host != "localhost" && !hosts_know(text_of("/etc/hosts"), host);
  evidence.name_servers = read_name_servers(text_of("/etc/resolv.conf"));
  evidence.addresses = is_name ? mqtt::look_up_host(host).addresses : std::vector<std::string>{host};
  const bool here = std::any_of(evidence.addresses.begin(), evidence.addresses.end(), [](const std::string& address) {
    return address.starts_with("127.") || address == "::1";
  });
  if (!here) return evidence;
  for (const char* const table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    for (std::string& address : read_listeners(text_of(table), port)) evidence.listeners.push_back(std::move(address));
  }
  return evidence;
}

InventoryEvidence look_at_inventory(const InventoryFiles& files, const Loaded& loaded) {
  InventoryEvidence evidence;
  evidence.path = files.inventory;
  evidence.secrets_path = files.secrets;
  evidence.exists = file_exists(files.inventory);
  for (const std::string& path : {files.inventory, files.secrets}) {
    if (!file_exists(path)) continue;
    if (const auto reason = why_unreadable(path)) evidence.unreadable = path + ": " + *reason;
  }
  evidence.secrets_open = file_exists(files.secrets) && readable_by_others(files.secrets);
  if (loaded.settings) {
    evidence.devices = loaded.settings->devices.size() + loaded.settings->left_alone.size();
  } else {
    const std::string verdict = render_verdict(loaded, files);
    evidence.errors = verdict.substr(0, verdict.find('\n'));
  }
  return evidence;
}

std::vector<std::string> read_name_servers(std::string_view resolv_conf) {
  std::vector<std::string> servers;
  while (!resolv_conf.empty()) {
    const std::vector<std::string_view> words = words_of(take_line(resolv_conf));
    if (words.size() >= 2 && words[0] == "nameserver") servers.emplace_back(words[1]);
  }
  return servers;
}

bool hosts_know(std::string_view hosts, std::string_view host) {
  while (!hosts.empty()) {
    const std::vector<std::string_view> words = words_of(take_line(hosts));
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (equal_ignoring_case(words[i], host)) return true;
    }
  }
  return false;
}

std::vector<std::string> read_listeners(std::string_view proc_net_tcp, std::uint16_t port) {
  constexpr std::string_view listening = "0A";
  std::vector<std::string> addresses;
  take_line(proc_net_tcp);  // the headings
  while (!proc_net_tcp.empty()) {
    const std::vector<std::string_view> words = words_of(take_line(proc_net_tcp));
    if (words.size() < 4 || words[3] != listening) continue;
    const std::size_t colon = words[1].find(':');
    if (colon == std::string_view::npos) continue;
    const Bytes bytes = from_hex(words[1].substr(colon + 1)).value_or(Bytes());
    if (bytes.size() != 2 || (bytes[0] << 8U | bytes[1]) != port) continue;
    if (std::string address = address_of(words[1].substr(0, colon)); !address.empty()) {
      addresses.push_back(std::move(address));
    }
  }
  return addresses;
}

}  // namespace presad::cli
