#include "families/tuya/announcement_ports.h"

#include <utility>

#include "base/local_network.h"

namespace presad::tuya {

AnnouncementPorts::AnnouncementPorts(loop::EventLoop& loop, RandomSource& random, AnnouncementHearer& hearer,
                                     Answers answers)
    : loop_(loop), random_(random), hearer_(hearer) {
  for (const std::uint16_t port : {announcement_port_plain, announcement_port, probe_port}) {
    auto socket = open("0.0.0.0", port);
    if (socket == nullptr) continue;
    if (port == probe_port) probe_socket_ = socket.get();
    sockets_.push_back(std::move(socket));
  }
  if (answers == Answers::shared || probe_socket_ == nullptr) return;
  for (const net::Interface& interface : net::broadcast_interfaces()) {
    if (auto socket = open(interface.address, probe_port)) sockets_.push_back(std::move(socket));
  }
}

bool AnnouncementPorts::probe() {
  if (probe_socket_ == nullptr) return false;
  for (const net::Interface& interface : net::broadcast_interfaces()) {
    probe_socket_->send_to(interface.broadcast, probe_port, encode_probe(interface.address, random_));
  }
  return true;
}

std::unique_ptr<net::UdpSocket> AnnouncementPorts::open(const std::string& address, std::uint16_t port) {
  net::DatagramListener& self = *this;
  auto socket = std::make_unique<net::UdpSocket>(loop_, self);
  Result<bool> bound = socket->bind(address, port);
  if (bound) return socket;
  refused_.push_back({port, std::move(bound.error())});
  return nullptr;
}

void AnnouncementPorts::on_datagram(std::uint16_t, ByteView datagram, const std::string& sender) {
  const Result<Announcement> announcement = decode_announcement(datagram);
  if (!announcement) {
    // Probes of phone apps are no fault.
    if (announcement.error().kind != ErrorKind::unsupported) hearer_.on_unreadable(sender, announcement.error());
    return;
  }
  if (local_network().classify(sender) == AddressKind::local) hearer_.on_announcement(*announcement, sender);
}

}  // namespace presad::tuya
