#include "cli/give_command.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "base/log.h"
#include "base/text.h"
#include "cli/answer.h"
#include "cli/direct/verbs.h"
#include "cli/question.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include "mqtt/paho_broker.h"

namespace presad::cli {

namespace {

std::string no_answer_from(const std::string& topic, const CommandOptions& options) {
  return "no answer from \"" + printable(topic) + "\" within " + std::to_string(options.timeout) + " s";
}

void print_as_reply(const std::string& topic, const std::string& answer) {
  control::CommandReply reply;
  reply.answers.push_back({topic, answer});
  reply.ended = true;
  std::puts(json_for_terminal(control::render_command(reply)).c_str());
}

/// SIGINT and SIGTERM keep their usual effect: there is nothing to put in order.
int give_over_broker(const CommandOptions& options, const CommandMessage& command, const Settings& settings) {
  set_local_network(settings.network);
  log::set_level(log::Level::warning);  // an answer and nothing else, unless the broker is away
  SystemRandom random;
  mqtt::BrokerSettings connection = connection_of(settings, random);
  connection.subscriptions = Question::subscriptions(command);
  loop::EventLoop loop;
  mqtt::PahoBroker broker(loop, random, connection);
  Question question(loop, broker, command, {std::chrono::seconds(options.timeout)});
  question.start();
  const int status = loop.run();
  broker.stop();
  if (status == exit_no_broker) return complain(status, "no connection to the broker; nothing was sent");
  if (status == exit_no_answer) return complain(status, no_answer_from(command.topic, options));
  if (options.json) {
    print_as_reply(question.answer_topic(), question.answer());
  } else {
    std::puts(for_terminal(question.answer()).c_str());
  }
  return status;
}

/// Says on a terminal what is waited for when it takes longer than a second.
Result<control::Reply> wait_for(control::Client& presad, const control::AskCommand& command) {
  constexpr Duration unnoticed = std::chrono::seconds(1);
  Result<control::Reply> reply = presad.call(command, unnoticed);
  if (reply || reply.error().kind != ErrorKind::timed_out) return reply;
  Screen screen(stderr);
  screen.draw({"waiting for \"" + printable(command.topic) + "\"; Ctrl-C ends the waiting, not the command"});
  // presad answers when the deadline is over, too: a little later it is nobody's answer any more.
  return presad.next(command.deadline + unnoticed);
}

int tell(const control::Reply& reply, const std::string& topic, const CommandOptions& options) {
  const Result<control::CommandReply> done = control::read_command(reply.parameters);
  if (!done) return complain_of(done.error());
  if (options.json) {
    std::puts(json_for_terminal(render_json(reply.parameters)).c_str());
  } else {
    for (const control::Said& each : done->answers) {
      if (each.payload.starts_with('{')) std::puts(for_terminal(each.payload).c_str());
    }
  }
  const int status = status_of(*done);
  if (status == exit_no_answer) return complain(status, no_answer_from(topic, options));
  if (status != exit_not_done || done->cause.empty()) return status;
  const bool away = done->outcome == Outcome::offline;
  return complain(status, for_terminal(done->cause) + (away ? "; why: presa status " + for_terminal(topic) : ""));
}

}  // namespace

void declare_command(Arguments& arguments, CommandOptions& options) {
  declare_socket(arguments, options.socket);
  arguments.flag("--json", options.json, "print presad's own answer");
  arguments.number("--timeout", options.timeout, "how long to wait for the answer, in seconds", "S", 1, 3600);
  declare_direct(arguments, options.direct);
  arguments.remark(
      "Prints the answers. Where no presad runs, the device itself is told. Status: 0 done, 1 answered "
      "{\"Command\":...} (Unknown, Error, Unconfirmed, Offline,\n"
      "Superseded), 3 no answer in time, 64 unknown TOPIC, 77 not in the group presa.\n"
      "A Tasmota device that answers for itself is commanded over the broker of the inventory, and the first RESULT\n"
      "that follows counts, whoever caused it: 4 no broker within 5 s, 78 bad inventory.");
}

int give_command(const CommandOptions& options, const std::string& topic, const std::string& word,
                 const std::string& payload) {
  int status = exit_done;
  const Duration deadline = std::chrono::seconds(options.timeout);
  std::optional<control::Client> presad;
  const Way way = choose_way(options.socket, options.direct, presad, status);
  if (way == Way::direct) {
    const std::optional<Settings> settings = settings_for(options.socket, options.direct, topic, status);
    return settings ? command_directly(*settings, topic, word, payload, options.json, deadline) : status;
  }
  if (way == Way::none) return status;
  const Result<control::Reply> reply = wait_for(*presad, {topic, word, payload, deadline});
  if (reply && reply->error == "AnswersForItself") {
    InventoryOptions inventory = options.direct.inventory;
    inventory.instance = options.socket.instance;
    const std::optional<Settings> settings = load_inventory(inventory);
    if (!settings) return exit_bad_config;
    return give_over_broker(options, {full_topic_of(*settings), topic, word, payload}, *settings);
  }
  const Result<control::Reply> accepted = control::accepted(reply);
  return accepted ? tell(*accepted, topic, options) : complain_of(accepted.error());
}

int status_of(const control::CommandReply& reply) {
  if (!reply.ended) return exit_no_answer;
  if (reply.outcome) {
    return *reply.outcome == Outcome::confirmed || *reply.outcome == Outcome::unchanged ? exit_done : exit_not_done;
  }
  const bool done = std::all_of(reply.answers.begin(), reply.answers.end(),
                                [](const control::Said& each) { return status_of_answer(each.payload) == exit_done; });
  return done ? exit_done : exit_not_done;
}

}  // namespace presad::cli
