// A Tuya plug as an automaton: bytes and the time come in, PlugEffects go out. Pure: no socket, no clock.
//
// One model for two stages: in memory with a fake clock for scenario tests, on real sockets in presad-sim. What it
// says in which shape is plug_answers.h's business, what its relays and meter do plug_hardware.h's, how faults bend
// the bytes outgoing_frames.h's. Source: lib/families/tuya/PROTOCOL.md, 5, 6, 8, 10, 11, 13.
//
//     dark --plug_in--> booting --boot_time--> running      (unplug: dark again, from anywhere)
//     per connection, 3.4 and 3.5:  start awaited --3/4--> finish awaited --5--> serving; else serving at once

#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/random.h"
#include "families/tuya/message.h"
#include "families/tuya/payload.h"
#include "families/tuya/session_key.h"
#include "families/tuya/wire.h"
#include "simulator/action.h"
#include "simulator/faults.h"
#include "simulator/outgoing_frames.h"
#include "simulator/plug_effects.h"
#include "simulator/plug_hardware.h"
#include "simulator/plug_settings.h"
#include "simulator/sub_devices.h"

namespace presad::simulator {

/// What somebody who connects to the plug's port finds.
enum class Port : std::uint8_t {
  open,     ///< the connection is accepted: call on_connected()
  refused,  ///< closed: the caller is refused at once
  dark,     ///< nobody there: no answer of any kind
};

class PlugModel {
 public:
  /// Powered and running at once. `random` is borrowed and gives nonces, IVs and garbage.
  PlugModel(PlugSettings settings, RandomSource& random);

  // The network. Ids of connections are the caller's, see ConnectionId.

  /// May change with every call below.
  Port port() const noexcept;
  /// Somebody connected; only while port() is open (else nothing happens).
  PlugEffects on_connected(ConnectionId connection, Timestamp now);
  /// Bytes on a connection that a former life of the plug knew are answered with a reset; without power nothing is.
  PlugEffects on_bytes(ConnectionId connection, ByteView received, Timestamp now);
  /// The client closed, or its connection broke.
  PlugEffects on_closed(ConnectionId connection, Timestamp now);
  PlugEffects on_deadline(Timestamp now);

  // What people do to it.

  /// The button of `relay` (from 1).
  PlugEffects press(unsigned relay, Timestamp now);
  /// Power off: its connections end without a word, the port goes dark. Relays keep their memory.
  PlugEffects unplug(Timestamp now);
  /// Power on: the port opens after boot_time, the relays do what relay_status says.
  PlugEffects plug_in(Timestamp now);
  /// For a moment the way to its cloud is open: what a plug woke up in is over, until its next power-up.
  PlugEffects cloud(Timestamp now);
  /// unplug() and plug_in() in one.
  PlugEffects reboot(Timestamp now);
  /// Paired anew: every connection is reset, the new key counts from now on.
  PlugEffects rotate_key(const tuya::Key& new_key, Timestamp now);
  /// What each relay feeds when on.
  PlugEffects set_load(double load_w, Timestamp now);
  /// As its app would over the cloud: taken on if the datapoint exists, and pushed when it changed.
  PlugEffects set_datapoint(const Datapoint& datapoint, Timestamp now);
  /// To a sub-device of it; one that does not exist is left alone.
  PlugEffects act_on_sub_device(const OfSubDevice& action, Timestamp now);
  PlugEffects set_fault(const Fault& fault, Timestamp now);
  PlugEffects clear_faults(Timestamp now);

  // To look at.

  const PlugSettings& settings() const noexcept { return settings_; }
  const Faults& faults() const noexcept { return faults_; }
  bool powered() const noexcept { return life_ != Life::dark; }
  /// Connections it knows, those included that it will never answer.
  std::size_t connections() const noexcept { return connections_.size(); }
  /// Where the relay really is, whatever faults make the plug say. `relay` counts from 1.
  Power relay(unsigned relay) const { return hardware_.relay(relay); }
  /// All datapoints as they are now.
  Datapoints datapoints(Timestamp now) const { return hardware_.all(now); }
  const std::vector<SubDevice>& sub_devices() const noexcept { return sub_devices_.all(); }
  /// Would be taken on by set_datapoint().
  bool fits(const Datapoint& datapoint) const { return hardware_.fits(datapoint); }
  /// All that its relays fed since the start.
  double energy_wh(Timestamp now) const { return hardware_.energy_wh(now); }
  /// How often a refresh has rebooted it.
  unsigned crashes() const noexcept { return crashes_; }

 private:
  enum class Life : std::uint8_t { dark, booting, running };
  enum class Stage : std::uint8_t { start_awaited, finish_awaited, serving, turned_away };

  struct Connection {
    Connection(ConnectionId number, tuya::Wire made) : id(number), wire(std::move(made)) {}

    ConnectionId id;
    tuya::Wire wire;
    OutgoingFrames outgoing;
    Stage stage = Stage::serving;
    tuya::Nonce client_nonce{};
    tuya::Nonce own_nonce{};
    std::uint32_t sequence_number = 0;  ///< own counter
    unsigned answers = 0;               ///< other than heartbeats
    Timestamp last_heard{};
  };

  // plug_model.cpp: port, connections and deadlines
  Connection* find(ConnectionId connection);
  bool free_slot() const;
  void turn_away(ConnectionId connection, PlugEffects& effects, Timestamp now);
  void end(ConnectionId connection, bool reset, std::string why, PlugEffects& effects);
  void end_all(const std::string& why, PlugEffects& effects);
  void end_idle(PlugEffects& effects, Timestamp now);
  void flush(PlugEffects& effects, Timestamp now);
  PlugEffects finish(PlugEffects effects, Timestamp now);

  // plug_actions.cpp
  void go_dark(std::string why, PlugEffects& effects, Timestamp now);
  void boot(PlugEffects& effects, Timestamp now);

  // plug_negotiation.cpp
  void on_undeciphered(Connection& connection, const tuya::Fault& fault, PlugEffects& effects, Timestamp now);
  void negotiate(Connection& connection, const tuya::Message& message, PlugEffects& effects, Timestamp now);
  void respond_with_nonce(Connection& connection, Timestamp now);

  // plug_requests.cpp: what clients ask for
  void on_message(Connection& connection, const tuya::Message& message, PlugEffects& effects, Timestamp now);
  bool is_lost(tuya::Request::Kind kind, Timestamp now) const;
  void wake(const tuya::Request& request);
  void on_request(Connection& connection, const tuya::Message& message, const tuya::Request& request,
                  PlugEffects& effects, Timestamp now);
  void on_query(Connection& connection, const tuya::Message& message, Timestamp now);
  void on_set(Connection& connection, const tuya::Message& message, const tuya::Request& request, PlugEffects& effects,
              Timestamp now);
  void on_null_read(Connection& connection, const tuya::Message& message, const tuya::Request& request, Timestamp now);
  void on_refresh(Connection& connection, const tuya::Message& message, const tuya::Request& request,
                  PlugEffects& effects, Timestamp now);

  // plug_sub_devices.cpp: what it does for its sub-devices
  void on_sub_device_request(Connection& connection, const tuya::Message& message, const tuya::Request& request,
                             PlugEffects& effects, Timestamp now);
  void answer_list(Connection& connection, const tuya::Message& message, Timestamp now);
  void push_to_all(const SubDevice& sub_device, std::span<const std::uint8_t> ids, Timestamp now);
  void publish(const SubDevice& sub_device, const Change& change, std::string_view by, PlugEffects& effects,
               Timestamp now);
  void look_at_sub_devices(PlugEffects& effects, Timestamp now);
  void report_presence(SubDevice& sub_device, Timestamp now);

  // plug_speech.cpp: what it says
  bool is_half_dead(const Connection& connection) const;
  bool counts_answers() const;
  void answer(Connection& connection, const tuya::Message& request, std::uint32_t return_code, std::string_view payload,
              Timestamp now);
  void push(Connection& connection, const Datapoints& datapoints, Timestamp now, std::string_view cid = {});
  void push_to_all(std::span<const std::uint8_t> ids, Timestamp now);
  void send(Connection& connection, tuya::Message message, Timestamp now);
  /// Tells and pushes what an action changed.
  void publish(const Change& change, std::string_view by, PlugEffects& effects, Timestamp now);
  void tell_switched(const Change& change, std::string_view by, PlugEffects& effects) const;

  PlugSettings settings_;
  RandomSource& random_;
  PlugHardware hardware_;
  SubDevices sub_devices_;
  Faults faults_;
  Life life_ = Life::running;
  Timestamp boot_due_ = never;
  Timestamp woke_ = Timestamp::min();  ///< what `slow` counts from
  unsigned crashes_ = 0;
  std::map<ConnectionId, Connection> connections_;
};

}  // namespace presad::simulator
