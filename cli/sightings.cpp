#include "cli/sightings.h"

#include <algorithm>

namespace presad::cli {

const char* word_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::known:
      return "known";
    case Verdict::fresh:
      return "new";
    case Verdict::moved:
      return "moved";
    case Verdict::duplicate:
      return "duplicate";
    case Verdict::missing:
      return "missing";
  }
  return "";
}

std::optional<FoundDevice> addition(const ScannedDevice& device) {
  if (!device.topic.empty() || device.device_id.empty()) return std::nullopt;
  FoundDevice found;
  found.device_id = device.device_id;
  if (device.version) found.version = tuya::name(*device.version);
  found.key_to_come = true;
  if (device.verdict == Verdict::duplicate) found.objection = "it is announced from two addresses by turns";
  return found;
}

Sightings::Sightings(std::vector<KnownDevice> known) : known_(std::move(known)) {
  for (const KnownDevice& device : known_) known_ids_.insert(device.device_id);
}

void Sightings::on_announcement(const tuya::Announcement& announcement, const std::string& sender) {
  auto found = by_id_.find(announcement.device_id);
  if (found == by_id_.end()) {
    // A flood of ids that somebody makes up must not leave out a plug of the house.
    const bool stranger = known_ids_.count(announcement.device_id) == 0;
    if (stranger && strangers_ == most_strangers) {
      ++left_out_;
      return;
    }
    if (stranger) ++strangers_;
    found = by_id_.emplace(announcement.device_id, heard_.size()).first;
    heard_.push_back({announcement, {sender}});
    return;
  }
  Heard& heard = heard_[found->second];
  heard.announcement = announcement;
  std::vector<std::string>& addresses = heard.addresses;
  const auto place = std::find(addresses.begin(), addresses.end(), sender);
  if (place != addresses.end()) {
    const auto index = static_cast<std::size_t>(place - addresses.begin());
    // A device that moved does not come back within a scan.
    heard.by_turns = heard.by_turns || index != heard.last;
    heard.last = index;
  } else if (addresses.size() < most_addresses_of_one_id) {
    addresses.push_back(sender);
    heard.last = addresses.size() - 1;
  }
}

void Sightings::on_open_port(const std::string& address) {
  if (is_accounted_for(address)) return;
  if (open_.size() == most_strangers) {
    ++left_out_;
    return;
  }
  open_.push_back(address);
}

bool Sightings::is_accounted_for(const std::string& address) const {
  const auto speaks_from = [&](const Heard& heard) {
    return std::find(heard.addresses.begin(), heard.addresses.end(), address) != heard.addresses.end();
  };
  return std::any_of(heard_.begin(), heard_.end(), speaks_from) ||
         std::any_of(known_.begin(), known_.end(), [&](const KnownDevice& one) { return one.address == address; }) ||
         std::find(open_.begin(), open_.end(), address) != open_.end();
}

ScannedDevice Sightings::describe(const Heard& heard) const {
  ScannedDevice device;
  device.device_id = heard.announcement.device_id;
  device.version = heard.announcement.version;
  device.product_key = heard.announcement.product_key;
  device.addresses = heard.by_turns ? heard.addresses : std::vector{heard.addresses[heard.last]};
  if (heard.by_turns) device.verdict = Verdict::duplicate;
  return device;
}

std::vector<ScannedDevice> Sightings::devices(bool complete) const {
  std::vector<ScannedDevice> devices;
  std::vector<bool> listed(heard_.size(), false);
  for (const KnownDevice& known : known_) {
    ScannedDevice device;
    const auto found = by_id_.find(known.device_id);
    if (found != by_id_.end()) {
      listed[found->second] = true;
      device = describe(heard_[found->second]);
      const bool elsewhere = !known.address.empty() && known.address != device.addresses.back();
      if (device.verdict != Verdict::duplicate) device.verdict = elsewhere ? Verdict::moved : Verdict::known;
    } else if (complete) {
      device.verdict = Verdict::missing;
      device.device_id = known.device_id;
    } else {
      continue;
    }
    device.topic = known.topic;
    device.name = known.name;
    device.listed_address = known.address;
    devices.push_back(std::move(device));
  }
  for (std::size_t place = 0; place < heard_.size(); ++place) {
    if (!listed[place]) devices.push_back(describe(heard_[place]));
  }
  for (const std::string& address : open_) devices.emplace_back().addresses = {address};
  return devices;
}

}  // namespace presad::cli
