#include "cli/switch.h"

#include <memory>

#include "base/text.h"
#include "cli/give_command.h"
#include "device/state.h"

namespace presad::cli {

namespace {

struct Options {
  CommandOptions command;
  std::string relay;
};

int switch_relay(const Options& options, const std::string& action) {
  const auto relay = parse_relay_name(options.relay);
  if (relay) return give_command(options.command, relay->topic, relay->word, action);
  return complain(exit_usage, "\"" + printable(options.relay) + "\" names no relay: TOPIC, or TOPIC/1 to TOPIC/" +
                                  std::to_string(max_relays));
}

Action declare(Arguments& arguments, const char* action) {
  const auto options = std::make_shared<Options>();
  arguments.word("TOPIC[/RELAY]", options->relay, "the device, and which of its relays (default: the first)");
  declare_command(arguments, options->command);
  return [options, action] { return switch_relay(*options, action); };
}

}  // namespace

std::optional<RelayName> parse_relay_name(const std::string& text) {
  const std::size_t slash = text.rfind('/');
  if (slash == std::string::npos) return RelayName{text, "Power"};
  const std::string number = text.substr(slash + 1);
  if (slash == 0 || number.size() != 1 || number[0] < '1' || number[0] > static_cast<char>('0' + max_relays)) {
    return std::nullopt;
  }
  return RelayName{text.substr(0, slash), "Power" + number};
}

Action declare_on(Arguments& arguments) { return declare(arguments, "ON"); }
Action declare_off(Arguments& arguments) { return declare(arguments, "OFF"); }
Action declare_toggle(Arguments& arguments) { return declare(arguments, "TOGGLE"); }

}  // namespace presad::cli
