#include "families/tuya/meter_refresh.h"

#include <algorithm>
#include <utility>

namespace presad::tuya {

namespace {

using std::chrono::seconds;

constexpr Duration interval_while_power_flows = seconds(10);
constexpr Duration interval_otherwise = seconds(60);
/// A push of readings within this time after a refresh is its answer.
constexpr Duration answer_time = seconds(3);
/// A meter that speaks by itself has told of a switched load by then.
constexpr Duration meter_patience = seconds(60);
constexpr std::uint8_t pushes_by_itself = 3;
/// Sessions that did not survive a refresh before the device is left alone.
constexpr std::uint8_t deaths_allowed = 2;
/// So many that it did survive: the deaths were chance, a healthy firmware may end a good session (PROTOCOL.md, 10).
constexpr std::uint8_t survivals_that_acquit = 100;

}  // namespace

void MeterRefresh::on_settled(Timestamp now) {
  if (healthy_) return;
  healthy_ = true;
  asked_ = false;
  asked_at_ = now;
  told_by_itself_ = 0;
  moved_at_ = never;
}

bool MeterRefresh::on_session_ended(bool closed, Timestamp now) {
  const bool by_refresh = std::exchange(healthy_, false) && closed && asked_ && now - asked_at_ < answer_time;
  if (by_refresh) survived_ = 0;
  if (by_refresh && deaths_ < deaths_allowed) ++deaths_;
  return by_refresh;
}

void MeterRefresh::on_readings_pushed(Timestamp now) {
  const bool of_a_switch = std::exchange(moved_at_, never) != never;
  if (of_a_switch) return;  // many tell that and nothing else
  if (asked_ && now - asked_at_ < answer_time) return;
  if (told_by_itself_ < pushes_by_itself) ++told_by_itself_;
}

void MeterRefresh::on_relay_moved(Timestamp now) {
  if (moved_at_ == never) moved_at_ = now;
}

void MeterRefresh::on_sent(Timestamp now) {
  if (power_flows_ && unanswered_ < unanswered_until_silent) ++unanswered_;
  if (std::exchange(asked_, true) && ++survived_ >= survivals_that_acquit) {
    survived_ = 0;
    deaths_ = 0;
  }
  asked_at_ = now;
}

Timestamp MeterRefresh::deadline() const noexcept {
  if (!healthy_ || deaths_ >= deaths_allowed || interval() == Duration(0)) return never;
  const Timestamp next = asked_at_ + interval();
  if (told_by_itself_ < pushes_by_itself) return next;
  // It speaks by itself, unless it missed the last change of its load.
  return moved_at_ == never ? never : std::max(next, moved_at_ + meter_patience);
}

Duration MeterRefresh::interval() const noexcept {
  if (interval_) return *interval_;
  return power_flows_ && audience_ ? interval_while_power_flows : interval_otherwise;
}

}  // namespace presad::tuya
