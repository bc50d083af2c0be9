#include "cli/watch.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include "cli/inventory.h"
#include "cli/terminal.h"
#include "loop/event_loop.h"
#include "mqtt/paho_broker.h"

namespace presad::cli {

namespace {

struct Options {
  InventoryOptions inventory;
  std::vector<std::string> topics;
};

/// Prints until told to end. That the broker is away or there is said by PahoBroker's own log lines, once per change.
class Watch final : mqtt::BrokerListener {
 public:
  explicit Watch(mqtt::BrokerSettings settings) : broker_(loop_, random_, std::move(settings)) {}

  int run() {
    broker_.start(*this);
    const int status = loop_.run();
    broker_.stop();
    return status;
  }

 private:
  void on_connected() override {}
  void on_disconnected(const std::string& /*cause*/) override {}
  void on_message(const mqtt::Received& message) override {
    std::fputs(render_message(message.topic, message.payload).c_str(), stdout);
    if (std::fflush(stdout) != 0) loop_.stop(EXIT_FAILURE);  // whoever read it has gone
  }
  void on_end() { loop_.stop(EXIT_SUCCESS); }

  loop::EventLoop loop_;
  SystemRandom random_;
  mqtt::PahoBroker broker_;
  loop::SignalWatch interrupt_{loop_, SIGINT, Delegate<void()>::to<&Watch::on_end>(this)};
  loop::SignalWatch terminate_{loop_, SIGTERM, Delegate<void()>::to<&Watch::on_end>(this)};
};

int watch(const Options& options) {
  const std::optional<Settings> settings = load_inventory(options.inventory);
  if (!settings) return exit_bad_config;
  Result<std::vector<std::string>> filters = watch_filters(*settings, options.topics);
  if (!filters) {
    std::fprintf(stderr, "presa: %s\n", filters.error().what.c_str());
    return exit_usage;
  }
  loop::block_signals();  // before Paho starts its threads
  SystemRandom random;
  mqtt::BrokerSettings connection = connection_of(*settings, random);
  connection.subscriptions = std::move(*filters);
  return Watch(std::move(connection)).run();
}

}  // namespace

Result<std::vector<std::string>> watch_filters(const Settings& settings, const std::vector<std::string>& topics) {
  const tasmota::FullTopic full_topic = full_topic_of(settings);
  std::vector<std::string> wanted = topics;
  if (wanted.empty()) {
    wanted = known_topics(settings);
    wanted.pop_back();  // presad's own: no device
  }
  std::vector<std::string> filters;
  for (const std::string& topic : wanted) {
    const Result<bool> known = check_topic(settings, topic);
    if (!known) return known.error();
    for (const tasmota::Prefix prefix : {tasmota::Prefix::stat, tasmota::Prefix::tele}) {
      std::string filter = full_topic.build(prefix, topic, "#");
      // Without %prefix% both are the same; and a topic may be named twice.
      if (std::find(filters.begin(), filters.end(), filter) == filters.end()) filters.push_back(std::move(filter));
    }
  }
  return filters;
}

Action declare_watch(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.words("TOPIC", options->topics, "the devices to watch (default: all of the inventory)");
  declare_inventory(arguments, options->inventory);
  arguments.remark(
      "Prints each message as topic, blank, payload, until Ctrl-C; control characters are shown as \\xNN.\n"
      "Status: 0 ended by Ctrl-C, 64 unknown TOPIC, 78 bad inventory.");
  return [options] { return watch(*options); };
}

}  // namespace presad::cli
