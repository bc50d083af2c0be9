// Everything between presad and one Tuya device, over all its connections: when and where to dial, which
// version to speak, what to ask and to write next, when a session is dead or half-dead. Pure.
//
//   absent --announced--> waiting --dial--> dialing --connected--> up --session ended--> waiting
//     no address           back-off        one attempt at a time    session.h
//
// A sub-device has no connection: its link has a share in the session of its gateway's link, which gives it a place on
// it, and dials by asking for one.
//
// It joins the automata that each decide one thing: session.h one connection, gateway_desk.h the sub-devices on it,
// command_queue.h commands and their outcomes, ladder.h how a device is read and woken, restore.h relays on their way
// to where the policy wants them, absence.h whether the device lost its power, meter_refresh.h when it is asked to
// measure.
//
// Its functions are in seven files: link_commands.cpp (what people want), link_connection.cpp, link_gateway.cpp
// (sub-devices, from both sides), link_report.cpp (what the device tells), link_waking.cpp (what it is asked),
// link_restoring.cpp (what it is told), and link.cpp (the rest).
//
// Source: PROTOCOL.md, 5, 8, 10, 11, 13 and 14.

#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/backoff.h"
#include "base/effects.h"
#include "device/device.h"
#include "device/facts.h"
#include "families/tuya/absence.h"
#include "families/tuya/command_queue.h"
#include "families/tuya/datapoint_map.h"
#include "families/tuya/gateway_desk.h"
#include "families/tuya/ladder.h"
#include "families/tuya/light_orders.h"
#include "families/tuya/meter_refresh.h"
#include "families/tuya/restore.h"
#include "families/tuya/session.h"
#include "families/tuya/share.h"

namespace presad::tuya {

struct LinkSettings {
  std::string device_id;    ///< of a sub-device: what its facts are known by
  std::string cid;          ///< of a sub-device; empty: a device with a connection of its own
  std::string hardware_id;  ///< learned with the device_id, so that it stays
  Key local_key;
  bool key_unknown = false;          ///< it never dials
  std::string address;               ///< empty: from the device's announcement
  std::optional<Version> version;    ///< absent: from its announcement, else tried one after another
  const Profile* profile = nullptr;  ///< nullptr: told from its reports
  Duration command_interval = std::chrono::milliseconds(50);  ///< between frames to one plug
  Duration offline_command_ttl = std::chrono::seconds(30);
  Wake wake = Wake::automatic;
  std::vector<std::uint8_t> wake_datapoints;  ///< at most three; empty: the profile's meter
  Duration power_up_after = std::chrono::seconds(10);
  std::optional<Duration> refresh;            ///< as in meter_refresh.h
  std::vector<DatapointSettings> datapoints;  ///< laid over the profile
  Remembered remembered;                      ///< from earlier runs
};

/// state() holds something newly told, if perhaps what was known.
struct Stated {};
/// condition() changed.
struct Conditioned {};
/// Raw datapoints as they came.
struct Heard {
  Datapoints reported;
};
/// DeviceListener::on_energy().
struct Consumed {
  double energy_wh = 0;
  std::optional<std::int64_t> device_time;
};
/// DeviceListener::on_learned().
struct Learned {
  std::string fact;
  std::string value;
};
/// Of a gateway: it spoke of a sub-device that no inventory has.
struct StrangerHeard {
  std::string cid;
};
using LinkEvent = std::variant<Answered, Stated, Heard, Conditioned, Consumed, Learned, ToSubDevice, StrangerHeard>;

/// What the link wants done, in this order: arm the deadline, send, hang up, dial, tell.
struct [[nodiscard]] LinkEffects {
  Timestamp deadline = never;
  ShortBytes send;
  bool hang_up = false;
  std::optional<std::string> dial;  ///< connect to this address, port 6668; a sub-device: ask the gateway for a place
  std::optional<Asked> asked;       ///< of a sub-device: for its gateway
  std::vector<LinkEvent> events;
};

class Link final : private KnownValues {
 public:
  using Effects = LinkEffects;

  /// `random` and `targets` are borrowed for the link's life.
  Link(LinkSettings settings, RandomSource& random);

  Effects start(Moment moment, const PowerTargets& targets);
  Effects on_announced(const std::string& address, std::optional<Version> version, Moment moment);
  Effects on_connected(Moment moment);
  Effects on_bytes(ByteView received, Moment moment);
  Effects on_closed(const Error& why, Moment moment);  ///< not after a hang_up of ours
  Effects on_deadline(Moment moment);                  ///< early calls change nothing
  Effects execute(CommandId command, const Command& wanted, Moment moment);
  Effects set_audience(bool listening, Moment moment);

  // Of a gateway: what its sub-devices want. Each is named by its cid.
  Effects add_sub_device(const std::string& cid, Moment moment);
  Effects remove_sub_device(const std::string& cid, Moment moment);
  Effects join(const std::string& cid, Moment moment);
  Effects leave(const std::string& cid, Moment moment);
  Effects ask(const std::string& cid, const Asked& asked, Moment moment);

  /// Of a sub-device: what its gateway tells.
  Effects on_notice(const GatewayNotice& notice, Moment moment);

  /// Somebody wants the session replaced by another, if there is one.
  Effects restart_session(Moment moment);

  const State& state() const noexcept { return state_; }
  const Condition& condition() const noexcept { return condition_; }
  bool meter_silent() const noexcept { return condition_.online && meter_.silent(); }
  std::string_view module() const noexcept { return map_.module(); }
  /// There is a session, or one is about to be.
  bool has_session() const noexcept { return session_ != nullptr; }
  /// Without an address the device can only be found by its announcement or a probe.
  bool needs_address() const noexcept { return address_.empty(); }

 private:
  enum class Phase : std::uint8_t { absent, waiting, dialing, up };
  /// The reading on its way: by a query, or by a set of nulls whose report comes apart from its acknowledgement.
  enum class Reading : std::uint8_t { nothing, query, null_read, null_report };
  enum class EndedBy : std::uint8_t { silence, device, presad };

  std::optional<DatapointValue> live_value(std::uint8_t id) const override;
  bool shows(const Datapoints& reported, const Datapoint& wanted) const override {
    return map_.shows(reported, wanted);
  }

  // link_commands.cpp
  void take_on(CommandId command, const SetPower& wanted, Timestamp now);
  void take_on(CommandId command, const ReadPower& wanted, Timestamp now);
  void take_on(CommandId command, const SetLight& wanted, Timestamp now);
  void take_on(CommandId command, const MoveCover& wanted, Timestamp now);
  void take_on(CommandId command, const WriteDatapoint& wanted, Timestamp now);
  void take_on(CommandId command, const ReadDatapoints& wanted, Timestamp now);
  std::optional<std::uint8_t> relay_or_refuse(CommandId command, unsigned number);
  void hand_over_lights(Timestamp now);
  bool commands_wait() const noexcept { return !queue_.idle() || !light_orders_.empty(); }

  // link_connection.cpp
  void dial(Moment moment, Effects& effects);
  void wait(Duration delay, Moment moment);
  void enter(Moment moment, Effects& effects);
  void give_up(Trouble trouble, std::string cause, Moment moment, Effects& effects);
  void lose_session(Trouble trouble, std::string cause, EndedBy by, Moment moment);
  void connect_anew(Moment moment, Effects& effects);
  void end_session(EndedBy by, Moment moment);
  void on_event(const Established& event, Moment moment, Effects& effects);
  void on_event(const Ended& event, Moment moment, Effects& effects);
  void learn_from_failure(Trouble trouble);
  bool waits_for_its_cloud(Trouble trouble, Timestamp now);
  void take_proven_version();
  Version version() const noexcept;

  // link_gateway.cpp
  bool is_sub_device() const noexcept { return !settings_.cid.empty(); }
  bool serves_only() const noexcept { return !desk_.empty() && state_.relays.empty(); }
  bool ask_for_others(Moment moment, Effects& effects);
  void take_notices(Effects& effects);
  void abandon_request() noexcept;
  void on_errand_ended(const RequestEnded& event, Moment moment, Effects& effects);
  void on_gateway_queried(const RequestEnded& event, Moment moment, Effects& effects);
  void on_event(const SubDeviceList& list, Moment moment, Effects& effects);
  void on_event(const Asked& asked, Moment moment, Effects& effects);
  void take_place(const Placed& placed, Moment moment, Effects& effects);
  void lose_place(const Displaced& displaced, Moment moment);

  // link_report.cpp
  void on_event(const Reported& event, Moment moment, Effects& effects);
  void decide(std::uint8_t relays);
  std::uint8_t commanded_relays() const noexcept;
  bool awaits_answer() const noexcept;
  void renumber_relays();
  std::uint8_t note_positions(const Datapoints& reported);
  void look_for_hands(std::uint8_t seen, const std::vector<Power>& before);
  bool was_pressed(bool answered);
  void take_readings(const Reported& event, const std::vector<Power>& before, Timestamp now, Effects& effects);
  void settle(bool by_hand, Moment moment, Effects& effects);
  void learn(Effects& effects);
  void learn(const std::string& fact, std::string value, Effects& effects);
  bool all_relays_shown() const noexcept;

  // link_waking.cpp
  void on_event(const RequestEnded& event, Moment moment, Effects& effects);
  void on_query_ended(const RequestEnded& event, Moment moment, Effects& effects);
  void suspect_half_dead(Moment moment, Effects& effects);
  void replace_half_dead(Moment moment, Effects& effects);
  void on_null_read_ended(const RequestEnded& event, Moment moment, Effects& effects);
  void on_set_ended(const RequestEnded& event, Moment moment);
  void end_reading(RequestEnded::How how, Moment moment, Effects& effects);
  void after_reading(Moment moment, Effects& effects);
  bool awaits_sign_of_life(Ladder::Step step) const noexcept;
  bool take_step(Moment moment, Effects& effects);
  void begin_reading(Moment moment, Effects& effects);
  bool null_read(Moment moment, Effects& effects);
  bool wake_by_refresh(Moment moment, Effects& effects);

  // link_restoring.cpp
  bool assert_targets(Moment moment);
  std::optional<bool> target(std::size_t relay) const;
  void conclude_assertion(Moment moment, Effects& effects);
  void restore_shown_relays(Moment moment);
  void hand_over_targets(Timestamp now);
  void settle_relay_status(Timestamp now, Effects& effects);
  void on_own_answer(std::uint8_t id, Outcome outcome, Moment moment, Effects& effects);
  void leave_alone(std::size_t relay);
  void mark_unsettled(std::uint8_t relays);
  Duration stagger();

  // link.cpp
  void apply(const Conversation::Effects& told, Moment moment, Effects& effects);
  void proceed(Moment moment, Effects& effects);
  bool start_request(Moment moment, Effects& effects);
  void take_answers(Moment moment, Effects& effects);
  void note_stopped(const Answered& answered, Effects& effects);
  void update_condition(Moment moment, Effects& effects);
  Condition judge(Moment moment);
  std::string stuck_cause() const;
  Timestamp deadline(Timestamp now) const noexcept;
  Effects finish(Effects effects, Moment moment);

  LinkSettings settings_;
  RandomSource& random_;
  const PowerTargets* targets_ = nullptr;  ///< from start() on
  std::string address_;
  std::string moved_to_;                ///< announced while a session lives at address_; taken once that falls silent
  std::optional<Version> version_;      ///< stated or proven
  bool version_is_remembered_ = false;  ///< by an earlier run, and neither stated nor proven since
  std::uint8_t failures_as_remembered_ = 0;
  std::uint8_t guess_ = 0;  ///< which version is tried while none is known
  Phase phase_ = Phase::absent;
  Backoff backoff_;
  Timestamp phase_deadline_ = never;  ///< to dial, or until the dialling counts as failed
  Timestamp dialled_at_{};
  Timestamp announced_at_{};
  bool ever_announced_ = false;
  std::optional<Timestamp> refused_since_;  ///< its port is closed

  std::unique_ptr<Conversation> session_;
  Timestamp session_deadline_ = never;
  Reading asked_ = Reading::nothing;
  bool asked_by_ladder_ = false;  ///< else to see whether a set was done
  bool meter_asked_ = false;      ///< the refresh in flight is for the meter
  std::uint8_t null_read_step_ = 0;
  Timestamp null_report_due_ = never;
  bool null_reported_ = false;
  std::uint8_t shown_ = 0;           ///< relays shown on this connection, bit 0 for relay 1
  bool half_dead_ = false;           ///< it left a reading open, and is asked for a sign of life
  Timestamp half_dead_due_ = never;  ///< it gave one: its answer is awaited until then
  Timestamp next_frame_at_{};        ///< command_interval
  bool pushes_ = false;              ///< the device is known to push what changes
  Timestamp push_due_ = never;       ///< a change was seen that nobody pushed

  GatewayDesk desk_;
  bool others_first_ = false;  ///< the last request was its own: it is the sub-devices' turn

  Absence absence_;
  Ladder ladder_;
  Restore restore_;
  MeterRefresh meter_;
  /// Relays for which there is evidence of a power cut that the policy has not dealt with yet, bit 0 for relay 1.
  std::uint8_t unsettled_ = 0;
  std::uint8_t woken_relays_ = 0;  ///< those that were not shown when a refresh was sent
  /// Relays that a person switched, by command or button, since the device was last away: no policy for them.
  std::uint8_t decided_ = 0;
  std::array<Power, max_relays> last_shown_{};  ///< over all connections
  bool was_away_ = true;                        ///< since the connection before, or there was none
  std::uint8_t perhaps_pressed_ = 0;  ///< relays that showed themselves ahead of an answer, see look_for_hands()
  std::uint8_t stuck_ = 0;            ///< relays that did not go where the policy wants them, however often told
  std::string relay_status_;          ///< as last reported; empty: never
  std::optional<PowerOn> relay_status_sent_;  ///< the policy that its own datapoint was told last, by this run

  CommandQueue queue_;
  LightOrders light_orders_;
  std::optional<CommandId> stop_order_;  ///< the cover's last stop, until it ends or something else is asked of it
  bool told_ = false;  ///< anything, on this connection: all that is to be known of a device without relays
  DatapointMap map_;
  State state_;
  Condition condition_;
  Facts learned_;
  Trouble trouble_ = Trouble::starting;
  std::string cause_;
  Timestamp online_until_ = never;  ///< a session just lost is given this long before it counts
};

}  // namespace presad::tuya
