#include "cli/completion.h"

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/answer.h"
#include "cli/completion_text.h"
#include "cli/inventory.h"
#include "cli/presad_socket.h"
#include "config/document.h"

namespace presad::cli {

namespace {

constexpr Duration patience = std::chrono::seconds(1);  // somebody has pressed a key and waits

struct Options {
  SocketOptions socket;
  InventoryOptions inventory;
  std::string shell;
  bool topics = false;
};

std::vector<std::string> topics_of_presad(const SocketOptions& options) {
  std::vector<std::string> topics;
  const std::string path = options.path.empty() ? control::socket_of(options.instance) : options.path;
  Result<control::Client> presad = control::Client::connect(path, patience);
  if (!presad) return topics;
  const Result<control::StatusReply> status = control::ask_status(*presad, "", patience);
  if (!status) return topics;
  for (const Overview& device : status->devices) topics.push_back(device.topic);
  return topics;
}

std::vector<std::string> topics_of_inventory(const InventoryOptions& options) {
  std::vector<std::string> topics;
  const std::string file = files_of(options).inventory;
  const Result<std::string> text = read_text_file(file, config::Limits{}.bytes);
  if (!text) return topics;
  config::Diagnostics unheard;
  const config::Document document = config::Document::parse(file, *text, unheard);
  const config::Entry* const devices = document.root().find("devices");
  if (devices == nullptr) return topics;
  for (const config::Entry& device : devices->value.entries) topics.push_back(device.key);
  return topics;
}

/// Silent where nobody knows any: a shell completes nothing then.
void print_topics(const Options& options) {
  InventoryOptions inventory = options.inventory;
  inventory.instance = options.socket.instance;
  std::vector<std::string> topics = topics_of_presad(options.socket);
  if (topics.empty()) topics = topics_of_inventory(inventory);
  for (const std::string& topic : topics) {
    if (printable(topic, std::string::npos) == topic) std::puts(topic.c_str());
  }
}

int complete(const Options& options, std::span<const Verb> verbs) {
  if (options.topics) {
    print_topics(options);
    return exit_done;
  }
  const std::string script = render_completion(options.shell, verbs);
  if (script.empty()) return complain(exit_usage, "completion for which shell? bash, zsh or fish");
  std::fputs(script.c_str(), stdout);
  return exit_done;
}

}  // namespace

Action declare_completion(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.word(std::string(shells), options->shell, "the shell", false);
  arguments.flag("--topics", options->topics, "");  // for the scripts, not for people
  declare_socket(arguments, options->socket);
  arguments.option("--config", options->inventory.inventory, "the inventory (default: /etc/presad/presad.yaml)",
                   "FILE");
  arguments.remark(
      "The package has installed it for all three shells. Elsewhere, for bash: . <(presa completion bash)\n"
      "Status: 0 done, 64 no such shell.");
  return [options, verbs = arguments.verbs()] { return complete(*options, verbs); };
}

}  // namespace presad::cli
