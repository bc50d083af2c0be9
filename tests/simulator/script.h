// Actions from a file, done in order with their pauses.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/delegate.h"
#include "base/result.h"
#include "loop/event_loop.h"
#include "simulator/action.h"

namespace presad::simulator {

/// Reads a whole script; `file` is for messages. Pure.
/// Errors: `bad_config`, with file and line.
Result<std::vector<Action>> parse_script(std::string_view text, std::string_view file);

/// Performs a script on the loop: each action goes to `handler`, but for the pauses.
class ScriptRunner {
 public:
  ScriptRunner(loop::EventLoop& loop, std::vector<Action> script, Delegate<void(const Action&)> handler)
      : script_(std::move(script)), handler_(handler), timer_(loop, Delegate<void()>::to<&ScriptRunner::go_on>(this)) {}

  void start() { timer_.arm_in(Duration{0}); }

 private:
  void go_on();

  std::vector<Action> script_;
  std::size_t done_ = 0;
  Delegate<void(const Action&)> handler_;
  loop::Timer timer_;
};

}  // namespace presad::simulator
