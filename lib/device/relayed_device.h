// A device that speaks the dialect itself, only not on this broker now: what it is told goes to it as it came, and
// what it answers comes back as it said it. When that may be is the bridge's business (bridge/handover.h).

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "device/command.h"

namespace presad {

/// A command in the device's own words: "Power2", "TOGGLE".
struct Forward {
  std::string word;
  std::string payload;
};

/// What became of one. `json`: the object that the device answered, as it wrote it but for doubled keys; else empty.
struct ForwardAnswer {
  Outcome outcome = Outcome::refused;
  std::string json;
  std::string cause;  ///< for the log, one sentence; empty when it was done
};

/// Its SetOptions that decide how it would have said on the broker what it answers otherwise.
struct RelayedOptions {
  bool answers_by_command = false;  ///< SetOption4
  bool json_only = false;           ///< SetOption90
  int backlog_delay = 200;          ///< SetOption34, milliseconds
};

/// What a device that may be relayed to says of itself.
struct RelayedIdentity {
  std::string hardware_id;  ///< its MAC, twelve upper-case hex digits
  std::string topic;
  std::string device_name;
  std::vector<std::string> friendly_names;  ///< one per relay, as far as it tells
  std::string hostname;
  std::string address;
  std::string version;  ///< "15.2.0.2(tasmota)"
  bool mqtt_enabled = false;
  std::string mqtt_host;  ///< empty: none
  int mqtt_count = 0;     ///< its connects to a broker since it started
  RelayedOptions options;
};

/// What came of asking it who it is.
struct Probed {
  bool answered = false;
  RelayedIdentity identity;
  std::string cause;  ///< why it did not answer, one sentence
};

class RelayedDevice;

/// Whom it tells. Called on the loop thread, never from inside one of the device's own functions.
class RelayedListener {
 public:
  virtual void on_probed(RelayedDevice& device, const Probed& probed) = 0;
  virtual void on_forward_answer(RelayedDevice& device, CommandId command, const ForwardAnswer& answer) = 0;

  /// Its STATE and SENSOR objects as it wrote them, asked for by itself while it is relayed to; empty: it told none.
  virtual void on_telemetry(RelayedDevice& device, const std::string& state, const std::string& sensors) = 0;

  /// On change only, while it is relayed to. `cause`: of not being reachable.
  virtual void on_reachable(RelayedDevice& device, bool reachable, const std::string& cause) = 0;

 protected:
  ~RelayedListener() = default;
};

/// When presad may answer for it: while it is not on the broker, or whenever nobody stands there as Online.
enum class RelayPolicy : std::uint8_t { automatic, always };

class RelayedDevice {
 public:
  virtual ~RelayedDevice() = default;

  virtual const std::string& topic() const noexcept = 0;
  virtual RelayPolicy policy() const noexcept = 0;

  /// How long nothing must have been heard of it on the broker before it is asked.
  virtual Duration hold() const noexcept = 0;

  /// Called once; `listener` outlives the device.
  virtual void start(RelayedListener& listener) = 0;

  /// Asks who it is, and for its telemetry: exactly one on_probed() follows, and on_telemetry() ahead of it if it
  /// tells.
  virtual void probe() = 0;

  /// Carries out commands and polls only while `relaying`; until then commands wait.
  virtual void set_relaying(bool relaying) = 0;

  /// Takes on a command; exactly one on_forward_answer() follows, unless drop_waiting() gives it back. One at a time
  /// goes out, in order; one that may have been carried out is never sent again.
  virtual void forward(CommandId command, const Forward& what) = 0;

  /// Asks for its telemetry now.
  virtual void look() = 0;

  /// The commands that have not gone out, and never will.
  virtual std::vector<CommandId> drop_waiting() = 0;
};

}  // namespace presad
