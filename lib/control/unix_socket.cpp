#include "control/unix_socket.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <system_error>

namespace presad::control {

namespace {

constexpr int most_waiting = 64;  ///< clients that the kernel keeps until they are accepted

std::string word_of(int number) { return std::generic_category().message(number); }

Result<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() > max_socket_path) {
    return fail(ErrorKind::bad_config,
                path + ": a socket's path has 1 to " + std::to_string(max_socket_path) + " bytes");
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

/// A wait with a limit is broken off when the process is stopped and continued: then it is begun anew.
bool connects(const Descriptor& descriptor, const sockaddr_un& address) noexcept {
  int result = -1;
  do {
    result = ::connect(descriptor.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  } while (result != 0 && errno == EINTR);
  return result == 0;
}

/// What may lie at the path is there no more. Errors: `busy`.
Result<bool> clear(const std::string& path, const sockaddr_un& address) {
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0) return true;
  if (!S_ISSOCK(found.st_mode)) return fail(ErrorKind::busy, path + " is there, and no socket");
  const Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  // EAGAIN: somebody listens, and has more clients waiting than he accepts.
  if (connects(probe, address) || errno == EAGAIN) return fail(ErrorKind::busy, "somebody else listens at " + path);
  ::unlink(path.c_str());
  return true;
}

}  // namespace

const std::size_t max_socket_path = sizeof(sockaddr_un::sun_path) - 1;

Result<Descriptor> listen_at(const std::string& path) {
  const Result<sockaddr_un> address = address_of(path);
  if (!address) return address.error();
  if (const Result<bool> cleared = clear(path, *address); !cleared) return cleared.error();
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  // Nobody can connect before it listens, so nobody does with another mode than this.
  constexpr mode_t owner_and_group = 0660;
  if (!socket.open() || ::bind(socket.number(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0 ||
      ::chmod(path.c_str(), owner_and_group) != 0 || ::listen(socket.number(), most_waiting) != 0) {
    return fail(ErrorKind::unreachable, path + ": " + word_of(errno));
  }
  return socket;
}

void remove_socket(const std::string& path) noexcept { ::unlink(path.c_str()); }

Accepted accept_client(const Descriptor& listening) noexcept {
  for (;;) {
    const int client = ::accept4(listening.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (client >= 0) return {Descriptor(client)};
    if (errno == EINTR || errno == ECONNABORTED) continue;
    return {{}, errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM};
  }
}

Descriptor spare_descriptor() noexcept { return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

Result<Descriptor> connect_to(const std::string& path, Duration patience) {
  const Result<sockaddr_un> address = address_of(path);
  if (!address) return address.error();
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  // It bounds connect() as well (unix(7) has no other way), and none at all would be zero.
  const auto whole =
      std::chrono::duration_cast<std::chrono::microseconds>(std::max<Duration>(patience, std::chrono::milliseconds(1)));
  const timeval limit{whole.count() / 1'000'000, whole.count() % 1'000'000};
  if (socket.open() && ::setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit) == 0 &&
      connects(socket, *address)) {
    return socket;
  }
  const int number = errno;
  if (number == EAGAIN) return fail(ErrorKind::timed_out, path + ": presad is there, and takes no connection");
  return fail(number == EACCES || number == EPERM ? ErrorKind::refused : ErrorKind::unreachable,
              path + ": " + word_of(number));
}

Moved receive(const Descriptor& from, char* bytes, std::size_t size) noexcept {
  for (;;) {
    const ssize_t received = ::recv(from.number(), bytes, size, MSG_DONTWAIT);
    if (received > 0) return {Came::bytes, static_cast<std::size_t>(received)};
    if (received < 0 && errno == EINTR) continue;
    return {received < 0 && errno == EAGAIN ? Came::nothing : Came::end, 0};
  }
}

Moved send(const Descriptor& to, std::string_view bytes) noexcept {
  for (;;) {
    const ssize_t sent = ::send(to.number(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) return {Came::bytes, static_cast<std::size_t>(sent)};
    if (errno != EINTR) return {errno == EAGAIN ? Came::nothing : Came::end, 0};
  }
}

bool wait_for(const Descriptor& descriptor, Waiting what, Duration patience) noexcept {
  pollfd watched{descriptor.number(), static_cast<short>(what == Waiting::to_read ? POLLIN : POLLOUT), 0};
  const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(std::max(patience, Duration(0))).count();
  const auto most = static_cast<std::int64_t>(std::numeric_limits<int>::max());
  // Interrupted counts as not yet: the caller looks at the time and asks again.
  return ::poll(&watched, 1, static_cast<int>(std::min<std::int64_t>(milliseconds, most))) > 0;
}

}  // namespace presad::control
