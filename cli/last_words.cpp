#include "cli/last_words.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>

#include "cli/screen.h"

namespace presad::cli {

namespace {

struct Caught {
  int number;
  struct sigaction before;
};

constexpr std::size_t longest = 8192;  // two paths and the sentence around them

// What a signal handler can reach. Written only while no handler of ours is in place.
std::array<Caught, 2> caught = {Caught{SIGINT, {}}, Caught{SIGTERM, {}}};
std::array<char, longest + 2> line{};  // begins with the end of the line on which the terminal has written ^C
std::size_t length = 0;
bool echoes = false;

// Async-signal-safe: write(2) and raise(3) alone (signal-safety(7)). Its usual effect is in place again by now.
extern "C" void say_and_end(int number) {
  const std::size_t skipped = echoes && number == SIGINT ? 0 : 1;
  const ssize_t written = ::write(STDERR_FILENO, line.data() + skipped, length - skipped);
  static_cast<void>(written);  // nobody listens: there is nobody to tell
  ::raise(number);
}

}  // namespace

LastWords::LastWords(const std::string& words) {
  echoes = is_terminal(stderr);
  const std::size_t said = std::min(words.size(), longest);
  line.front() = '\n';
  std::copy_n(words.begin(), said, line.begin() + 1);
  line[said + 1] = '\n';
  length = said + 2;
  struct sigaction saying{};
  saying.sa_handler = say_and_end;
  saying.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  for (Caught& each : caught) {
    ::sigaction(each.number, nullptr, &each.before);
    if (each.before.sa_handler != SIG_IGN) ::sigaction(each.number, &saying, nullptr);
  }
}

LastWords::~LastWords() {
  for (const Caught& each : caught) ::sigaction(each.number, &each.before, nullptr);
}

}  // namespace presad::cli
