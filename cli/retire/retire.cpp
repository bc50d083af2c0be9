#include "cli/retire/retire.h"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "base/text.h"
#include "cli/answer.h"
#include "cli/inventory.h"
#include "cli/last_words.h"
#include "cli/presad_socket.h"
#include "cli/prompt.h"
#include "cli/retire/retire_report.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include "control/client.h"
#include "inventory/instance.h"
#include "mqtt/broker_probe.h"

namespace presad::cli {

namespace {

constexpr std::size_t most_kept = 20'000;
constexpr Duration echo_limit = std::chrono::seconds(5);
constexpr const char* half_cleared = "some of it may be cleared; the same command without --yes shows what is left";
constexpr const char* other_version = "the broker speaks another version of MQTT now; ask again what it keeps";

struct Options {
  InventoryOptions inventory;
  SocketOptions socket;
  std::string topic;
  std::string mark;
  bool all = false;
  bool yes = false;
  bool json = false;
  bool mark_named = false;
};

/// What of `meant` is still ours by a fresh look: while somebody thought about it, another may have put its own there.
std::vector<KeptMessage> still_ours(const std::vector<KeptMessage>& meant, const std::vector<KeptMessage>& kept) {
  std::vector<KeptMessage> ours;
  std::copy_if(meant.begin(), meant.end(), std::back_inserter(ours), [&](const KeptMessage& one) {
    return std::any_of(kept.begin(), kept.end(),
                       [&](const KeptMessage& now) { return now.topic == one.topic && now.ours; });
  });
  return ours;
}

/// One look, `cleared` taken away before it.
mqtt::ProbeReport look(const Settings& settings, const tasmota::FullTopic& topics,
                       const std::vector<KeptMessage>& cleared) {
  mqtt::ProbePlan plan;
  plan.filters = kept_filters(topics);
  plan.topics = echo_topics(topics);
  plan.echo_limit = echo_limit;
  plan.most_retained = most_kept;
  for (const KeptMessage& message : cleared) plan.cleared.push_back(message.topic);
  SystemRandom random;
  std::optional<LastWords> words;
  if (!cleared.empty()) words.emplace(std::string("presa: ended early: ") + half_cleared);
  Screen screen(stderr);
  screen.draw({cleared.empty() ? std::string("asking the broker what it keeps; Ctrl-C ends it")
                               : "clearing " + std::to_string(cleared.size()) + " messages; Ctrl-C leaves the rest"});
  return mqtt::probe_broker(connection_of(settings, random), plan);
}

Owner owner_of(const Settings& settings, const Options& options, const tasmota::FullTopic& topics,
               const mqtt::ProbeReport& probe) {
  Owner owner{options.mark, probe.version == mqtt::Version::v5, {}};
  if (owner.marked) return owner;
  std::vector<std::string> spoken_for = {own_topic_of(options.inventory.instance)};
  std::vector<std::string> others = settings.left_alone;
  for (const auto& plan : settings.devices) {
    (plan->may_speak_for_itself() ? others : spoken_for).push_back(plan->common().topic);
  }
  owner.topics =
      topics_without_marks(spoken_for, others, options.topic, says_online(probe.retained, topics, options.topic));
  return owner;
}

/// Who publishes it anew, as a sentence; empty: nobody.
std::string who_has_it(const Settings& settings, const Options& options) {
  const std::string& instance = options.inventory.instance;
  const std::string unit = instance.empty() ? "presad" : "presad@" + instance;
  const std::string& path = options.socket.path;
  Result<control::Client> client = control::Client::connect(path.empty() ? control::socket_of(instance) : path);
  const bool runs = presad_runs(client);
  if (options.all) {
    return runs ? "presad is running and publishes it all again; first: sudo systemctl stop " + unit : "";
  }
  const std::string file = files_of(options.inventory).inventory;
  constexpr Duration patience = std::chrono::seconds(5);
  const std::string name = "\"" + options.topic + "\"";
  if (client && control::ask_status(*client, options.topic, patience)) {
    return "the running presad has " + name + " and publishes it again; first take it out of " + file +
           ", then: sudo systemctl reload " + unit;
  }
  const std::vector<std::string> known = known_topics(settings);
  if (std::find(known.begin(), known.end(), options.topic) == known.end()) return "";
  if (options.topic == own_topic_of(instance)) {
    return runs ? name + " is presad itself, which runs; first: sudo systemctl stop " + unit : "";
  }
  return name + " is in " + file + ": presad publishes it again when it reads that; first take it out";
}

std::string nearest_kept(const std::vector<KeptMessage>& kept, const std::string& topic) {
  std::vector<std::string_view> devices;
  for (const KeptMessage& message : kept) {
    if (!message.device.empty()) devices.emplace_back(message.device);
  }
  return std::string(nearest_word(topic, devices).value_or(std::string_view()));
}

void take_unheard(RetireReport& report, const mqtt::ProbeReport& probe) {
  report.unheard = probe.refused_filters;
  report.unheard.insert(report.unheard.end(), probe.unheard_topics.begin(), probe.unheard_topics.end());
  if (probe.overflowed) report.unheard.push_back("more messages than presa reads");
}

bool confirmed(const Options& options, const RetireReport& report) {
  if (report.ours.empty()) return false;
  if (options.yes) return true;
  if (options.json || !at_terminal()) return false;
  const auto answer = ask_line("Clear this? [y/N] ");
  return answer && (*answer == "y" || *answer == "Y" || *answer == "yes");
}

int no_broker(const Settings& settings, const mqtt::ProbeReport& probe, bool clearing = false) {
  const std::string place = settings.broker.host + ":" + std::to_string(settings.broker.port);
  const std::string why = probe.failure ? probe.failure->what : "the connection ended in between";
  return complain(exit_no_broker, "the broker at " + place + ": " + for_terminal(why) + "; " +
                                      (clearing ? std::string(half_cleared) : "see presa doctor"));
}

int retire(const Settings& settings, const Options& options) {
  set_local_network(settings.network);
  const tasmota::FullTopic topics = full_topic_of(settings);
  const mqtt::ProbeReport first = look(settings, topics, {});
  if (first.failure || first.lost) return no_broker(settings, first);
  if (options.mark_named && first.version != mqtt::Version::v5) {
    return complain(exit_usage, "--mark needs MQTT 5; this broker speaks 3.1.1, where messages carry none");
  }
  const Owner owner = owner_of(settings, options, topics, first);
  const std::vector<KeptMessage> kept = read_kept(first, topics, owner);
  RetireReport report{options.topic, options.mark, first.version, {}, {}, {}, {}, false, {}};
  take_kept(report, kept);
  take_unheard(report, first);
  if (!options.all && report.ours.empty() && report.others.empty()) report.nearest = nearest_kept(kept, options.topic);
  if (!options.json) std::fputs(render_kept(report).c_str(), stdout);
  if (const std::string who = who_has_it(settings, options); !who.empty()) complain(0, who);
  std::fflush(stdout);

  if (confirmed(options, report)) {
    const mqtt::ProbeReport fresh = look(settings, topics, {});
    if (fresh.failure || fresh.lost) return no_broker(settings, fresh);
    if (fresh.version != first.version) return complain(exit_no_broker, other_version);
    const mqtt::ProbeReport second = look(settings, topics, still_ours(report.ours, read_kept(fresh, topics, owner)));
    if (second.failure) return no_broker(settings, second);
    if (second.lost) return no_broker(settings, second, true);
    if (second.version != first.version) return complain(exit_no_broker, other_version);
    RetireReport now{options.topic, options.mark, second.version, {}, {}, {}, {}, false, {}};
    take_kept(now, read_kept(second, topics, owner));
    report.left = std::move(now.ours);
    report.asked_again = true;
  }
  std::fputs((options.json ? render_retire_json(report) : render_outcome(report)).c_str(), stdout);
  return status_of(report);
}

int run_retire(Options options) {
  if (options.all != options.topic.empty()) {
    return complain(exit_usage, "retire needs either a TOPIC or --all; see presa retire --help");
  }
  if (!options.all && !tasmota::is_device_topic(options.topic)) {
    return complain(exit_usage, "\"" + printable(options.topic) + "\" is no device's topic");
  }
  const std::string& instance = options.socket.instance;
  if (!instance.empty() && !is_instance_name(instance)) return complain(exit_usage, instance_rule);
  options.inventory.instance = instance;
  options.mark_named = !options.mark.empty();
  if (!options.mark_named) options.mark = mark_on_this_host(own_topic_of(instance));
  const std::optional<Settings> settings = load_inventory(options.inventory);
  return settings ? retire(*settings, options) : exit_bad_config;
}

}  // namespace

Action declare_retire(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.word("TOPIC", options->topic, "the device, in the inventory or not any more", false);
  arguments.flag("--all", options->all, "all that presad published, of every device and of itself");
  arguments.flag("--yes", options->yes, "clear it; without, it is shown, and at a terminal asked for");
  arguments.option("--mark", options->mark, "whose messages (default: presad-HOST, those of this machine's presad)",
                   "MARK");
  declare_inventory(arguments, options->inventory);
  declare_socket(arguments, options->socket);
  arguments.flag("--json", options->json, "print one JSON object");
  arguments.remark(
      "Clears what the broker keeps (retained messages: LWT, states, both kinds of discovery), so that nothing of a\n"
      "removed device stays. What somebody else published is left alone, a Tasmota device's own under the same topic\n"
      "too: all of presad's messages carry its mark. Over MQTT 3.1.1 there are no marks: the inventory's topics tell,\n"
      "and a TOPIC that is in none is cleared unless somebody says Online there.\n"
      "Status: 0 nothing of it is on the broker, 1 something is, or cannot be heard, 4 no broker, 64 bad words,\n"
      "78 bad inventory.");
  return [options] { return run_retire(*options); };
}

}  // namespace presad::cli
