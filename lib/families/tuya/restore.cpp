#include "families/tuya/restore.h"

#include <algorithm>

namespace presad::tuya {

namespace {

/// Pauses before the repetitions of what did not follow.
constexpr std::array<Duration, 3> repetitions = {std::chrono::seconds(2), std::chrono::seconds(5),
                                                 std::chrono::seconds(10)};
constexpr Duration pause_when_given_up = std::chrono::minutes(1);

}  // namespace

void Restore::want(std::size_t relay, bool on, Timestamp due, bool once) {
  if (entries_[relay] && entries_[relay]->on == on) return;
  entries_[relay] = Entry{on, false, once ? static_cast<std::uint8_t>(repetitions.size()) : std::uint8_t{0}, due};
}

std::optional<Restore::Target> Restore::take(Timestamp now) {
  for (std::size_t relay = 0; relay < entries_.size(); ++relay) {
    std::optional<Entry>& entry = entries_[relay];
    if (!entry || entry->sent || entry->due > now) continue;
    entry->sent = true;
    return Target{relay, entry->on};
  }
  return std::nullopt;
}

bool Restore::on_failed(std::size_t relay, Timestamp now) {
  std::optional<Entry>& entry = entries_[relay];
  if (!entry) return true;
  entry->sent = false;
  const bool given_up = entry->repetitions >= repetitions.size();
  entry->due = now + (given_up ? pause_when_given_up : repetitions[entry->repetitions++]);
  return !given_up;
}

bool Restore::empty() const noexcept {
  return std::none_of(entries_.begin(), entries_.end(), [](const auto& entry) { return entry.has_value(); });
}

Timestamp Restore::deadline() const noexcept {
  Timestamp earliest = never;
  for (const auto& entry : entries_) {
    if (entry && !entry->sent) earliest = std::min(earliest, entry->due);
  }
  return earliest;
}

}  // namespace presad::tuya
