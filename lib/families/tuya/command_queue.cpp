#include "families/tuya/command_queue.h"

#include <algorithm>
#include <utility>

#include "families/tuya/datapoints.h"

namespace presad::tuya {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// After an acknowledgement the push is given this long before we ask (PROTOCOL.md, 10: 94 % of answers within 200 ms).
constexpr Duration push_grace = milliseconds(300);
/// Between two looks whether the device followed.
constexpr Duration verify_interval = milliseconds(500);
/// A state that has not followed by then does not follow.
constexpr Duration confirmation_time = seconds(3);
constexpr std::uint8_t max_attempts = 2;

}  // namespace

bool KnownValues::shows(const Datapoints& reported, const Datapoint& wanted) const {
  const Datapoint* const shown = find(reported, wanted.id);
  return shown != nullptr && shown->value == wanted.value;
}

void CommandQueue::set(CommandId command, std::uint8_t id, DatapointValue wanted, Timestamp now) {
  Pending pending;
  pending.command = command;
  pending.id = id;
  pending.wanted = std::move(wanted);
  pending.expires = now + time_to_live_;
  wait(std::move(pending));
}

void CommandQueue::supersede(std::uint8_t id) {
  std::erase_if(waiting_, [&](const Pending& pending) {
    if (pending.id != id) return false;
    end(pending.command, Outcome::superseded, "a newer command came before this one left");
    return true;
  });
}

void CommandQueue::toggle(CommandId command, std::uint8_t id, Timestamp now) {
  Pending pending;
  pending.command = command;
  pending.id = id;
  pending.flip = true;
  pending.expires = now + time_to_live_;
  if (const Pending* const earlier = pending_for(id)) {
    if (earlier->wanted) {
      const bool* const on = std::get_if<bool>(&*earlier->wanted);
      pending.wanted = on == nullptr || !*on;
    } else {
      pending.flip = !earlier->flip;  // two toggles of a position nobody knows yet: leave it
    }
  } else if (const auto known = known_.live_value(id); known && std::holds_alternative<bool>(*known)) {
    pending.wanted = !std::get<bool>(*known);
  }
  wait(std::move(pending));
}

void CommandQueue::read(CommandId command, std::uint8_t id, Timestamp now) {
  if (reads_.size() >= max_reads) {
    end(reads_.front().command, Outcome::superseded, "more questions than may wait");
    reads_.erase(reads_.begin());
  }
  reads_.push_back({command, id, now + time_to_live_});
  answer_reads();
}

bool CommandQueue::wants_read() const noexcept {
  return std::any_of(reads_.begin(), reads_.end(), [](const Read& read) { return read.id == everything; });
}

void CommandQueue::on_read() {
  std::erase_if(reads_, [this](const Read& read) {
    if (read.id != everything) return false;
    end(read.command, Outcome::unchanged);
    return true;
  });
}

void CommandQueue::withdraw(CommandId command) {
  std::erase_if(waiting_, [command](const Pending& pending) { return pending.command == command; });
}

void CommandQueue::refuse(CommandId command, std::string cause) { end(command, Outcome::refused, std::move(cause)); }

void CommandQueue::wait(Pending pending) {
  if (Pending* const earlier = waiting_for(pending.id)) {
    if (earlier->attempts == 0) {
      end(earlier->command, Outcome::superseded, "a newer command came before this one left");
    } else {
      end(earlier->command, Outcome::unconfirmed, "the session broke off, and a newer command came");
    }
    *earlier = std::move(pending);
  } else {
    waiting_.push_back(std::move(pending));
  }
}

Datapoints CommandQueue::take_set(Timestamp now) {
  Datapoints wanted;
  if (in_flight()) return wanted;
  for (auto pending = waiting_.begin(); pending != waiting_.end();) {
    if (!pending->wanted || (!wanted.empty() && !goes_with(in_flight_.front(), *pending))) {
      ++pending;
      continue;
    }
    pending->was_so = known_.live_value(pending->id) == pending->wanted;
    ++pending->attempts;
    wanted.push_back({pending->id, *pending->wanted});
    in_flight_.push_back(std::move(*pending));
    pending = waiting_.erase(pending);
  }
  let_go_of_what_is_so();
  std::sort(wanted.begin(), wanted.end(), [](const Datapoint& a, const Datapoint& b) { return a.id < b.id; });
  acknowledged_ = false;
  verifying_ = false;
  sent_at_ = now;
  verify_at_ = never;
  return wanted;
}

bool CommandQueue::wants_verification(Timestamp now) const noexcept { return in_flight() && verify_at_ <= now; }

void CommandQueue::on_verification_sent() noexcept {
  verifying_ = true;
  verify_at_ = never;
}

void CommandQueue::on_acknowledged(Timestamp now) {
  if (!in_flight()) return;
  acknowledged_ = true;
  // Where nothing changes many devices push nothing: asking at once saves the wait.
  const bool nothing_changes =
      std::all_of(in_flight_.begin(), in_flight_.end(), [](const Pending& pending) { return pending.was_so; });
  verify_at_ = nothing_changes ? now : now + push_grace;
}

void CommandQueue::on_refused(const std::string& error_text) {
  if (in_flight_.size() > 1) {  // some devices take one datapoint per set only (PROTOCOL.md, 7)
    one_by_one_ = true;
    for (Pending& pending : in_flight_) {
      if (waiting_for(pending.id) != nullptr) {
        end(pending.command, Outcome::superseded, "a newer command came before this one was done");
      } else {
        waiting_.push_back(std::move(pending));
      }
    }
    in_flight_.clear();
    return;
  }
  end_in_flight(Outcome::refused, "the device refused it" + (error_text.empty() ? "" : ": \"" + error_text + "\""));
}

void CommandQueue::on_unanswered(Timestamp now) {
  if (in_flight()) verify_at_ = now;
}

void CommandQueue::on_verified(Timestamp now) {
  if (!in_flight() || !std::exchange(verifying_, false)) return;
  if (now - sent_at_ >= confirmation_time) {
    end_in_flight(Outcome::unconfirmed, acknowledged_ ? "the device acknowledged it, but its state did not follow"
                                                      : "the device neither acknowledged it nor followed");
  } else {
    verify_at_ = now + verify_interval;
  }
}

bool CommandQueue::on_report(const Datapoints& reported) {
  const bool had_flight = in_flight();
  std::erase_if(in_flight_, [&](const Pending& pending) {
    if (!known_.shows(reported, {pending.id, *pending.wanted})) return false;
    end(pending.command, pending.was_so ? Outcome::unchanged : Outcome::confirmed);
    return true;
  });
  resolve_toggles(reported);
  answer_reads();
  return had_flight && !in_flight();
}

void CommandQueue::on_session_lost() {
  for (Pending& pending : in_flight_) {
    if (pending.attempts >= max_attempts) {
      end(pending.command, Outcome::unconfirmed, "the session broke off before the device showed the state");
    } else if (waiting_for(pending.id) != nullptr) {
      end(pending.command, Outcome::unconfirmed, "the session broke off, and a newer command waits");
    } else {
      waiting_.push_back(std::move(pending));
    }
  }
  in_flight_.clear();
}

void CommandQueue::on_deadline(Timestamp now, bool online) {
  std::erase_if(waiting_, [&](const Pending& pending) {
    if (pending.expires > now) return false;
    if (!online) {
      end(pending.command, pending.attempts == 0 ? Outcome::offline : Outcome::unconfirmed,
          "no session within its time");
    } else {
      end(pending.command, Outcome::unconfirmed,
          pending.wanted ? "other commands held the device until its time was over"
                         : "the relay's position is not known, so there is nothing to toggle");
    }
    return true;
  });
  std::erase_if(reads_, [&](const Read& read) {
    if (read.expires > now) return false;
    end(read.command, online ? Outcome::unconfirmed : Outcome::offline, "nothing was shown within its time");
    return true;
  });
}

Timestamp CommandQueue::deadline() const noexcept {
  Timestamp earliest = never;
  for (const Pending& pending : waiting_) earliest = std::min(earliest, pending.expires);
  for (const Read& read : reads_) earliest = std::min(earliest, read.expires);
  return earliest;
}

std::vector<Answered> CommandQueue::take_answers() { return std::exchange(answers_, {}); }

CommandQueue::Pending* CommandQueue::waiting_for(std::uint8_t id) noexcept {
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [id](const Pending& p) { return p.id == id; });
  return found == waiting_.end() ? nullptr : &*found;
}

const CommandQueue::Pending* CommandQueue::pending_for(std::uint8_t id) const noexcept {
  const auto is_for = [id](const Pending& pending) { return pending.id == id; };
  if (const auto found = std::find_if(waiting_.begin(), waiting_.end(), is_for); found != waiting_.end())
    return &*found;
  const auto found = std::find_if(in_flight_.begin(), in_flight_.end(), is_for);
  return found == in_flight_.end() ? nullptr : &*found;
}

void CommandQueue::resolve_toggles(const Datapoints& reported) {
  for (Pending& pending : waiting_) {
    if (pending.wanted) continue;
    const Datapoint* const shown = find(reported, pending.id);
    if (shown == nullptr || !std::holds_alternative<bool>(shown->value)) continue;
    pending.wanted = std::get<bool>(shown->value) != pending.flip;
  }
}

void CommandQueue::answer_reads() {
  std::erase_if(reads_, [this](const Read& read) {
    if (read.id == everything || pending_for(read.id) != nullptr || !known_.live_value(read.id)) return false;
    end(read.command, Outcome::unchanged);
    return true;
  });
}

void CommandQueue::end(CommandId command, Outcome outcome, std::string cause) {
  if (is_part(command)) return end_part(command, outcome, std::move(cause));
  answers_.push_back({command, {outcome, std::move(cause)}});
}

void CommandQueue::end_in_flight(Outcome outcome, const std::string& cause) {
  for (const Pending& pending : std::exchange(in_flight_, {})) end(pending.command, outcome, cause);
  answer_reads();
}

}  // namespace presad::tuya
