#include "cli/get.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>

#include "cli/answer.h"
#include "cli/direct/verbs.h"
#include "cli/direct/way.h"
#include "cli/presad_socket.h"
#include "cli/readings.h"
#include "cli/terminal.h"
#include "control/client.h"

namespace presad::cli {

namespace {

constexpr Duration patience = std::chrono::seconds(5);  // presad answers this from memory
constexpr Duration patience_with_device = std::chrono::seconds(40);

struct Options {
  SocketOptions socket;
  DirectOptions direct;
  std::string topic;
  bool json = false;
};

int get(const Options& options) {
  int status = exit_done;
  std::optional<control::Client> presad;
  const Way way = choose_way(options.socket, options.direct, presad, status);
  if (way == Way::direct) {
    const std::optional<Settings> settings = settings_for(options.socket, options.direct, options.topic, status);
    return settings ? get_directly(*settings, options.topic, options.json, patience_with_device) : status;
  }
  if (way == Way::none) return status;
  const Result<control::Reply> reply = control::accepted(presad->call(control::AskGet{options.topic}, patience));
  if (!reply) return complain_of(reply.error());
  const Result<std::string> told = render_get_answer(reply->parameters, options.json);
  if (!told) return complain_of(told.error());
  std::fputs(told->c_str(), stdout);
  return exit_done;
}

}  // namespace

Action declare_get(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.word("TOPIC", options->topic, "the device");
  declare_socket(arguments, options->socket);
  declare_direct(arguments, options->direct);
  arguments.flag("--json", options->json, "print presad's own answer");
  arguments.remark(
      "Where no presad runs, the device itself is asked. Status: 0 done, 3 no answer, 64 unknown TOPIC, 77 not in the\n"
      "group presa, 78 bad inventory.");
  return [options] { return get(*options); };
}

}  // namespace presad::cli
