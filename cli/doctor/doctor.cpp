#include "cli/doctor/doctor.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <utility>

#include "base/log.h"
#include "cli/doctor/daemon_words.h"
#include "cli/doctor/device_visit.h"
#include "cli/doctor/finding.h"
#include "cli/doctor/judgement.h"
#include "cli/doctor/machine.h"
#include "cli/inventory.h"
#include "cli/presad_socket.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include "control/client.h"
#include "families/registry.h"
#include "inventory/instance.h"
#include "inventory/known_devices.h"

namespace presad::cli {

namespace {

struct Options {
  InventoryOptions inventory;
  std::string topic;
  SocketOptions socket;
  bool json = false;
  bool quiet = false;
  unsigned timeout = 20;  ///< seconds, for devices that are asked directly
};

using Findings = std::vector<Finding>;

void append(Findings& all, Findings more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// What presad must be able to hear and say, with last levels that nobody reads, and devices that nobody has.
mqtt::ProbePlan probe_plan(const Settings& settings, const tasmota::FullTopic& topics, const std::string& own_topic) {
  using tasmota::Prefix;
  constexpr const char* level = "PRESA";
  mqtt::ProbePlan plan;
  plan.filters = {topics.command_filter(), topics.lwt_filter()};
  plan.topics = {topics.build(Prefix::cmnd, own_topic, level), topics.build(Prefix::stat, own_topic, level),
                 topics.build(Prefix::tele, own_topic, level)};
  if (settings.discovery == HomeAssistantDiscovery::tasmota) {
    plan.topics.emplace_back("tasmota/discovery/000000000000/presa");
  }
  if (settings.discovery == HomeAssistantDiscovery::mqtt) plan.topics.emplace_back("homeassistant/device/presa/config");
  return plan;
}

Findings examine_broker(const Settings& settings, const std::string& topic) {
  const tasmota::FullTopic topics = full_topic_of(settings);
  BrokerEvidence evidence = look_at_broker_host(settings.broker.host, settings.broker.port);
  const auto local = [&](const std::string& address) {
    return settings.network.classify(address) == AddressKind::local;
  };
  if (std::any_of(evidence.addresses.begin(), evidence.addresses.end(), local)) {
    SystemRandom random;
    Screen screen(stderr);
    screen.draw({"asking the broker at " + for_terminal(settings.broker.host) + "; Ctrl-C ends it"});
    evidence.probe = mqtt::probe_broker(connection_of(settings, random), probe_plan(settings, topics, "presad"));
  }
  Findings findings = judge_broker(evidence, settings.network);
  if (!evidence.probe) return findings;
  std::vector<std::string> ours;
  for (const auto& plan : settings.devices) {
    const std::string& one = plan->common().topic;
    if ((topic.empty() || one == topic) && !plan->may_speak_for_itself()) ours.push_back(one);
  }
  append(findings,
         judge_retained(evidence.probe->retained, topics, ours, evidence.probe->version == mqtt::Version::v5));
  return findings;
}

/// By topic.
using Addresses = std::map<std::string, std::string>;

/// What the inventory says of where its Tuya devices are.
Addresses written_addresses(const InventoryFiles& files) {
  constexpr std::size_t longest_inventory = std::size_t{16} * 1024 * 1024;
  Addresses addresses;
  config::Diagnostics diagnostics;
  const Result<std::string> text = read_text_file(files.inventory, longest_inventory);
  const auto known = text ? read_known_devices(files.inventory, *text, diagnostics) : std::nullopt;
  if (!known) return addresses;
  for (const KnownDevice& device : known->devices) addresses.emplace(device.topic, device.address);
  return addresses;
}

/// As presad has them, which holds their sessions; without it, at the devices themselves.
Findings examine_devices(const Settings& settings, const Options& options, const MachineEvidence& machine,
                         const Addresses& written) {
  const auto judge = [&](DeviceEvidence evidence) {
    if (const auto found = written.find(evidence.topic); found != written.end())
      evidence.inventory_address = found->second;
    return judge_device(evidence, machine.networks);
  };
  const SocketOptions& socket = options.socket;
  const DaemonWords words =
      ask_daemon(socket.path.empty() ? control::socket_of(socket.instance) : socket.path, options.topic);
  Findings findings = {words.daemon};
  if (words.reply) {
    append(findings, judge_daemon(words.reply->daemon));
    for (const Overview& overview : words.reply->devices) {
      const auto relayed = relayed_evidence(overview);
      findings.push_back(relayed ? judge_relayed(*relayed) : judge(device_evidence(overview)));
    }
    return findings;
  }
  if (words.daemon.verdict->name == "presad_closed") return findings;  // it holds their only places
  if (is_terminal(stderr)) std::fputs("presa: presad does not run; asking the devices directly\n", stderr);
  const Visit visit = visit_devices(settings, options.topic, std::chrono::seconds(options.timeout));
  for (const DeviceEvidence& device : visit.devices) findings.push_back(judge(device));
  for (const RelayedEvidence& device : visit.relayed) findings.push_back(judge_relayed(device));
  return findings;
}

/// What presad, its package and its people write. Others than root may not look into its memory's folder.
std::vector<std::string> files_of_presad(const InventoryFiles& files, const std::string& instance) {
  const std::string state = "/var/lib/presad/" + (instance.empty() ? "" : instance + "/");
  std::error_code none;  // where it is not known, it is left out
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", none).string();
  return {files.inventory, files.secrets, state + "presad.db", state + "presad.db-wal", program};
}

int doctor(Options options) {
  log::set_level(log::Level::error);
  if (!options.socket.instance.empty() && !is_instance_name(options.socket.instance)) {
    return complain(exit_usage, instance_rule);
  }
  options.inventory.instance = options.socket.instance;
  const InventoryFiles files = files_of(options.inventory);
  const Loaded loaded = load_settings(files, families());
  Findings findings = judge_inventory(look_at_inventory(files, loaded));
  const MachineEvidence machine = look_at_machine(files_of_presad(files, options.socket.instance));
  append(findings, judge_machine(machine));
  if (loaded.settings) {
    if (!options.topic.empty()) {
      if (const Result<bool> known = check_topic(*loaded.settings, options.topic); !known) {
        return complain(exit_usage, known.error().what);
      }
    }
    set_local_network(loaded.settings->network);
    append(findings, examine_broker(*loaded.settings, options.topic));
    append(findings, examine_devices(*loaded.settings, options, machine, written_addresses(files)));
  }
  const std::string text =
      options.json ? render_findings_json(findings) : render_findings(findings, options.quiet, takes_color(stdout));
  std::fputs(text.c_str(), stdout);
  return exit_status(worst_of(findings));
}

}  // namespace

Action declare_doctor(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  declare_inventory(arguments, options->inventory);
  arguments.word("TOPIC", options->topic, "this device alone, with the broker and this machine", false);
  declare_socket(arguments, options->socket);
  arguments.flag("--json", options->json, "print it for programs");
  arguments.flag("--quiet", options->quiet, "without what is well");
  arguments.number("--timeout", options->timeout, "how long devices may take to answer, in seconds", "S", 5, 300);
  arguments.remark("Status: 0 all is well, 1 something to know, 2 something does not work, 64 bad option or TOPIC.");
  return [options] { return doctor(*options); };
}

}  // namespace presad::cli
