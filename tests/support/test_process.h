// A program that a test starts, and ends when it is done with it.

#pragma once

#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <string>
#include <vector>

namespace presad::testing {

class TestProcess {
 public:
  /// Starts `arguments[0]` (looked for in PATH and /usr/sbin); its output goes to `output_file`.
  /// It dies with the test program, however that ends. Throws std::runtime_error.
  explicit TestProcess(const std::vector<std::string>& arguments, const std::string& output_file = "/dev/null");
  ~TestProcess() { end(SIGKILL); }
  TestProcess(const TestProcess&) = delete;
  TestProcess& operator=(const TestProcess&) = delete;

  bool running();

  /// Sends `signal` and waits for the end. Returns the wait status; -1 if it had ended before.
  int end(int signal);

  /// Waits for it to end by itself; false when `limit` passed.
  bool wait(std::chrono::milliseconds limit);

  pid_t id() const noexcept { return id_; }

 private:
  pid_t id_ = -1;
};

/// A directory of its own for a test, removed with all in it.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::string file(const std::string& name) const { return path_ + '/' + name; }
  const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

std::string read_text_file(const std::string& path);
void write_text_file(const std::string& path, const std::string& text);

}  // namespace presad::testing
