#include "simulator/announcer.h"

#include <utility>

namespace presad::simulator {

Announcer::Announcer(loop::EventLoop& loop, AnnouncerSettings settings, RandomSource& random)
    : settings_(std::move(settings)),
      random_(random),
      sender_(loop, *this),
      probes_(loop, *this),
      timer_(loop, Delegate<void()>::to<&Announcer::on_interval>(this)) {}

Result<bool> Announcer::start(const tuya::Announcement& announcement) {
  stop();
  if (settings_.target.empty()) return true;
  announcement_ = announcement;
  auto bound = sender_.bind(announcement_.address, 0);
  if (bound && settings_.when_asked) bound = probes_.bind(settings_.target, tuya::probe_port);
  if (!bound)
    return fail(bound.error().kind, "cannot announce from " + announcement_.address + ": " + bound.error().what);
  if (!settings_.when_asked) on_interval();
  return true;
}

void Announcer::stop() {
  timer_.disarm();
  sender_.close();
  probes_.close();
}

void Announcer::on_interval() {
  const bool plain = announcement_.version == tuya::Version::v3_1;
  sender_.send_to(settings_.target, plain ? tuya::announcement_port_plain : tuya::announcement_port,
                  tuya::encode_announcement(announcement_, random_));
  timer_.arm_in(settings_.interval);
}

void Announcer::on_datagram(std::uint16_t port, ByteView datagram, const std::string& /*sender*/) {
  if (port != tuya::probe_port) return;  // an answer to what we sent: plugs do not read those
  const auto probe = tuya::decode_probe(datagram);
  if (!probe) return;
  sender_.send_to(probe->address, tuya::probe_port, tuya::encode_announcement(announcement_, random_));
}

}  // namespace presad::simulator
