// Answers: the messages that a command or a change of state gives, and in what order.
//
// Pure. Topics are built by the caller: on the device's own topic, or on its fallback topic when the command came
// that way. Source: DIALECT.md, 3 and 10; docs/outcomes.md.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "device/command.h"
#include "device/state.h"
#include "tasmota/command_word.h"
#include "tasmota/options.h"
#include "tasmota/topic.h"
#include "tasmota/waiting.h"

namespace presad::tasmota {

/// "Confirmed", "Unchanged", …: an outcome as answers and STATE spell it.
std::string_view outcome_word(Outcome outcome) noexcept;

/// Something to publish.
struct Message {
  Prefix prefix = Prefix::stat;
  std::string level;  ///< the last level, upper case: "RESULT", "POWER1", "STATUS10", "LWT"
  std::string payload;
  bool retain = false;

  friend bool operator==(const Message&, const Message&) = default;
};

using Messages = std::vector<Message>;

/// Something to be done by the device before there is an answer. The caller keeps it until the device's Answer
/// comes and hands both to render_answer().
struct Order {
  Command command;
  std::string input;    ///< the command as sent, as error and outcome answers repeat it
  std::string done;     ///< RESULT once it is done; empty where the answer is the state of relay, lamp or cover
  bool silent = false;  ///< the word began with '_'
  std::string level = "RESULT";  ///< where its answer goes, the relay's state apart
};

enum class EnergyCounter : std::uint8_t { total, today, yesterday };

/// What somebody says that a counter shall show. The caller corrects the ledger and hands the totals as they then are
/// to render_corrected(), so that the answer shows what came of it.
struct EnergyCorrection {
  EnergyCounter counter = EnergyCounter::total;
  std::string_view key;           ///< of the answer, static: "EnergyTotal"
  double energy_wh = 0;           ///< of `total`: as it was when today began; Today is counted on top of it
  std::optional<WallTime> since;  ///< TotalStartTime, where one was given
  bool silent = false;            ///< the word began with '_'
};

/// One command of a Backlog.
struct BacklogCommand {
  CommandWord word;
  std::string payload;
};

/// Commands that the caller runs one after the other, each as if it had been sent alone.
struct Backlog {
  std::vector<BacklogCommand> commands;  ///< none: what waits is dropped
  bool no_delay = false;                 ///< without pauses between them
  bool silent = false;                   ///< without their RESULTs
};

/// Power BLINK and BLINKOFF: the caller lets the relay blink, and puts it back where it stood.
struct BlinkRequest {
  unsigned relay = 1;
  bool begins = false;
};

/// What follows from one command.
struct Reply {
  Messages messages;                           ///< to publish now, in this order
  std::vector<Order> orders;                   ///< to give to the device, in this order; each has an outcome of its own
  std::optional<Outcome> outcome;              ///< set exactly when there are no orders: how the command ended
  bool telemetry_soon = false;                 ///< STATE and SENSOR within a second
  bool options_changed = false;                ///< View::options was changed
  bool restart = false;                        ///< the device introduces itself anew, once this is answered
  bool power_on_changed = false;               ///< by PowerOnState: to be remembered before the messages go out
  std::optional<EnergyCorrection> correction;  ///< to be carried out, then answered; there are no messages else
  std::optional<Backlog> backlog;              ///< to be queued behind what waits
  std::optional<Duration> delay;               ///< what waits is not due before
  std::optional<unsigned> pulse_set;           ///< the relay whose pulse begins anew, as options have it
  std::optional<TimedPower> timed_power;       ///< to be run when its time has come
  std::optional<unsigned> timed_dropped;       ///< the relay whose timed power commands are dropped
  std::optional<unsigned>
      timer_set;  ///< the timer that was changed, 0: all; to be remembered before the messages go out
  std::optional<BlinkRequest> blink;
};

/// Appends RESULT and POWER for `relay` (from 1); nothing while it is undefined or not there.
/// For commands that are done, and for every change, whoever caused it.
void append_power(Messages& messages, const State& state, unsigned relay, const Options& options, bool silent = false);
Messages render_power(const State& state, unsigned relay, const Options& options);

/// "POWER" on a device with one relay (SetOption26: "POWER1"), else "POWER2".
std::string power_key(std::size_t relays, unsigned relay, const Options& options);

/// {"POWER":"Blink ON"}
Message render_blink(const State& state, unsigned relay, bool begins, const Options& options);

/// What a finished order is answered, from the state as it is now: exactly Tasmota's answer when it is done,
/// else the outcome, or Tasmota's Error when it was refused.
Messages render_answer(const State& state, const Order& order, Outcome outcome, const Options& options);

/// SetOption4: the messages and orders of a command answer on `level` where they would on RESULT.
void answer_on(Reply& reply, const std::string& level);

/// The command as error answers repeat it: word, index if not 1, a blank and at most 63 bytes of payload.
std::string render_input(const CommandWord& word, std::string_view payload);

Message render_unknown(std::string_view input);                   ///< {"Command":"Unknown","Input":…}
Message render_error(std::string_view input);                     ///< {"Command":"Error","Input":…}
Message render_outcome(Outcome outcome, std::string_view input);  ///< {"Command":"Unconfirmed","Input":…}

}  // namespace presad::tasmota
