// A device as the rest of the house knows it: what it is, what it can be told, and whom it tells.
// Every family implements Device; nothing above lib/families knows which one it holds.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "device/command.h"
#include "device/power_targets.h"
#include "device/state.h"

namespace presad {

class Device;

/// What keeps a device from being controlled, told apart as far as the wire allows.
enum class Trouble : std::uint8_t {
  none,
  starting,            ///< nothing tried yet
  no_address,          ///< no address in the inventory and no announcement heard
  unreachable,         ///< nobody answers at the address
  connection_refused,  ///< port closed: another host, or a plug that waits for its cloud
  slot_taken,          ///< accepted, then closed: another client holds the slot, or its server hangs
  silent,              ///< connected, but no answer
  key_wrong,           ///< a frame arrived and failed its check
  version_wrong,       ///< it speaks another protocol version
  relay_undefined,     ///< session fine, but the device does not say where its relay is
  cloud_locked,        ///< announces itself and keeps its port closed: it waits for its cloud
  out_of_reach,        ///< a sub-device that its gateway does not reach: asleep, without power, or too far away
  gateway_away,        ///< a sub-device whose gateway cannot be reached
  cid_unknown,         ///< its gateway knows no such sub-device
  key_unknown,         ///< the inventory has no key for it yet
};

/// Where a device stands with its session, for STATE, the log and diagnosis.
struct Condition {
  bool online = false;  ///< it can be controlled: session established, relay known
  Trouble trouble = Trouble::starting;
  std::string cause;     ///< one sentence for a person: what was seen and the likely cure; empty when all is well
  std::string address;   ///< "192.0.2.7", empty while unknown
  std::string protocol;  ///< "3.4", empty while unknown
  std::string rung;      ///< the highest rung of the ladder that this trouble took: "refresh", "assert", …; or empty
  WallTime since{};      ///< when it went online, or into this trouble

  friend bool operator==(const Condition&, const Condition&) = default;
};

/// "UNREACHABLE"-like words are the renderer's business; this is the plain name, "unreachable".
const char* name(Trouble trouble) noexcept;

/// Whom a device tells. Called on the loop thread, never from inside one of the device's own functions.
class DeviceListener {
 public:
  /// `command` ended. When its outcome shows a new state, this comes before on_state().
  virtual void on_answer(Device& device, CommandId command, const Answer& answer) = 0;

  /// The whole state as now known, pushed or asked for. May repeat what was known.
  virtual void on_state(Device& device, const State& state) = 0;

  /// The device counted `energy_wh` since its last such report. `device_time`: its own clock in that message, in
  /// seconds, which tells a repeated message from a new one.
  virtual void on_energy(Device& device, double energy_wh, std::optional<std::int64_t> device_time) = 0;

  /// Something worth remembering (facts.h): comes back when the device is made anew.
  virtual void on_learned(Device& device, const std::string& fact, const std::string& value) = 0;

  /// Raw datapoints just reported, as they came.
  virtual void on_datapoints(Device& device, const Datapoints& reported) = 0;

  /// On change only.
  virtual void on_condition(Device& device, const Condition& condition) = 0;

 protected:
  ~DeviceListener() = default;
};

class Device {
 public:
  virtual ~Device() = default;

  /// The `<topic>` of `cmnd/<topic>/...`; unique in the house, never changes.
  virtual const std::string& topic() const noexcept = 0;

  /// Starts reaching for the hardware and goes on trying until destroyed. Called once; both outlive the device.
  /// A device that cannot be reached is not an error.
  virtual void start(DeviceListener& listener, const PowerTargets& targets) = 0;

  /// Whether somebody may be listening to readings now; nobody does until told.
  virtual void set_audience(bool listening) = 0;

  /// Takes on `command`; exactly one on_answer() with `id` follows, within offline_command_ttl plus
  /// the time that a device is given to answer.
  virtual void execute(CommandId id, const Command& command) = 0;

  /// Ends the session and begins another, as a reboot of the device would look: on_condition() tells both. False, and
  /// nothing is done, where there is no session, or none of its own.
  virtual bool restart_session() { return false; }

  virtual const State& state() const noexcept = 0;
  virtual const Condition& condition() const noexcept = 0;

  /// It was asked to measure while power flows, three times and more, and told no reading since.
  virtual bool meter_silent() const noexcept { return false; }

  /// What the device is called as a kind of thing, for INFO1's Module: "Tuya Plug".
  virtual std::string module() const = 0;

  /// Twelve upper-case hex digits that identify the hardware: its MAC where known, else derived from the
  /// vendor's id with the locally administered bit set, so that it can never equal a real one.
  virtual const std::string& hardware_id() const noexcept = 0;
};

}  // namespace presad
