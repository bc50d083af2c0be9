// Knocks at one TCP port of many addresses, a few at a time, and hangs up at once: who is there? Loop thread.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/delegate.h"
#include "loop/event_loop.h"

namespace presad::cli {

class SweepListener {
 public:
  /// Whether `address` is to be left in peace after all; asked when its turn comes.
  virtual bool skips(const std::string& address) = 0;
  virtual void on_open(const std::string& address) = 0;
  virtual void on_swept() = 0;  ///< once, after the last

 protected:
  ~SweepListener() = default;
};

class PortSweep {
 public:
  static constexpr std::size_t most_at_once = 32;
  static constexpr Duration limit = std::chrono::seconds(1);  ///< a plug on a slow Wi-Fi answers within that

  /// `loop` and `listener` are borrowed for life.
  PortSweep(loop::EventLoop& loop, SweepListener& listener, std::vector<std::string> addresses, std::uint16_t port);
  ~PortSweep();
  PortSweep(const PortSweep&) = delete;
  PortSweep& operator=(const PortSweep&) = delete;

  void start();
  std::size_t size() const noexcept { return addresses_.size(); }
  std::size_t done() const noexcept { return next_ - busy_; }

 private:
  class Knock;
  /// The next address for `knock`; none left: it rests.
  void go_on(Knock& knock);
  void on_end();

  loop::EventLoop& loop_;
  SweepListener& listener_;
  std::vector<std::string> addresses_;
  std::uint16_t port_;
  std::size_t next_ = 0;
  std::size_t busy_ = 0;
  std::vector<std::unique_ptr<Knock>> knocks_;
  loop::Timer end_;  ///< told on a turn of its own, so that the listener may end the sweep
};

}  // namespace presad::cli
