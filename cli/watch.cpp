#include "cli/watch.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/answer.h"
#include "cli/direct/verbs.h"
#include "cli/direct/way.h"
#include "cli/presad_socket.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include "control/client.h"
#include "loop/event_loop.h"

namespace presad::cli {

namespace {

constexpr Duration patience = std::chrono::seconds(5);  // for presad to take the question

struct Options {
  SocketOptions socket;
  std::vector<std::string> topics;
  DirectOptions direct;
  bool json = false;
};

/// Prints until told to end, or until presad hangs up.
class Watch {
 public:
  Watch(control::Client presad, bool json) : presad_(std::move(presad)), json_(json) {}

  int run(const std::vector<std::string>& topics) {
    const Result<bool> asked = presad_.ask(control::AskWatch{topics}, patience);
    if (!asked) return complain_of(asked.error());
    watch_.start(loop_, presad_.descriptor(), loop::Ready::read,
                 Delegate<void(loop::Ready)>::to<&Watch::on_ready>(this));
    return loop_.run();
  }

 private:
  void on_ready(loop::Ready) {
    while (auto reply = presad_.take()) {
      const Result<control::Reply> accepted = control::accepted(*std::move(reply));
      const Result<control::Said> said =
          accepted ? control::read_said(accepted->parameters) : Result<control::Said>(accepted.error());
      if (!said) return loop_.stop(complain_of(said.error()));
      print(*said);
    }
    if (std::fflush(stdout) != 0) loop_.stop(exit_not_done);  // whoever read it has gone
  }
  void print(const control::Said& said) const {
    const std::string line =
        json_ ? json_for_terminal(control::render_said(said)) + '\n' : render_message(said.topic, said.payload);
    std::fputs(line.c_str(), stdout);
  }
  void on_interrupt() {
    end_line_of_interrupt();
    loop_.stop(exit_done);
  }
  void on_end() { loop_.stop(exit_done); }

  loop::EventLoop loop_;
  control::Client presad_;
  bool json_;
  loop::SocketWatch watch_;
  loop::SignalWatch interrupt_{loop_, SIGINT, Delegate<void()>::to<&Watch::on_interrupt>(this)};
  loop::SignalWatch terminate_{loop_, SIGTERM, Delegate<void()>::to<&Watch::on_end>(this)};
};

int watch(const Options& options) {
  int status = exit_done;
  std::optional<control::Client> presad;
  const Way way = choose_way(options.socket, options.direct, presad, status);
  if (way == Way::none) return status;
  if (way == Way::direct) {
    if (options.topics.size() != 1) return complain(exit_usage, "one device itself can be watched: name its TOPIC");
    const std::optional<Settings> settings =
        settings_for(options.socket, options.direct, options.topics.front(), status);
    return settings ? watch_directly(*settings, options.topics.front()) : status;
  }
  loop::block_signals();
  return Watch(*std::move(presad), options.json).run(options.topics);
}

}  // namespace

Action declare_watch(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.words("TOPIC", options->topics, "the devices to watch (default: all of the inventory)");
  declare_socket(arguments, options->socket);
  arguments.flag("--json", options->json, "print each message as one JSON object");
  declare_direct(arguments, options->direct);
  arguments.remark(
      "Prints each message as topic, blank, payload, until Ctrl-C; control characters are shown as \\xNN. It begins\n"
      "with what holds now. Where no presad runs, the one device itself is watched. Status: 0 ended by Ctrl-C, 1 "
      "nobody reads, 3 no presad or it has ended, 64 unknown TOPIC,\n"
      "77 not in the group presa, 78 bad inventory.");
  return [options] { return watch(*options); };
}

}  // namespace presad::cli
