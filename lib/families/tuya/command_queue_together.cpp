// Commands that share one set: of command_queue.h. Pure.

#include <algorithm>
#include <utility>

#include "families/tuya/command_queue.h"

namespace presad::tuya {

namespace {

constexpr CommandId part_bit = CommandId{1} << 62U;

/// Of several parts the worst outcome is that of the whole.
int badness(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::unchanged:
      return 0;
    case Outcome::confirmed:
      return 1;
    case Outcome::superseded:
      return 2;
    case Outcome::offline:
      return 3;
    case Outcome::unconfirmed:
      return 4;
    case Outcome::refused:
      return 5;
  }
  return 0;
}

}  // namespace

bool CommandQueue::is_part(CommandId command) noexcept { return !is_own(command) && (command & part_bit) != 0; }

void CommandQueue::set_together(std::vector<CommandId> commands, const Datapoints& wanted, Timestamp now) {
  if (wanted.empty()) {
    for (const CommandId command : commands) end(command, Outcome::unchanged);
    return;
  }
  Together together;
  together.part = part_bit | ++last_part_;
  together.commands = std::move(commands);
  together.open = wanted.size();
  const CommandId part = together.part;
  together_.push_back(std::move(together));
  for (const Datapoint& datapoint : wanted) set(part, datapoint.id, datapoint.value, now);
}

/// Relays go together, so that a strip's outlets switch at once, and what was ordered together; anything else alone, as
/// requests must stay short.
bool CommandQueue::goes_with(const Pending& first, const Pending& pending) const noexcept {
  if (one_by_one_) return false;
  if (is_part(first.command) || is_part(pending.command)) return first.command == pending.command;
  return std::holds_alternative<bool>(*first.wanted) && std::holds_alternative<bool>(*pending.wanted);
}

/// What is sent along and was so before nobody will tell: where something else changes, that is what is waited for.
void CommandQueue::let_go_of_what_is_so() {
  if (in_flight_.empty() || !is_part(in_flight_.front().command)) return;
  const bool something_changes =
      std::any_of(in_flight_.begin(), in_flight_.end(), [](const Pending& pending) { return !pending.was_so; });
  if (!something_changes) return;
  std::erase_if(in_flight_, [this](const Pending& pending) {
    if (pending.was_so) end(pending.command, Outcome::unchanged);
    return pending.was_so;
  });
}

void CommandQueue::end_part(CommandId part, Outcome outcome, std::string cause) {
  const auto found =
      std::find_if(together_.begin(), together_.end(), [part](const Together& each) { return each.part == part; });
  if (found == together_.end()) return;
  if (badness(outcome) > badness(found->answer.outcome)) found->answer = {outcome, std::move(cause)};
  if (--found->open != 0) return;
  for (const CommandId command : found->commands) answers_.push_back({command, found->answer});
  together_.erase(found);
}

}  // namespace presad::tuya
