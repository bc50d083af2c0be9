#include "cli/status.h"

#include <fmt/core.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/answer.h"
#include "cli/inventory.h"
#include "cli/question.h"
#include "cli/terminal.h"
#include "inventory/instance.h"
#include "mqtt/paho_broker.h"

namespace presad::cli {

namespace {

struct Options {
  InventoryOptions inventory;
  bool json = false;
  unsigned timeout = 5;  ///< seconds; presad answers this from memory
};

int complain(int status, const std::string& what) {
  std::fprintf(stderr, "presa: %s\n", what.c_str());
  return status;
}

std::string text_of(const Json* value) {
  const std::string* const text = value == nullptr ? nullptr : value->string();
  return text == nullptr ? "?" : for_terminal(*text);
}

std::int64_t number_of(const Json* value) {
  const std::int64_t* const number = value == nullptr ? nullptr : value->integer();
  return number == nullptr ? 0 : *number;
}

std::string fence_in_words(const std::string& fence) {
  if (fence == "up") return "up: the kernel lets presad speak to the local network only";
  if (fence == "down") return "down: presad keeps to the local network by itself alone (not run by its unit?)";
  return "unknown";
}

int status(const Options& options) {
  if (!options.inventory.instance.empty() && !is_instance_name(options.inventory.instance)) {
    return complain(exit_usage, instance_rule);
  }
  const std::optional<Settings> settings = load_inventory(options.inventory);
  if (!settings) return exit_bad_config;
  log::set_level(log::Level::warning);
  const std::string topic = own_topic_of(options.inventory.instance);
  const CommandMessage command{full_topic_of(*settings), topic, "Presad", "", true};
  SystemRandom random;
  mqtt::BrokerSettings connection = connection_of(*settings, random);
  connection.subscriptions = Question::subscriptions(command, connection.client_id);
  loop::EventLoop loop;
  mqtt::PahoBroker broker(loop, random, connection);
  Question question(loop, broker, command, connection.client_id, {std::chrono::seconds(options.timeout)});
  question.start();
  const int ended = loop.run();
  broker.stop();
  if (ended == exit_no_broker) return complain(ended, "no connection to the broker");
  if (ended == exit_no_answer) return complain(ended, "\"" + topic + "\" does not answer: it is not running there");
  const Result<std::string> text = render_status(question.answer());
  if (!options.json && !text) return complain(exit_not_done, text.error().what);
  std::fputs((options.json ? for_terminal(question.answer()) + "\n" : *text).c_str(), stdout);
  return exit_done;
}

}  // namespace

std::string render_uptime(long long seconds) {
  const long long minutes = seconds / 60;
  const long long hours = minutes / 60;
  if (minutes == 0) return fmt::format("{} s", seconds);
  if (hours == 0) return fmt::format("{} min", minutes);
  if (hours < 24) return fmt::format("{} h {} min", hours, minutes % 60);
  return fmt::format("{} d {} h", hours / 24, hours % 24);
}

Result<std::string> render_status(std::string_view answer) {
  const Result<Json> parsed = parse_json(answer);
  const Json* const presad = parsed ? parsed->find("Presad") : nullptr;
  const Json* const devices = presad == nullptr ? nullptr : presad->find("Devices");
  const Json* const commands = presad == nullptr ? nullptr : presad->find("Commands");
  if (devices == nullptr || commands == nullptr || commands->object() == nullptr) {
    return fail(ErrorKind::malformed, "an answer that is none of presad's: " + for_terminal(answer.substr(0, 200)));
  }
  std::string text = fmt::format("presad    {}, up {}\n", text_of(presad->find("Version")),
                                 render_uptime(number_of(parsed->find("UptimeSec"))));
  text += fmt::format("broker    {}\n", text_of(parsed->find("Broker")));
  text += fmt::format("devices   {} online, {} offline\n", number_of(devices->find("Online")),
                      number_of(devices->find("Offline")));
  std::string counts;
  for (const auto& [outcome, count] : *commands->object()) {
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", number_of(&count), for_terminal(to_lower(outcome)));
  }
  text += fmt::format("commands  {}\n", counts);
  return text + fmt::format("fence     {}\n", fence_in_words(text_of(parsed->find("KernelFence"))));
}

Action declare_status(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  declare_inventory(arguments, options->inventory);
  arguments.option("--instance", options->inventory.instance, "the presad of several: presad@NAME", "NAME");
  arguments.flag("--json", options->json, "print presad's own answer");
  arguments.number("--timeout", options->timeout, "how long to wait for the answer, in seconds", "S", 1, 3600);
  arguments.remark(
      "Status: 0 presad answered, 3 it does not, 4 no broker within 5 s, 64 bad option, 78 bad inventory.");
  return [options] { return status(*options); };
}

}  // namespace presad::cli
