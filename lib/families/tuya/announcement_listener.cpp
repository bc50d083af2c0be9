#include "families/tuya/announcement_listener.h"

#include <algorithm>

#include "base/log.h"

namespace presad::tuya {

namespace {

using std::chrono::seconds;

constexpr const char* subject = "announcements";
/// A device without address is probed for quickly at first, then now and then (PROTOCOL.md, 2: every 6 s in a scan).
constexpr Duration first_probe_delay = seconds(2);
constexpr Duration quick_probe_interval = seconds(6);
constexpr Duration slow_probe_interval = seconds(60);
constexpr unsigned quick_probes = 5;
/// What others broadcast never decides how much is remembered.
constexpr std::size_t max_heard = 1'000;

}  // namespace

AnnouncementListener::AnnouncementListener(loop::EventLoop& loop, RandomSource& random)
    : loop_(loop),
      ports_(loop, random, static_cast<AnnouncementHearer&>(*this), Answers::shared),
      probe_timer_(loop, Delegate<void()>::to<&AnnouncementListener::on_probe_time>(this)) {
  for (const AnnouncementPorts::Refused& refused : ports_.refused()) {
    log::warning(subject,
                 "UDP port {} cannot be listened to ({}): devices are found only by their address in the inventory",
                 refused.port, refused.why.what);
  }
}

void AnnouncementListener::follow(const std::string& device_id, AnnouncementTarget& target) {
  targets_[device_id] = &target;
  if (target.wants_probe() && !probe_timer_.armed()) probe_timer_.arm_in(first_probe_delay);
}

void AnnouncementListener::forget(const std::string& device_id) { targets_.erase(device_id); }

void AnnouncementListener::on_announcement(const Announcement& announcement, const std::string& sender) {
  remember(announcement, sender);
  const auto target = targets_.find(announcement.device_id);
  if (target != targets_.end()) target->second->on_announced(sender, announcement.version);
}

void AnnouncementListener::remember(const Announcement& announcement, const std::string& sender) {
  const auto known = heard_.find(announcement.device_id);
  if (known == heard_.end() && heard_.size() >= max_heard) return;
  HeardDevice& heard = known != heard_.end() ? known->second : heard_[announcement.device_id];
  const WallTime now = loop_.wall_time();
  if (heard.first == WallTime{}) heard.first = now;
  heard.last = now;
  heard.address = sender;
  heard.version = announcement.version ? name(*announcement.version) : "";
  heard.product_key = announcement.product_key;
}

void AnnouncementListener::collect_heard(std::vector<HeardDevice>& heard) const {
  for (const auto& [device_id, each] : heard_) {
    heard.push_back(each);
    heard.back().id = device_id;
    heard.back().known = targets_.contains(device_id);
  }
}

void AnnouncementListener::on_unreadable(const std::string& sender, const Error& why) {
  if (unreadable_++ != 0) return;  // once, not for each
  log::info(subject, "a datagram from {} is no Tuya announcement: {}; further ones are not mentioned", sender,
            why.what);
}

void AnnouncementListener::on_probe_time() {
  const bool wanted =
      std::any_of(targets_.begin(), targets_.end(), [](const auto& t) { return t.second->wants_probe(); });
  if (!wanted || !ports_.probe()) return;
  ++probes_sent_;
  probe_timer_.arm_in(probes_sent_ < quick_probes ? quick_probe_interval : slow_probe_interval);
}

}  // namespace presad::tuya
