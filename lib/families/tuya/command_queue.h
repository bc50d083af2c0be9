// Commands on their way to one device: coalesced per datapoint, confirmed by what the device shows, ended in
// exactly one outcome each. Pure.
//
// It decides what to write and when a command is over; link.h asks it and speaks to the session. A
// command waits, leaves in a set (in flight), and is over when a push or a query shows its value; the
// acknowledgement alone never ends it well, it only starts the verification by a query.
// Source: PROTOCOL.md, 6 and 10.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "device/command.h"
#include "device/state.h"
#include "families/tuya/answered.h"

namespace presad::tuya {

/// Reads the last known value of a datapoint; nothing when unknown or no longer live.
class KnownValues {
 public:
  virtual std::optional<DatapointValue> live_value(std::uint8_t id) const = 0;
  /// Whether `reported` shows that `wanted` was done.
  virtual bool shows(const Datapoints& reported, const Datapoint& wanted) const;

 protected:
  ~KnownValues() = default;
};

/// The command that presad gives itself for datapoint `id`; apart from all that come from outside.
constexpr CommandId own_command(std::uint8_t id) noexcept { return CommandId{1} << 63U | id; }
constexpr bool is_own(CommandId command) noexcept { return command >> 63U != 0; }
/// The datapoint of an own command.
constexpr std::uint8_t datapoint_of(CommandId own) noexcept { return static_cast<std::uint8_t>(own); }

class CommandQueue {
 public:
  /// `known` is borrowed for the queue's life. `time_to_live`: how long a command waits for a session.
  CommandQueue(const KnownValues& known, Duration time_to_live) : known_(known), time_to_live_(time_to_live) {}

  /// A set of `id` to `wanted`. A waiting one for the same datapoint ends superseded.
  void set(CommandId command, std::uint8_t id, DatapointValue wanted, Timestamp now);

  /// One set of all that is `wanted`, in one frame, for all of `commands`: they end together, when it is done. What
  /// waits for one of these datapoints ends superseded. Nothing wanted: they end at once, unchanged.
  void set_together(std::vector<CommandId> commands, const Datapoints& wanted, Timestamp now);

  /// A newer command for another datapoint overrules what waits for `id`.
  void supersede(std::uint8_t id);

  /// A toggle of the relay `id`: against the pending target if there is one, else the live value, else the
  /// first value that a session shows.
  void toggle(CommandId command, std::uint8_t id, Timestamp now);

  /// A question for `id`: answered once nothing is pending for it and its value is live.
  void read(CommandId command, std::uint8_t id, Timestamp now);

  /// A question for everything the device has: answered by the next full read (on_read()).
  void read_all(CommandId command, Timestamp now) { read(command, everything, now); }
  bool wants_read() const noexcept;
  void on_read();

  /// A command or a value for `id` is on its way.
  bool pending(std::uint8_t id) const noexcept { return pending_for(id) != nullptr; }

  /// Takes back what has not left yet; it ends without an answer.
  void withdraw(CommandId command);

  /// Nothing for the device to do; the command ends at once.
  void refuse(CommandId command, std::string cause);

  /// The values that should be written now: what waits, merged; empty when a set is in flight or nothing can leave.
  /// They are in flight from then on.
  Datapoints take_set(Timestamp now);

  /// A query should be sent to see whether the set in flight was done.
  bool wants_verification(Timestamp now) const noexcept;
  void on_verification_sent() noexcept;

  // What happened to the set or to its verification.
  void on_acknowledged(Timestamp now);
  void on_refused(const std::string& error_text);
  void on_unanswered(Timestamp now);  ///< neither acknowledged nor refused in time
  void on_verified(Timestamp now);    ///< the query was answered; values came through on_report() before

  /// The device showed these values. True when the whole set in flight was confirmed by it.
  bool on_report(const Datapoints& reported);

  /// The session ended: what was in flight waits again for the next one, once; then it ends unconfirmed.
  void on_session_lost();

  /// Ends what waited too long. `online`: a session is established.
  void on_deadline(Timestamp now, bool online);

  /// The next moment at which on_deadline() has something to do.
  Timestamp deadline() const noexcept;
  /// The next moment at which wants_verification() turns true.
  Timestamp verification() const noexcept { return in_flight() ? verify_at_ : never; }

  bool in_flight() const noexcept { return !in_flight_.empty(); }
  bool idle() const noexcept { return in_flight_.empty() && waiting_.empty() && reads_.empty(); }

  /// Hands over the commands that ended since the last call, in their order.
  std::vector<Answered> take_answers();

  /// Questions that may wait for one device; further ones supersede the oldest.
  static constexpr std::size_t max_reads = 16;

 private:
  static constexpr std::uint8_t everything = 0;  ///< no datapoint has this id

  struct Pending {
    CommandId command = 0;
    std::uint8_t id = 0;
    std::optional<DatapointValue> wanted;  ///< absent: a toggle whose base is not known yet
    bool flip = false;                     ///< of such a toggle: the opposite of what will be shown
    bool was_so = false;                   ///< the device showed `wanted` already when the set left
    std::uint8_t attempts = 0;
    Timestamp expires{};
  };
  /// Commands that share one set.
  struct Together {
    CommandId part = 0;  ///< what its Pending are called
    std::vector<CommandId> commands;
    std::size_t open = 0;  ///< Pending that have not ended
    Answer answer{Outcome::unchanged, {}};
  };
  struct Read {
    CommandId command = 0;
    std::uint8_t id = 0;
    Timestamp expires{};
  };

  Pending* waiting_for(std::uint8_t id) noexcept;
  const Pending* pending_for(std::uint8_t id) const noexcept;
  void wait(Pending pending);
  void resolve_toggles(const Datapoints& reported);
  void answer_reads();
  static bool is_part(CommandId command) noexcept;
  bool goes_with(const Pending& first, const Pending& pending) const noexcept;
  void let_go_of_what_is_so();
  void end(CommandId command, Outcome outcome, std::string cause = {});
  void end_part(CommandId part, Outcome outcome, std::string cause);
  void end_in_flight(Outcome outcome, const std::string& cause);

  const KnownValues& known_;
  Duration time_to_live_;
  std::vector<Pending> waiting_;    ///< at most one per datapoint
  std::vector<Pending> in_flight_;  ///< of one set
  std::vector<Together> together_;
  std::uint32_t last_part_ = 0;
  std::vector<Read> reads_;
  std::vector<Answered> answers_;
  bool one_by_one_ = false;  ///< the device refused several datapoints in one set
  bool acknowledged_ = false;
  bool verifying_ = false;  ///< the query is on its way
  Timestamp sent_at_{};
  Timestamp verify_at_ = never;  ///< when to ask whether the device followed
};

}  // namespace presad::tuya
