#include "families/tuya/ladder.h"

#include <algorithm>
#include <utility>

namespace presad::tuya {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// PROTOCOL.md, 14: query again 0.5 to 1 s after a refresh.
constexpr Duration refresh_pause = milliseconds(700);
/// A session that ends this soon after a refresh did not survive it.
constexpr Duration refresh_survival = seconds(3);
/// A healthy session is asked for everything this often: that finds one that answers heartbeats and nothing else.
constexpr Duration read_interval = seconds(60);
/// While a relay is undefined the device is asked more often.
constexpr Duration undefined_read_interval = seconds(30);
/// With a target the whole climb is repeated once per minute, on a new connection; without one now and then only, since
/// some devices are woken by a refresh that they never answer on the same connection (PROTOCOL.md, 13, C).
constexpr Duration climb_interval = seconds(60);
constexpr Duration idle_climb_interval = minutes(5);

constexpr std::array<std::pair<Rung, std::string_view>, 6> rung_names = {{{Rung::none, ""},
                                                                          {Rung::query, "query"},
                                                                          {Rung::refresh, "refresh"},
                                                                          {Rung::null_read, "null_read"},
                                                                          {Rung::assertion, "assert"},
                                                                          {Rung::reconnect, "reconnect"}}};

Rung rung_of(Ladder::Step step) noexcept { return static_cast<Rung>(step); }
static_assert(static_cast<int>(Ladder::Step::reconnect) == static_cast<int>(Rung::reconnect));

}  // namespace

std::string_view name(Rung rung) noexcept { return rung_names[static_cast<std::size_t>(rung)].second; }

Rung parse_rung(std::string_view word) noexcept {
  const auto found =
      std::find_if(rung_names.begin(), rung_names.end(), [&](const auto& row) { return row.second == word; });
  return found == rung_names.end() ? Rung::none : found->first;
}

void Ladder::on_connected(bool only_null_read, Timestamp now) {
  running_ = Step::none;
  connected_ = true;
  connected_at_ = now;
  not_before_ = now;
  read_at_ = never;
  reconnect_at_ = never;
  settled_ = read_out_ = woken_ = false;
  refreshed_ = asserted_ = false;
  answered_since_refresh_ = true;
  reads_by_null_ = only_null_read;
  if (climbs_ == 0) {  // else the trouble goes on, and what it took so far is still to be told
    reached_ = Rung::none;
    last_waking_ = Rung::none;
  }
  plan();
}

void Ladder::on_session_ended(bool closed, Timestamp now) {
  if (!std::exchange(connected_, false)) return;
  const bool by_refresh = closed && refreshed_ && !answered_since_refresh_ && now - refreshed_at_ < refresh_survival;
  skip_refresh_ = by_refresh;
  if (by_refresh) ++refresh_deaths_;
  if (!settled_ && reached_ > Rung::query && climbs_ < 255) ++climbs_;
  running_ = Step::none;
  settled_ = read_out_ = false;
  plan_size_ = position_ = 0;
  read_at_ = reconnect_at_ = never;
}

bool Ladder::may_refresh() const noexcept {
  return !skip_refresh_ && refresh_deaths_ < 2 &&
         (settings_.wake == Wake::automatic || settings_.wake == Wake::updatedps);
}

bool Ladder::may_assert() const noexcept {
  return settings_.wake == Wake::automatic || settings_.wake == Wake::control;
}

void Ladder::append(Step step) {
  if (plan_size_ < plan_.size()) plan_[plan_size_++] = step;
}

void Ladder::plan() {
  plan_size_ = position_ = 0;
  append(reads_by_null_ ? Step::null_read : Step::query);
  const Rung first = settings_.worked;
  // What once worked comes ahead of the other rungs; it replaces none of them.
  if (first == Rung::assertion && may_assert()) append(Step::assertion);
  if (first == Rung::null_read && !reads_by_null_) append(Step::null_read);
  if (may_refresh()) {
    append(Step::refresh);
    append(reads_by_null_ ? Step::null_read : Step::query);
  }
  if (first != Rung::null_read && !reads_by_null_) append(Step::null_read);
  if (first != Rung::assertion && may_assert()) append(Step::assertion);
}

Ladder::Step Ladder::due(Timestamp now) const noexcept {
  if (running_ != Step::none || now < not_before_) return Step::none;
  if (position_ < plan_size_) return plan_[position_];
  if (reconnect_at_ <= now) return Step::reconnect;
  if (read_at_ <= now) return reads_by_null_ ? Step::null_read : Step::query;
  return Step::none;
}

Timestamp Ladder::deadline() const noexcept {
  if (running_ != Step::none) return never;
  if (position_ < plan_size_) return not_before_;
  return std::max(not_before_, std::min(read_at_, reconnect_at_));
}

void Ladder::on_begun(Step step, Timestamp now) {
  running_ = step;
  if (position_ >= plan_size_) read_at_ = never;
  if (!settled_) {
    reached_ = std::max(reached_, rung_of(step));
    if (step == Step::refresh || step == Step::assertion) last_waking_ = rung_of(step);
  }
  if (step == Step::refresh) {
    refreshed_ = true;
    answered_since_refresh_ = false;
    refreshed_at_ = now;
  }
  if (step == Step::assertion) asserted_ = true;
}

void Ladder::on_unsettled(Timestamp now, bool refused) {
  const Step step = std::exchange(running_, Step::none);
  if (step == Step::refresh) {
    not_before_ = now + refresh_pause;
  } else {
    answered_since_refresh_ = true;
  }
  if (settled_) {  // a reading of a healthy session: one that is refused is tried the other way, nothing more
    read_at_ = now + read_interval;
    plan_size_ = position_ = 0;
    if (step == Step::query && refused) append(Step::null_read);
    return;
  }
  advance(now);
}

void Ladder::skip(Timestamp now) { advance(now); }

void Ladder::advance(Timestamp now) {
  if (position_ < plan_size_) ++position_;
  const bool reads_left = std::any_of(plan_.begin() + static_cast<std::ptrdiff_t>(position_),
                                      plan_.begin() + static_cast<std::ptrdiff_t>(plan_size_),
                                      [](Step step) { return step == Step::query || step == Step::null_read; });
  const bool asserts_first = position_ < plan_size_ && plan_[position_] == Step::assertion;
  // An assertion needs to know what is undefined, also where it comes ahead of further questions.
  if (!reads_left || asserts_first) read_out_ = true;
  if (position_ < plan_size_) return;
  read_at_ = now + undefined_read_interval;
  if (reconnect_at_ == never) {
    reconnect_at_ = std::max(now + seconds(1), connected_at_ + (asserted_ ? climb_interval : idle_climb_interval));
  }
}

void Ladder::on_settled(Timestamp now, bool by_hand) {
  const Step step = std::exchange(running_, Step::none);
  if (!settled_) {
    Rung merit = Rung::none;
    if (!by_hand) {
      if (step == Step::null_read && !reads_by_null_) {
        merit = Rung::null_read;
      } else {
        merit = last_waking_;
      }
    }
    woken_ = !by_hand && refreshed_ && merit == Rung::refresh;
    if (merit != Rung::none) settings_.worked = merit;
  }
  if (step == Step::null_read) reads_by_null_ = true;
  answered_since_refresh_ = true;
  settled_ = read_out_ = true;
  skip_refresh_ = false;
  climbs_ = 0;
  last_waking_ = Rung::none;
  plan_size_ = position_ = 0;
  reconnect_at_ = never;
  read_at_ = now + read_interval;
}

void Ladder::read_now(Timestamp now) noexcept {
  if (position_ >= plan_size_) read_at_ = now;
}

}  // namespace presad::tuya
