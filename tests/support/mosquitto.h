// A real mosquitto on a free port of 127.0.0.1, started and ended by the test.

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "support/test_process.h"

namespace presad::testing {

class Mosquitto {
 public:
  /// `settings` are further lines of mosquitto.conf; without them everybody may do everything. Starts at once.
  explicit Mosquitto(std::string settings = "allow_anonymous true\n");

  std::uint16_t port() const noexcept { return port_; }

  /// On the same port; waits until it listens. Throws std::runtime_error after ten seconds.
  void start();
  void kill() { process_.reset(); }  ///< SIGKILL
  void stop();                       ///< SIGTERM: it says goodbye

  pid_t id() const noexcept { return process_ ? process_->id() : -1; }
  std::string log() const { return read_text_file(directory_.file("log")); }
  const TemporaryDirectory& directory() const noexcept { return directory_; }

 private:
  TemporaryDirectory directory_;
  std::uint16_t port_;
  std::unique_ptr<TestProcess> process_;
};

}  // namespace presad::testing
