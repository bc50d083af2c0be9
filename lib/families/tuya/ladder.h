// The ladder: what to do next with a device that does not say where its relays are. Pure.
//
//   query -> refresh, query -> null_read -> assertion -> reconnect, and again
//
// Each rung only if the last did not settle it. It decides the order and the pauses; link.h asks due(), does it and
// tells how it went. A healthy device never gets past its first query, and is then read again now and then.
//
// Source: PROTOCOL.md, 14.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/clock.h"
#include "families/tuya/wake.h"

namespace presad::tuya {

/// How far up the ladder a device had to be taken.
enum class Rung : std::uint8_t { none, query, refresh, null_read, assertion, reconnect };

/// "", "query", "refresh", "null_read", "assert", "reconnect".
std::string_view name(Rung rung) noexcept;
Rung parse_rung(std::string_view word) noexcept;  ///< none for any other word

class Ladder {
 public:
  enum class Step : std::uint8_t { none, query, refresh, null_read, assertion, reconnect };

  struct Settings {
    Wake wake = Wake::automatic;
    Rung worked = Rung::none;  ///< what woke this device the last time: tried first after the query
  };

  explicit Ladder(Settings settings) : settings_(settings) {}

  /// A session is established: from the bottom. `only_null_read`: this version knows no query (3.2).
  void on_connected(bool only_null_read, Timestamp now);
  /// It ended, if there was one. A refresh it did not survive is left out of the next climb, and for good after the
  /// second.
  /// `closed`: by the device, at a stroke.
  void on_session_ended(bool closed, Timestamp now);

  /// What should be done at `now`; `none` while something is being done or nothing is due.
  Step due(Timestamp now) const noexcept;
  /// When due() changes by the passing of time alone.
  Timestamp deadline() const noexcept;

  /// `step` was begun. `assertion`: its targets are on their way.
  void on_begun(Step step, Timestamp now);

  /// What was begun is over and did not show every relay. `refused`: with an error text; only for a query.
  void on_unsettled(Timestamp now, bool refused = false);
  /// The step that is due cannot be done: no datapoints to refresh, nobody wants the relays anywhere.
  void skip(Timestamp now);
  /// Every relay is shown. `by_hand`: by a push nobody asked for, or by an answer that was merely slow; that is no
  /// rung's merit.
  void on_settled(Timestamp now, bool by_hand);
  /// Somebody wants everything read now.
  void read_now(Timestamp now) noexcept;

  /// The session before did not survive a refresh.
  bool refresh_was_too_much() const noexcept { return skip_refresh_; }

  bool settled() const noexcept { return settled_; }
  /// All reading was tried on this connection: what was not shown is undefined.
  bool read_out() const noexcept { return read_out_; }
  /// A query was refused and a null read answered on this connection: it is read so from now on.
  bool reads_by_null() const noexcept { return reads_by_null_; }
  /// The device began to answer after a refresh: it had been waiting to be woken.
  bool woken() const noexcept { return woken_; }
  /// What was begun and is not over.
  Step running() const noexcept { return running_; }
  /// Nothing was asked on this connection yet.
  bool fresh() const noexcept { return !settled_ && position_ == 0 && running_ == Step::none; }
  /// The first question of this connection has been asked and not been answered well.
  bool climbing() const noexcept { return !settled_ && position_ > 0; }

  /// Connections in a row on which nothing settled it, at most 255.
  unsigned climbs() const noexcept { return climbs_; }

  /// The highest rung since the device was last well; `query` or `none` while it is.
  Rung reached() const noexcept { return reached_; }
  /// What woke it the last time, to be remembered.
  Rung worked() const noexcept { return settings_.worked; }

 private:
  void plan();
  void append(Step step);
  void advance(Timestamp now);
  bool may_refresh() const noexcept;
  bool may_assert() const noexcept;

  Settings settings_;
  std::array<Step, 8> plan_{};
  std::size_t plan_size_ = 0;
  std::size_t position_ = 0;  ///< of the next step
  Step running_ = Step::none;
  Timestamp not_before_{};  ///< the pause before the next step
  Timestamp refreshed_at_{};
  Timestamp read_at_ = never;       ///< the next reading once the plan is through
  Timestamp reconnect_at_ = never;  ///< for a device that nothing settled
  Timestamp connected_at_{};
  bool connected_ = false;
  bool settled_ = false;
  bool read_out_ = false;
  bool reads_by_null_ = false;
  bool woken_ = false;
  bool refreshed_ = false;  ///< on this connection
  bool asserted_ = false;   ///< on this connection
  bool answered_since_refresh_ = true;
  bool skip_refresh_ = false;  ///< the connection before did not survive it
  std::uint8_t refresh_deaths_ = 0;
  std::uint8_t climbs_ = 0;        ///< connections in a row that settled nothing, at most 255
  Rung last_waking_ = Rung::none;  ///< the last rung that could have woken it
  Rung reached_ = Rung::none;
};

}  // namespace presad::tuya
