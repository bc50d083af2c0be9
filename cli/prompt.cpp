#include "cli/prompt.h"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string_view>

#include "base/descriptor.h"

namespace presad::cli {

namespace {

constexpr std::array ending_signals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

volatile std::sig_atomic_t came = 0;
volatile std::sig_atomic_t bell = -1;  ///< of a pipe: poll() sees a signal that came before it, or to another thread

extern "C" void note_signal(int number) {
  came = number;
  const int before = errno;
  const ssize_t written = ::write(bell, "", 1);
  static_cast<void>(written);  // one is enough: a pipe that is full rings as well
  errno = before;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

void put(const std::string& question) {
  std::fputs(question.c_str(), stderr);
  std::fflush(stderr);
}

/// Signals that would end everything are noted, and take effect when it goes: on a line of its own.
class Noting {
 public:
  Noting() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) ends = {-1, -1};  // then a signal may wait for a key
    heard_ = Descriptor(ends[0]);
    bell_ = Descriptor(ends[1]);
    bell = bell_.number();
    struct sigaction noting{};
    noting.sa_handler = note_signal;
    for (std::size_t i = 0; i < ending_signals.size(); ++i) {
      ::sigaction(ending_signals[i], nullptr, &before_[i]);
      if (before_[i].sa_handler != SIG_IGN) ::sigaction(ending_signals[i], &noting, nullptr);
    }
  }
  ~Noting() {
    for (std::size_t i = 0; i < ending_signals.size(); ++i) ::sigaction(ending_signals[i], &before_[i], nullptr);
    bell = -1;
    const int number = came;
    came = 0;
    if (number != 0) put("\n");  // the question's line, which nobody answered
    if (number != 0) ::raise(number);
  }
  Noting(const Noting&) = delete;
  Noting& operator=(const Noting&) = delete;

  /// Input is there, or its end; false: a signal came.
  bool wait_for_input() const {
    std::array<pollfd, 2> awaited{{{STDIN_FILENO, POLLIN, 0}, {heard_.number(), POLLIN, 0}}};
    while (came == 0) {
      const int ready = ::poll(awaited.data(), awaited.size(), -1);
      if (ready > 0 && awaited.front().revents != 0) break;
      if (ready < 0 && errno != EINTR) break;  // read() will say what is the matter
    }
    return came == 0;
  }

 private:
  Descriptor heard_;
  Descriptor bell_;
  std::array<struct sigaction, ending_signals.size()> before_{};
};

/// A line into `buffer`; its length, or nothing at the end of input, or when a signal came.
std::optional<std::size_t> read_line(const Noting& noting, std::array<char, 4096>& buffer) {
  std::size_t length = 0;
  while (noting.wait_for_input()) {
    char one = 0;
    const ssize_t count = ::read(STDIN_FILENO, &one, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 || (count == 0 && length == 0)) return std::nullopt;
    if (count == 0 || one == '\n') return length;
    if (length < buffer.size()) buffer[length++] = one;
  }
  return std::nullopt;
}

/// No echo, and no Ctrl-Z, which would leave the shell without.
class Unseen {
 public:
  Unseen() {
    if (::tcgetattr(STDIN_FILENO, &as_it_was_) != 0) return;
    termios unseen = as_it_was_;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    unseen.c_lflag |= static_cast<tcflag_t>(ICANON | ECHONL);
    unseen.c_cc[VSUSP] = _POSIX_VDISABLE;
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen) == 0;
  }
  ~Unseen() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &as_it_was_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios as_it_was_{};
  bool changed_ = false;
};

}  // namespace

bool at_terminal() noexcept { return ::isatty(STDIN_FILENO) == 1; }

std::optional<std::string> ask_line(const std::string& question) {
  const Noting noting;
  put(question);
  std::array<char, 4096> buffer{};
  const auto length = read_line(noting, buffer);
  if (!length) {
    if (came == 0) put("\n");  // what is said next begins a line
    return std::nullopt;
  }
  return std::string(trimmed({buffer.data(), *length}));
}

std::optional<SecretText> ask_secret(const std::string& question) {
  const Noting noting;
  const Unseen unseen;
  put(question);
  std::array<char, 4096> buffer{};
  const auto length = read_line(noting, buffer);
  std::optional<SecretText> secret;
  if (length) secret = SecretText(trimmed({buffer.data(), *length}));
  if (!length && came == 0) put("\n");
  wipe(buffer.data(), buffer.size());
  return secret;
}

}  // namespace presad::cli
