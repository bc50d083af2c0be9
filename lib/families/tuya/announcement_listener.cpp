#include "families/tuya/announcement_listener.h"

#include <algorithm>

#include "base/local_network.h"
#include "base/log.h"
#include "base/text.h"
#include "families/tuya/announcement.h"

namespace presad::tuya {

namespace {

using std::chrono::seconds;

constexpr const char* subject = "announcements";
/// A device without address is probed for quickly at first, then now and then (PROTOCOL.md, 2: every 6 s in a scan).
constexpr Duration first_probe_delay = seconds(2);
constexpr Duration quick_probe_interval = seconds(6);
constexpr Duration slow_probe_interval = seconds(60);
constexpr unsigned quick_probes = 5;

}  // namespace

AnnouncementListener::AnnouncementListener(loop::EventLoop& loop, RandomSource& random)
    : loop_(loop),
      random_(random),
      probe_timer_(loop, Delegate<void()>::to<&AnnouncementListener::on_probe_time>(this)) {
  net::DatagramListener& self = *this;
  for (const std::uint16_t port : {announcement_port_plain, announcement_port, probe_port}) {
    auto socket = std::make_unique<net::UdpSocket>(loop_, self);
    if (const Result<bool> bound = socket->bind("0.0.0.0", port); !bound) {
      log::warning(subject,
                   "UDP port {} cannot be listened to ({}): devices are found only by their address in the inventory",
                   port, bound.error().what);
      continue;
    }
    if (port == probe_port) probe_socket_ = socket.get();
    sockets_.push_back(std::move(socket));
  }
}

void AnnouncementListener::follow(const std::string& device_id, AnnouncementTarget& target) {
  targets_[device_id] = &target;
  if (target.wants_probe() && !probe_timer_.armed()) probe_timer_.arm_in(first_probe_delay);
}

void AnnouncementListener::forget(const std::string& device_id) { targets_.erase(device_id); }

void AnnouncementListener::on_datagram(std::uint16_t, ByteView datagram, const std::string& sender) {
  const Result<Announcement> announcement = decode_announcement(datagram);
  if (!announcement) {
    // Once, not for each: anybody on the network can send anything here. Probes of phone apps are no fault.
    if (announcement.error().kind != ErrorKind::unsupported && unreadable_++ == 0) {
      log::info(subject, "a datagram from {} is no Tuya announcement: {}; further ones are not mentioned", sender,
                announcement.error().what);
    }
    return;
  }
  const auto target = targets_.find(announcement->device_id);
  // presad speaks to addresses of the local network only, whatever a datagram claims to come from.
  if (target != targets_.end() && local_network().classify(sender) == AddressKind::local)
    target->second->on_announced(sender, announcement->version);
}

void AnnouncementListener::on_probe_time() {
  const bool wanted =
      std::any_of(targets_.begin(), targets_.end(), [](const auto& t) { return t.second->wants_probe(); });
  if (!wanted || probe_socket_ == nullptr) return;
  for (const net::Interface& interface : net::broadcast_interfaces()) {
    probe_socket_->send_to(interface.broadcast, probe_port, encode_probe(interface.address, random_));
  }
  ++probes_sent_;
  probe_timer_.arm_in(probes_sent_ < quick_probes ? quick_probe_interval : slow_probe_interval);
}

}  // namespace presad::tuya
