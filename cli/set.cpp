#include "cli/set.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/log.h"
#include "base/text.h"
#include "cli/answer.h"
#include "cli/inventory.h"
#include "cli/question.h"
#include "cli/terminal.h"
#include "mqtt/paho_broker.h"

namespace presad::cli {

namespace {

struct Options {
  InventoryOptions inventory;
  std::string topic;
  std::string command;
  std::vector<std::string> values;
  unsigned timeout = 40;  ///< seconds; longer than the 30 for which a command waits for a plug that is away
};

int complain(int status, const std::string& what) {
  std::fprintf(stderr, "presa: %s\n", what.c_str());
  return status;
}

/// The values as one payload, a blank between them.
std::string join(const std::vector<std::string>& values) {
  std::string payload;
  for (const std::string& value : values) payload += (&value == &values.front() ? "" : " ") + value;
  return payload;
}

/// SIGINT and SIGTERM keep their usual effect: there is nothing to put in order.
int ask(const Settings& settings, const Options& options) {
  const CommandMessage command{full_topic_of(settings), options.topic, options.command, join(options.values),
                               answered_by_presad(settings, options.topic)};
  SystemRandom random;
  mqtt::BrokerSettings connection = connection_of(settings, random);
  connection.subscriptions = Question::subscriptions(command, connection.client_id);
  loop::EventLoop loop;
  mqtt::PahoBroker broker(loop, random, connection);
  Question question(loop, broker, command, connection.client_id, {std::chrono::seconds(options.timeout)});
  question.start();
  const int status = loop.run();
  broker.stop();
  if (status == exit_no_broker) return complain(status, "no connection to the broker; nothing was sent");
  if (status == exit_no_answer) {
    return complain(status, "no answer from \"" + options.topic + "\" within " + std::to_string(options.timeout) +
                                " s; is presad running?");
  }
  std::puts(for_terminal(question.answer()).c_str());
  return status;
}

int set(const Options& options) {
  if (!is_command(options.command)) {
    return complain(exit_usage, "\"" + printable(options.command) + "\" is not a command: letters and digits");
  }
  const std::optional<Settings> settings = load_inventory(options.inventory);
  if (!settings) return exit_bad_config;
  const Result<bool> known = check_topic(*settings, options.topic);
  if (!known) return complain(exit_usage, known.error().what);
  log::set_level(log::Level::warning);  // an answer and nothing else, unless the broker is away
  return ask(*settings, options);
}

}  // namespace

Action declare_set(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.word("TOPIC", options->topic, "the device");
  arguments.word("COMMAND", options->command, "Power, Power2, TelePeriod, Status, TuyaSend2, ...");
  arguments.words("VALUE", options->values, "what goes with it; several words are joined by blanks");
  declare_inventory(arguments, options->inventory);
  arguments.number("--timeout", options->timeout, "how long to wait for the answer, in seconds", "S", 1, 3600);
  arguments.remark(
      "Prints the answer. Status: 0 done, 1 answered {\"Command\":...} (Unknown, Error, Unconfirmed, Offline,\n"
      "Superseded), 3 no answer in time, 4 no broker within 5 s, 64 unknown TOPIC, 78 bad inventory.\n"
      "A command with several answers (Power0 on a strip, Status 0) ends with its first. On a broker without\n"
      "MQTT 5, and for a Tasmota that answers for itself, that is the first RESULT after the command, whoever\n"
      "caused it. A value that begins with - goes behind --.");
  return [options] { return set(*options); };
}

}  // namespace presad::cli
