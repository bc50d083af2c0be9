// When to ask a plug to measure: often enough that its readings are true, seldom enough that it lives. Pure.
//
// A device that reports its meter by itself is never asked.
//
// Source: PROTOCOL.md, 13 (plugs whose readings freeze, plugs that crash when asked for too much).

#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace presad::tuya {

class MeterRefresh {
 public:
  /// `interval`: the inventory's `refresh`; 0: never; absent: 10 s while power flows and somebody may listen, else 60
  /// s.
  explicit MeterRefresh(std::optional<Duration> interval) : interval_(interval) {}

  /// Every relay is shown: the session is healthy from now on.
  void on_settled(Timestamp now);
  /// `closed`: by the device, at a stroke. True when that was right after a refresh, as if by it.
  bool on_session_ended(bool closed, Timestamp now);
  /// Readings came, however.
  void on_readings() noexcept { unanswered_ = 0; }
  /// Readings came in a push; `power_w`: the power among them.
  void on_readings_pushed(Timestamp now);
  /// The power as now known.
  void on_power(double power_w) noexcept { power_flows_ = power_w > 0; }
  /// A relay moved: its meter has something new to tell.
  void on_relay_moved(Timestamp now);
  void set_audience(bool listening) noexcept { audience_ = listening; }

  bool due(Timestamp now) const noexcept { return deadline() <= now; }
  void on_sent(Timestamp now);
  /// Asked three times in a row, while power flowed, and no reading came.
  bool silent() const noexcept { return unanswered_ >= unanswered_until_silent; }
  Timestamp deadline() const noexcept;

 private:
  static constexpr std::uint8_t unanswered_until_silent = 3;

  Duration interval() const noexcept;

  std::optional<Duration> interval_;
  bool healthy_ = false;
  bool power_flows_ = false;
  bool audience_ = false;
  Timestamp asked_at_ = Timestamp::min();  ///< the last refresh, or the begin of the session
  bool asked_ = false;                     ///< a refresh was sent on this session
  Timestamp moved_at_ = never;             ///< a relay moved, and its meter has not spoken since
  std::uint8_t told_by_itself_ = 0;        ///< pushes of readings that nobody asked for, on this session
  std::uint8_t unanswered_ = 0;            ///< refreshes since the last reading, while power flowed
  std::uint8_t deaths_ = 0;                ///< sessions that ended right after a refresh
  std::uint8_t survived_ = 0;              ///< refreshes since the last of these
};

}  // namespace presad::tuya
