#include "simulator/console.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace presad::simulator {
namespace {

/// epoll takes pipes, sockets and terminals, but no files and not /dev/null.
bool can_be_watched(int descriptor) {
  struct stat about{};
  if (::fstat(descriptor, &about) != 0) return false;
  return S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode) || ::isatty(descriptor) == 1;
}

}  // namespace

Console::Console(loop::EventLoop& loop, int descriptor, Delegate<void(const std::string&)> handler)
    : descriptor_(descriptor), handler_(handler), at_once_(loop, Delegate<void()>::to<&Console::read_all>(this)) {
  std::signal(SIGTTIN, SIG_IGN);  // in the background of a terminal reading fails instead of stopping us
  if (can_be_watched(descriptor_)) {
    watch_.start(loop, descriptor_, loop::Ready::read, Delegate<void(loop::Ready)>::to<&Console::on_ready>(this));
  }
  at_once_.schedule();
}

void Console::on_ready(loop::Ready /*ready*/) { read_all(); }

/// Asks poll() before every read: a terminal's descriptor is shared with the shell and must stay blocking.
void Console::read_all() {
  pollfd readable = {descriptor_, POLLIN, 0};
  while (::poll(&readable, 1, 0) > 0) {
    std::array<char, 1024> bytes;
    const ssize_t size = ::read(descriptor_, bytes.data(), bytes.size());
    if (size > 0) {
      take(bytes.data(), static_cast<std::size_t>(size));
      continue;
    }
    if (size == 0) watch_.stop();
    return;
  }
}

void Console::take(const char* bytes, std::size_t size) {
  for (std::size_t each = 0; each < size; ++each) {
    if (bytes[each] == '\n') {
      handler_(line_);
      line_.clear();
    } else if (line_.size() < max_line) {
      line_ += bytes[each];
    }
  }
}

}  // namespace presad::simulator
