// One Tasmota device's conversation over HTTP: what is asked next, and what becomes of each command. Pure.
//
// One request at a time. A command that may have been carried out is never sent again: of a relay its position is read
// instead, and of anything else the outcome is unknown. Source: docs/tasmota-devices.md.

#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/effects.h"
#include "base/result.h"
#include "device/relayed_device.h"
#include "families/tasmota_http/answer_reader.h"

namespace presad::tasmota_http {

struct Ask {
  std::string command;  ///< "Status 11"
};
struct Answered {
  CommandId command = 0;
  ForwardAnswer answer;
};
struct Telemetry {
  std::string state;
  std::string sensors;
};
struct Reachable {
  bool reachable = false;
  std::string cause;
};

using PollerEvent = std::variant<Ask, Answered, Telemetry, Reachable, Probed>;

class Poller {
 public:
  using Effects = presad::Effects<PollerEvent>;

  static constexpr Duration poll_interval = std::chrono::seconds(10);
  static constexpr Duration command_limit = std::chrono::seconds(30);  ///< how long one waits for the device to return
  static constexpr unsigned failures_until_offline = 3;

  Effects probe(Timestamp now);
  Effects set_relaying(bool relaying, Timestamp now);
  Effects forward(CommandId command, const Forward& what, Timestamp now);
  Effects look(Timestamp now);

  /// The answer to the last Ask; none was given since.
  Effects on_answer(const Result<DeviceAnswer>& answer, Timestamp now);
  Effects on_deadline(Timestamp now);

  /// Those that have not gone out.
  std::vector<CommandId> drop_waiting();

 private:
  enum class Purpose : unsigned char { command, reading_back, probe, state, sensors };
  struct Command {
    CommandId id = 0;
    Forward what;
    Timestamp arrived{};
    unsigned readings = 0;  ///< how often its effect was read back
  };
  using Powers = std::map<std::string, std::string>;  ///< "POWER1" -> "ON"

  Effects go_on(Effects effects, Timestamp now);
  void ask(Effects& effects, Purpose purpose, std::string command);
  void ask_next(Effects& effects, Timestamp now);
  void drop_old(Effects& effects, Timestamp now);
  Timestamp next_deadline() const;

  void on_command_answer(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp now);
  void on_reading_back(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp now);
  void on_probe_answer(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp now);
  void on_state(const Result<DeviceAnswer>& answer);
  void on_sensors(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp now);
  void doubt(Effects& effects, const std::string& cause, Timestamp now);
  void end(Effects& effects, Outcome outcome, std::string json, std::string cause);
  void note_contact(Effects& effects, const Result<DeviceAnswer>& answer, Timestamp now);
  std::string sensors_command() const;

  bool relaying_ = false;
  std::optional<Purpose> asked_;
  std::optional<Command> current_;  ///< gone out, not ended
  std::deque<Command> waiting_;
  Powers powers_;         ///< as last read
  Powers powers_before_;  ///< as they were when current_ went out
  std::optional<std::size_t> probe_step_;
  Probed probed_;
  std::string state_;
  std::string sensors_;
  bool sensors_due_ = false;
  bool old_sensors_ = false;  ///< its firmware knows Status 8 alone
  bool reachable_ = true;
  unsigned failures_ = 0;
  Timestamp next_poll_ = never;
  Timestamp not_before_{};  ///< after a failure
};

}  // namespace presad::tasmota_http
