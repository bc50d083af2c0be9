// All plugs of one presad-sim, their script and what people type. On the loop's thread.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "simulator/console.h"
#include "simulator/options.h"
#include "simulator/plug_server.h"
#include "simulator/script.h"

namespace presad::simulator {

class Simulator final : LineListener {
 public:
  Simulator(loop::EventLoop& loop, const Options& options);

  /// Starts every plug of `plans`; prints one "ready" line for each once all listen.
  /// Errors: `unreachable`: an address or port that cannot be had.
  Result<bool> start(const std::vector<PlugPlan>& plans);

 private:
  void on_line(unsigned plug, const std::string& line) override;
  void on_typed(const std::string& line);
  void perform(const Action& action);
  void on_signal();

  loop::EventLoop& loop_;
  Options options_;
  SystemRandom random_;
  std::vector<std::unique_ptr<PlugServer>> plugs_;
  std::optional<ScriptRunner> script_;
  std::optional<Console> console_;
  loop::SignalWatch terminate_;
  loop::SignalWatch interrupt_;
};

}  // namespace presad::simulator
