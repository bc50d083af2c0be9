// The relay front's Backlog: its commands go to the device one by one, at the pace that the device itself would keep.

#include <algorithm>
#include <utility>

#include "bridge/relay_front.h"
#include "tasmota/command_table.h"

namespace presad::bridge {

namespace {

using std::chrono::milliseconds;

/// As the firmware's console takes it.
Forward as_forward(const tasmota::BacklogCommand& command) {
  const tasmota::CommandWord& word = command.word;
  const std::size_t first = std::min(command.payload.find_first_not_of(" \t"), command.payload.size());
  return {word.name + (word.has_index ? std::to_string(word.index) : ""), command.payload.substr(first)};
}

}  // namespace

void RelayFront::take_apart(const tasmota::CommandWord& word, std::string_view payload, const Channel& channel) {
  const Timestamp now = publisher_.loop().now();
  tasmota::View current = view();
  tasmota::Reply reply = tasmota::respond(current, word, payload);
  say(std::move(reply.messages), word, channel);
  if (reply.outcome) publisher_.end_command(tally_, channel, *reply.outcome, Duration(0));
  if (reply.backlog) backlog_.take_in(*std::move(reply.backlog), channel, now);
  if (reply.delay) backlog_.delay(now + *reply.delay);
  backlog_alarm_.set(backlog_.due());
}

void RelayFront::on_backlog_due(Timestamp now) {
  if (const auto entry = backlog_.take(now, milliseconds(options_.backlog_delay))) {
    const Forward what = as_forward(entry->command);
    if (entry->command.word.name == "DELAY") {
      take_apart(entry->command.word, what.payload, entry->channel);
    } else {
      pass_on(entry->command.word, what, entry->channel);
    }
  }
  backlog_alarm_.set(backlog_.due());
}

/// The device is on the broker now, or presad goes: what waits is answered as not done.
void RelayFront::drop_backlog() {
  while (const auto entry = backlog_.take(never - Duration(1), Duration(0))) {
    const std::string input = tasmota::render_input(entry->command.word, as_forward(entry->command).payload);
    publisher_.end_command(tally_, entry->channel, Outcome::offline, Duration(0));
    self_.answer_for(topic(), input, Outcome::offline, entry->channel);
  }
  backlog_alarm_.set(never);
}

}  // namespace presad::bridge
