#include "tasmota/backlog.h"

#include <algorithm>

#include "base/text.h"
#include "tasmota/handlers.h"

namespace presad::tasmota {

namespace {

constexpr std::string_view blanks = " \t\n\v\f\r";
constexpr std::string_view nested = "backlog";

std::string_view trimmed(std::string_view text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

/// The next element with what separates it taken away; as the firmware does, braces are counted and not matched.
std::string_view take_element(std::string_view& rest) noexcept {
  std::size_t opened = 0;
  std::size_t closed = 0;
  std::size_t end = 0;
  for (; end < rest.size() && (rest[end] != ';' || opened != closed); ++end) {
    if (rest[end] == '{') ++opened;
    if (rest[end] == '}') ++closed;
  }
  const std::string_view element = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return element;
}

/// A word is letters, digits and '_', perhaps with a topic before it; what follows is its payload.
BacklogCommand read_command(std::string_view text) {
  constexpr std::string_view of_words = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/";
  const std::size_t end = std::min(text.find_first_not_of(of_words), text.size());
  const std::string_view word = text.substr(0, end);
  return {parse_command_word(word.substr(word.rfind('/') + 1)), std::string(text.substr(end))};
}

}  // namespace

std::vector<BacklogCommand> split_backlog(std::string_view text) {
  std::vector<BacklogCommand> commands;
  while (!text.empty()) {
    std::string_view element = trimmed(take_element(text));
    while (equal_ignoring_case(element.substr(0, nested.size()), nested)) {
      element = trimmed(element.substr(nested.size()));
    }
    if (!element.empty()) commands.push_back(read_command(element));
  }
  return commands;
}

void handle_backlog(Request& request) {
  const bool nothing_waits = request.view.queued == 0;
  if (request.payload.is_query()) {
    request.reply.backlog.emplace();
    return answer(request, render_text(request.row, nothing_waits ? "Empty" : "Aborted"));
  }
  Backlog backlog;
  backlog.commands = split_backlog(request.payload.text);
  if (backlog.commands.size() + request.view.queued > max_backlog) return refuse(request);  // whole or not at all
  backlog.no_delay = (request.word.index & 1U) == 0;
  backlog.silent = (request.word.index & 2U) != 0;
  if (!backlog.commands.empty()) request.reply.backlog = std::move(backlog);
  request.reply.outcome = Outcome::confirmed;
}

void handle_delay(Request& request) {
  constexpr std::int32_t longest = 3600;  // tenths of a second
  constexpr Duration tenth = std::chrono::milliseconds(100);
  constexpr Duration second = std::chrono::seconds(1);
  Duration delay = std::chrono::milliseconds(request.view.options.backlog_delay);
  const std::int32_t number = request.payload.number;
  if (number == -1) {
    const auto now = std::chrono::duration_cast<Duration>(request.view.moment.now.time_since_epoch());
    delay = second - now % second;
  } else if (number > 1 && number <= longest) {
    delay = tenth * number;
  }
  request.reply.delay = delay;
  answer(request, render_number(request.row, delay / tenth));
}

}  // namespace presad::tasmota
