// Lines from standard input, as they are typed. On the loop's thread.

#pragma once

#include <string>

#include "base/delegate.h"
#include "loop/event_loop.h"

namespace presad::simulator {

class Console {
 public:
  /// Each line goes to `handler`, without its end; lines beyond max_line bytes are cut. The end of the input ends
  /// nothing but the reading, so that the program may run in the background.
  Console(loop::EventLoop& loop, int descriptor, Delegate<void(const std::string&)> handler);

  static constexpr std::size_t max_line = 4096;

 private:
  void on_ready(loop::Ready ready);
  void read_all();
  void take(const char* bytes, std::size_t size);

  int descriptor_;
  Delegate<void(const std::string&)> handler_;
  std::string line_;
  loop::SocketWatch watch_;
  loop::Deferred at_once_;
};

}  // namespace presad::simulator
