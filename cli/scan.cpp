// Hears announcements, probes, asks a running presad whom it has heard, and at the person's own wish knocks at a
// subnet. What it means is sightings.h's business, what becomes of the inventory inventory_change.h's.
//
// The ports are shared with a running presad.

#include "cli/scan.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "base/random.h"
#include "cli/answer.h"
#include "cli/inventory_change.h"
#include "cli/port_sweep.h"
#include "cli/presad_socket.h"
#include "cli/scan_text.h"
#include "cli/screen.h"
#include "cli/sightings.h"
#include "cli/subnet.h"
#include "cli/terminal.h"
#include "config/document.h"
#include "control/client.h"
#include "families/tuya/announcement_ports.h"
#include "loop/event_loop.h"

namespace presad::cli {

namespace {

using std::chrono::seconds;

constexpr Duration probe_interval = seconds(6);  // lib/families/tuya/PROTOCOL.md, 2
constexpr std::uint16_t device_port = 6668;

/// Devices announce themselves every five to ten seconds: who has been silent so long is perhaps gone.
constexpr Duration heard_lately = seconds(60);

struct Options {
  ChangeOptions change;
  std::string socket;
  bool add = false;
  unsigned duration = 18;  ///< seconds: three probes, and what announces itself does so several times
  std::string subnet;
};

class Scan final : tuya::AnnouncementHearer, SweepListener {
 public:
  Scan(KnownDevices known, const Options& options, std::vector<std::string> subnet)
      : options_(options),
        sightings_(std::move(known.devices)),
        ports_(loop_, random_, static_cast<tuya::AnnouncementHearer&>(*this), tuya::Answers::ours),
        sweep_(loop_, static_cast<SweepListener&>(*this), std::move(subnet), device_port) {}

  int run() {
    for (const auto& refused : ports_.refused()) {
      std::fprintf(stderr, "presa: UDP port %u cannot be listened to: %s\n", unsigned{refused.port},
                   refused.why.what.c_str());
    }
    if (ports_.deaf()) return exit_not_done;
    hear_presad();
    end_ = loop_.now() + seconds(options_.duration);
    listening_.arm(end_);
    on_probe_time();
    on_tick();
    const int status = loop_.run();
    screen_.erase();
    if (!options_.add || !options_.change.json) {
      if (!print()) return exit_not_done;
    }
    return options_.add ? add() : status;
  }

 private:
  /// What the running presad has heard lately; nobody misses it when none runs.
  void hear_presad() {
    auto client = control::Client::connect(
        options_.socket.empty() ? control::socket_of(options_.change.inventory.instance) : options_.socket);
    if (!client && client.error().kind == ErrorKind::unreachable) return;
    const auto reply = client ? control::accepted(client->call(control::AskHeard{}, seconds(5)))
                              : Result<control::Reply>(client.error());
    const auto heard = reply ? control::read_heard(reply->parameters) : Result<std::vector<HeardDevice>>(reply.error());
    if (!heard) {
      std::fprintf(stderr, "presa: the running presad does not tell whom it has heard: %s\n",
                   for_terminal(heard.error().what).c_str());
      return;
    }
    for (const HeardDevice& device : *heard) {
      if (loop_.wall_time() - device.last > heard_lately) continue;
      sightings_.on_announcement({device.id, device.address, tuya::parse_version(device.version), device.product_key},
                                 device.address);
    }
  }

  /// What is new, into the inventory.
  int add() const {
    if (!complete_) return complain(exit_not_done, "ended early: nothing was added");
    Imported found;
    for (const ScannedDevice& device : sightings_.devices(complete_)) {
      if (auto one = addition(device)) found.devices.push_back(*std::move(one));
    }
    found.sources.push_back({"the network", "announcements", found.devices.size()});
    if (!options_.change.json) std::fputc('\n', stdout);
    const int status = change_inventory(options_.change, found);
    if (status == exit_done && !found.devices.empty()) {
      std::fputs("presa: no device tells its local_key: presa wizard or presa import brings it\n", stderr);
    }
    return status;
  }

  void on_announcement(const tuya::Announcement& announcement, const std::string& sender) override {
    sightings_.on_announcement(announcement, sender);
  }
  void on_unreadable(const std::string&, const Error&) override { ++unreadable_; }

  bool skips(const std::string& address) override { return sightings_.is_accounted_for(address); }
  void on_open(const std::string& address) override { sightings_.on_open_port(address); }
  void on_swept() override { finish(); }

  void on_probe_time() {
    ports_.probe();
    probing_.arm_in(probe_interval);
  }
  void on_listened() {
    if (sweep_.size() == 0) return finish();
    sweeping_ = true;
    sweep_.start();
  }
  void on_interrupt() { loop_.stop(exit_done); }
  void finish() {
    complete_ = true;
    loop_.stop(exit_done);
  }

  /// Drawn once a second and not for each datagram: a flood costs no more.
  void on_tick() {
    if (!screen_.live()) return;
    std::vector<std::string> lines;
    if (whole_table_) {
      lines = render_scan_table(sightings_.devices(false), color_);
      lines.emplace_back();
    }
    lines.push_back(progress());
    screen_.draw(lines);
    ticking_.arm_in(seconds(1));
  }
  std::string progress() const {
    if (sweeping_) {
      return "knocking at port 6668: " + std::to_string(sweep_.done()) + " of " + std::to_string(sweep_.size()) +
             " addresses; Ctrl-C ends it";
    }
    const auto left = std::chrono::ceil<seconds>(std::max(end_ - loop_.now(), Duration(0)));
    return "listening: " + std::to_string(left.count()) + " s left, " + std::to_string(sightings_.heard()) +
           " heard; Ctrl-C ends it";
  }

  bool print() const {
    const auto devices = sightings_.devices(complete_);
    const ScanSummary summary{complete_, unreadable_, sightings_.left_out()};
    if (options_.change.json)
      return std::puts(render_scan_json(devices, summary).c_str()) >= 0 && std::fflush(stdout) == 0;
    for (const std::string& line : render_scan_table(devices, color_)) std::puts(line.c_str());
    if (std::fflush(stdout) != 0) return false;
    std::fprintf(stderr, "presa: %s\n", render_scan_summary(devices, summary).c_str());
    const bool any_new = std::any_of(devices.begin(), devices.end(),
                                     [](const ScannedDevice& device) { return device.verdict == Verdict::fresh; });
    if (any_new && !options_.add) {
      std::fputs("presa: presa import or presa wizard brings them into the inventory, with names and keys\n", stderr);
    }
    return true;
  }

  const Options& options_;
  SystemRandom random_;
  loop::EventLoop loop_;
  Sightings sightings_;
  std::size_t unreadable_ = 0;
  bool complete_ = false;
  bool sweeping_ = false;
  const bool whole_table_ = !options_.change.json && is_terminal(stdout);
  const bool color_ = takes_color(stdout);
  Screen screen_{whole_table_ ? stdout : stderr};
  Timestamp end_{};
  tuya::AnnouncementPorts ports_;
  PortSweep sweep_;
  loop::Timer listening_{loop_, Delegate<void()>::to<&Scan::on_listened>(this)};
  loop::Timer probing_{loop_, Delegate<void()>::to<&Scan::on_probe_time>(this)};
  loop::Timer ticking_{loop_, Delegate<void()>::to<&Scan::on_tick>(this)};
  loop::SignalWatch interrupt_{loop_, SIGINT, Delegate<void()>::to<&Scan::on_interrupt>(this)};
  loop::SignalWatch terminate_{loop_, SIGTERM, Delegate<void()>::to<&Scan::on_interrupt>(this)};
};

/// What the inventory knows: nothing of it when there is none, unless one was asked for.
std::optional<KnownDevices> read_inventory(const InventoryOptions& options) {
  const InventoryFiles files = files_of(options);
  if (options.inventory.empty() && !file_exists(files.inventory)) {
    std::fprintf(stderr, "presa: there is no %s: all that is heard is new\n", files.inventory.c_str());
    return KnownDevices{};
  }
  const auto text = read_text_file(files.inventory, config::Limits{}.bytes);
  if (!text) {
    std::fprintf(stderr, "presa: %s cannot be read: %s\n", files.inventory.c_str(), text.error().what.c_str());
    return std::nullopt;
  }
  config::Diagnostics findings;
  auto known = read_known_devices(files.inventory, *text, findings);
  if (!known) std::fputs(findings.render().c_str(), stderr);
  return known;
}

int scan(const Options& options) {
  if (options.change.write && !options.add) return complain(exit_usage, "--write goes with --add");
  if (options.add) {
    if (const int wrong = check_change(options.change); wrong != exit_done) return wrong;
  }
  std::vector<std::string> subnet;
  if (!options.subnet.empty()) {
    auto addresses = addresses_of_subnet(options.subnet);
    if (!addresses) {
      std::fprintf(stderr, "presa: %s\n", addresses.error().what.c_str());
      return exit_usage;
    }
    subnet = std::move(*addresses);
  }
  auto known = read_inventory(options.change.inventory);
  if (!known) return exit_bad_config;
  set_local_network(known->network);
  loop::block_signals();
  return Scan(std::move(*known), options, std::move(subnet)).run();
}

}  // namespace

Action declare_scan(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.flag("--add", options->add, "show what the inventory would become with what is new");
  declare_change(arguments, options->change);
  arguments.option("--socket", options->socket,
                   "of the running presad, which is asked too (default: /run/presad/control)", "SOCKET");
  arguments.number("--duration", options->duration, "how long to listen, in seconds", "S", 1, 3600);
  arguments.option("--subnet", options->subnet,
                   "then knock at TCP port 6668 of these addresses too, such as 192.168.1.0/24", "SUBNET");
  arguments.flag("--json", options->change.json, "print one JSON object; with --add what becomes of the inventory");
  arguments.remark(
      "Listens on UDP 6666, 6667 and 7000, and asks on every interface for devices that speak only when asked.\n"
      "STATE is known, new, moved (the inventory has another address), duplicate (one id from two addresses) or\n"
      "missing (in the inventory, not heard: some firmware is silent even when asked). Sub-devices of gateways never\n"
      "speak. An announcement proves nothing: anybody on the network can send one. It holds no name and no key.\n"
      "--add --write puts what is new into the inventory: its id, its version, a topic, and local_key: unknown, for "
      "no\n"
      "device tells its key; presa wizard or presa import brings that, and name and topic. It keeps no address: "
      "presad\n"
      "follows the device.\n"
      "--subnet leaves in peace who was heard and who is in the inventory: plugs serve one client at a time.\n"
      "Status: 0 listened, 1 no port to listen to, or nothing could be added, 64 bad option, 78 the inventory cannot "
      "be read.");
  return [options] { return scan(*options); };
}

}  // namespace presad::cli
