// The socket calls behind udp_socket.h.

#include "net/udp_socket.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "base/local_network.h"

namespace presad::net {

namespace {

constexpr std::size_t longest_datagram = 2048;
constexpr int most_datagrams_per_turn = 64;  ///< then the others get their turn

std::optional<sockaddr_in> ipv4(const std::string& address, std::uint16_t port) {
  sockaddr_in made{};
  made.sin_family = AF_INET;
  made.sin_port = htons(port);
  if (::inet_pton(AF_INET, address.c_str(), &made.sin_addr) != 1) return std::nullopt;
  return made;
}

std::string text_of(const in_addr& address) {
  std::array<char, INET_ADDRSTRLEN> text{};
  return ::inet_ntop(AF_INET, &address, text.data(), text.size()) != nullptr ? text.data() : std::string();
}

std::string text_of(const sockaddr* address) {
  return text_of(reinterpret_cast<const sockaddr_in*>(address)->sin_addr);
}

Error error_of(int number) { return {ErrorKind::unreachable, std::generic_category().message(number)}; }

}  // namespace

Result<bool> UdpSocket::bind(const std::string& address, std::uint16_t port) {
  close();
  const auto local = ipv4(address, port);
  if (!local) return fail(ErrorKind::unreachable, "not a numeric IPv4 address");
  Descriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.open()) return error_of(errno);
  const int one = 1;
  for (const int option : {SO_REUSEADDR, SO_REUSEPORT, SO_BROADCAST}) {
    ::setsockopt(socket.number(), SOL_SOCKET, option, &one, sizeof one);
  }
  sockaddr_in bound = *local;
  socklen_t size = sizeof bound;
  if (::bind(socket.number(), reinterpret_cast<const sockaddr*>(&bound), size) != 0 ||
      ::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
    return error_of(errno);
  }
  socket_ = std::move(socket);
  port_ = ntohs(bound.sin_port);
  watch_.start(loop_, socket_.number(), loop::Ready::read, Delegate<void(loop::Ready)>::to<&UdpSocket::on_ready>(this));
  return true;
}

bool UdpSocket::send_to(const std::string& address, std::uint16_t port, ByteView datagram) {
  const auto target = ipv4(address, port);
  if (!socket_.open() || !target || local_network().classify(address) == AddressKind::elsewhere) return false;
  const ssize_t sent = ::sendto(socket_.number(), datagram.data(), datagram.size(), MSG_NOSIGNAL,
                                reinterpret_cast<const sockaddr*>(&*target), sizeof *target);
  return sent == static_cast<ssize_t>(datagram.size());
}

void UdpSocket::close() noexcept {
  if (gone_ != nullptr) *std::exchange(gone_, nullptr) = true;
  later_.disarm();
  watch_.stop();
  socket_.close();
  port_ = 0;
}

void UdpSocket::on_ready(loop::Ready /*ready*/) { read_some(); }

void UdpSocket::read_some() {
  bool gone = false;
  gone_ = &gone;
  std::array<std::uint8_t, longest_datagram> datagram;
  for (int turn = 0; turn < most_datagrams_per_turn; ++turn) {
    sockaddr_in sender{};
    socklen_t sender_size = sizeof sender;
    const ssize_t size = ::recvfrom(socket_.number(), datagram.data(), datagram.size(), 0,
                                    reinterpret_cast<sockaddr*>(&sender), &sender_size);
    if (size < 0 && errno == EAGAIN) {
      gone_ = nullptr;
      return;
    }
    if (size < 0) continue;  // EINTR, or the echo of something we sent: the next one may be good
    listener_.on_datagram(port_, ByteView(datagram.data(), static_cast<std::size_t>(size)), text_of(sender.sin_addr));
    if (gone) return;
  }
  gone_ = nullptr;
  later_.arm(loop_.now());  // edge-triggered: nobody would tell us of the rest
}

std::vector<Interface> broadcast_interfaces() {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(first, &::freeifaddrs);
  std::vector<Interface> found;
  for (const ifaddrs* one = first; one != nullptr; one = one->ifa_next) {
    constexpr unsigned wanted = IFF_UP | IFF_BROADCAST;
    if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET || one->ifa_broadaddr == nullptr) continue;
    if ((one->ifa_flags & wanted) != wanted || (one->ifa_flags & IFF_LOOPBACK) != 0) continue;
    found.push_back({one->ifa_name, text_of(one->ifa_addr), text_of(one->ifa_broadaddr)});
  }
  return found;
}

}  // namespace presad::net
