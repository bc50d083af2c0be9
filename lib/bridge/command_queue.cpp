#include "bridge/command_queue.h"

#include <utility>

namespace presad::bridge {

void CommandQueue::take_in(tasmota::Backlog backlog, const Channel& channel, Timestamp now) {
  if (backlog.commands.empty()) entries_.clear();
  for (tasmota::BacklogCommand& command : backlog.commands) {
    command.word.silent |= backlog.silent;
    entries_.push_back({std::move(command), channel, backlog.no_delay});
  }
  due_ = now;
}

void CommandQueue::delay(Timestamp until) noexcept {
  if (!last_had_no_delay_) due_ = until;
}

std::optional<CommandQueue::Entry> CommandQueue::take(Timestamp now, Duration pause) {
  bool no_delay = false;
  while (due() <= now) {
    Entry next = std::move(entries_.front());
    entries_.erase(entries_.begin());
    if (next.command.word.name == tasmota::no_delay_word) {
      no_delay = true;
      continue;
    }
    last_had_no_delay_ = no_delay || next.no_delay;
    due_ = last_had_no_delay_ ? now : now + pause;
    return next;
  }
  return std::nullopt;
}

}  // namespace presad::bridge
