// Everything between presad and one Tuya device, over all its connections: when and where to dial, which
// version to speak, how to read the state, what to write next, when a session is dead or half-dead. Pure.
//
//   absent --announced--> waiting --dial--> dialing --connected--> up --session ended--> waiting
//     no address           back-off        one attempt at a time    session.h
//
// One connection is session.h's business, commands and their outcomes are command_queue.h's.
// Source: PROTOCOL.md, 5, 8, 10, 11 and 13.

#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/backoff.h"
#include "base/effects.h"
#include "device/device.h"
#include "families/tuya/command_queue.h"
#include "families/tuya/datapoint_map.h"
#include "families/tuya/session.h"

namespace presad::tuya {

struct LinkSettings {
  std::string device_id;
  Key local_key;
  std::string address;               ///< empty: from the device's announcement
  std::optional<Version> version;    ///< absent: from its announcement, else tried one after another
  const Profile* profile = nullptr;  ///< nullptr: told from its reports
  Duration command_interval = std::chrono::milliseconds(50);  ///< between frames to one plug
  Duration offline_command_ttl = std::chrono::seconds(30);
};

/// state() holds something newly told, if perhaps what was known.
struct Stated {};
/// condition() changed.
struct Conditioned {};
/// Raw datapoints as they came.
struct Heard {
  Datapoints reported;
};
using LinkEvent = std::variant<Answered, Stated, Heard, Conditioned>;

/// What the link wants done, in this order: arm the deadline, send, hang up, dial, tell.
struct [[nodiscard]] LinkEffects {
  Timestamp deadline = never;
  Bytes send;
  bool hang_up = false;
  std::optional<std::string> dial;  ///< connect to this address, port 6668
  std::vector<LinkEvent> events;
};

class Link final : private KnownValues {
 public:
  using Effects = LinkEffects;

  /// `random` is borrowed for the link's life.
  Link(LinkSettings settings, RandomSource& random);

  Effects start(Moment moment);
  Effects on_announced(const std::string& address, std::optional<Version> version, Moment moment);
  Effects on_connected(Moment moment);
  Effects on_bytes(ByteView received, Moment moment);
  Effects on_closed(const Error& why, Moment moment);  ///< not after a hang_up of ours
  Effects on_deadline(Moment moment);                  ///< early calls change nothing
  Effects execute(CommandId command, const Command& wanted, Moment moment);

  const State& state() const noexcept { return state_; }
  const Condition& condition() const noexcept { return condition_; }
  std::string_view module() const noexcept { return map_.module(); }
  /// Without an address the device can only be found by its announcement or a probe.
  bool needs_address() const noexcept { return address_.empty(); }

 private:
  enum class Phase : std::uint8_t { absent, waiting, dialing, up };
  /// Where the reading of everything stands: by a query, or by sets of nulls where the device refuses that.
  enum class Reading : std::uint8_t { idle, due, asked, null_due, null_asked };

  std::optional<DatapointValue> live_value(std::uint8_t id) const override;

  void apply(Session::Effects session_effects, Moment moment, Effects& effects);
  void on_event(const Established& event, Moment moment, Effects& effects);
  void on_event(const Reported& event, Moment moment, Effects& effects);
  void on_event(const RequestEnded& event, Moment moment, Effects& effects);
  void on_event(const Ended& event, Moment moment, Effects& effects);
  void on_query_ended(const RequestEnded& event, Moment moment, Effects& effects);
  void on_null_read_ended(const RequestEnded& event, Moment moment, Effects& effects);
  void on_set_ended(const RequestEnded& event, Moment moment);

  void dial(Moment moment, Effects& effects);
  void give_up(Trouble trouble, std::string cause, Moment moment, Effects& effects);
  void wait(Duration delay, Moment moment);
  void learn_from_failure(Trouble trouble);
  void proceed(Moment moment, Effects& effects);
  bool start_request(Moment moment, Effects& effects);
  void begin_read(Moment moment, Effects& effects);
  bool null_read(Moment moment, Effects& effects);
  void finish_reading(Moment moment);
  void update_condition(Moment moment, Effects& effects);
  Effects finish(Effects effects, Moment moment);
  Version version() const noexcept;
  bool all_relays_shown() const noexcept;

  LinkSettings settings_;
  RandomSource& random_;
  std::string address_;
  std::string moved_to_;            ///< announced while a session lives at address_; taken once that falls silent
  std::optional<Version> version_;  ///< stated or proven
  std::uint8_t guess_ = 0;          ///< which version is tried while none is known
  Phase phase_ = Phase::absent;
  Backoff backoff_;
  Timestamp phase_deadline_ = never;  ///< to dial, or until the dialling counts as failed
  Timestamp announced_at_{};
  bool ever_announced_ = false;

  std::optional<Session> session_;
  Timestamp session_deadline_ = never;
  Reading reading_ = Reading::idle;
  bool read_once_ = false;      ///< everything was read on this connection; what was not shown is undefined
  bool reads_by_null_ = false;  ///< this connection's queries are refused, its null reads are not
  std::uint8_t shown_ = 0;      ///< relays shown on this connection, bit 0 for relay 1
  std::uint8_t null_read_step_ = 0;
  Timestamp read_at_ = never;   ///< next reading of everything, or when the null read's report is overdue
  Timestamp next_frame_at_{};   ///< command_interval
  bool pushes_ = false;         ///< the device is known to push what changes
  Timestamp push_due_ = never;  ///< a change was seen that nobody pushed

  CommandQueue queue_;
  DatapointMap map_;
  State state_;
  Condition condition_;
  Trouble trouble_ = Trouble::starting;
  std::string cause_;
  Timestamp online_until_ = never;  ///< a session just lost is given this long before it counts
};

}  // namespace presad::tuya
