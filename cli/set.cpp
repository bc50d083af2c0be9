#include "cli/set.h"

#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/answer.h"
#include "cli/give_command.h"

namespace presad::cli {

namespace {

struct Options {
  CommandOptions command;
  std::string topic;
  std::string word;
  std::vector<std::string> values;
};

/// The values as one payload, a blank between them.
std::string join(const std::vector<std::string>& values) {
  std::string payload;
  for (const std::string& value : values) payload += (&value == &values.front() ? "" : " ") + value;
  return payload;
}

int set(const Options& options) {
  if (!is_command(options.word)) {
    return complain(exit_usage, "\"" + printable(options.word) + "\" is not a command: letters and digits");
  }
  return give_command(options.command, options.topic, options.word, join(options.values));
}

}  // namespace

Action declare_set(Arguments& arguments) {
  const auto options = std::make_shared<Options>();
  arguments.word("TOPIC", options->topic, "the device");
  arguments.word("COMMAND", options->word, "Power, Power2, TelePeriod, Status, TuyaSend2, ...");
  arguments.words("VALUE", options->values,
                  "what goes with it; several words are joined by blanks, one that begins with - goes behind --");
  declare_command(arguments, options->command);
  return [options] { return set(*options); };
}

}  // namespace presad::cli
