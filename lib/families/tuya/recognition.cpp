#include "families/tuya/recognition.h"

#include <algorithm>

#include "families/tuya/datapoints.h"

namespace presad::tuya {

namespace {

bool shows(const Datapoints& reported, const Sign& sign) {
  const Datapoint* const datapoint = find(reported, sign.id);
  bool there = datapoint != nullptr && is_of(datapoint->value, sign.type);
  if (there && !sign.words.empty()) {
    const std::string* const word = std::get_if<std::string>(&datapoint->value);
    there = word != nullptr && std::find(sign.words.begin(), sign.words.end(), *word) != sign.words.end();
  }
  return there != sign.absent;
}

bool shows(const Datapoints& reported, const Profile& profile) {
  return !profile.recognised_by.empty() && std::all_of(profile.recognised_by.begin(), profile.recognised_by.end(),
                                                       [&](const Sign& sign) { return shows(reported, sign); });
}

bool has_relay(const Datapoints& reported, unsigned first) noexcept {
  return std::any_of(reported.begin(), reported.end(), [first](const Datapoint& datapoint) {
    return datapoint.id >= first && datapoint.id <= max_relays && std::holds_alternative<bool>(datapoint.value);
  });
}

bool measures_as(const Profile* profile, const Datapoints& reported) {
  return profile != nullptr && std::any_of(profile->meter.begin(), profile->meter.end(), [&](const Quantity& quantity) {
           return find_as<std::int64_t>(reported, quantity.id) != nullptr;
         });
}

}  // namespace

bool is_of(const DatapointValue& value, DatapointType type) noexcept {
  switch (type) {
    case DatapointType::boolean:
      return std::holds_alternative<bool>(value);
    case DatapointType::integer:
    case DatapointType::bitmap:
      return std::holds_alternative<std::int64_t>(value);
    case DatapointType::enumeration:
    case DatapointType::string:
    case DatapointType::raw:
      return std::holds_alternative<std::string>(value);
  }
  return false;
}

const Profile* recognise(const Datapoints& reported) {
  const Profile* found = nullptr;
  for (const Profile& profile : profiles()) {
    if (!shows(reported, profile)) continue;
    if (found != nullptr) return nullptr;
    found = &profile;
  }
  return found;
}

bool shows_relay(const Datapoints& reported) noexcept { return has_relay(reported, 1); }

bool shows_several_relays(const Datapoints& reported) noexcept { return has_relay(reported, 2); }

const Profile* recognise_by_relays(const Datapoints& reported) {
  if (shows_several_relays(reported)) {
    const Profile* const strip = find_profile("strip");
    return measures_as(strip, reported) ? strip : find_profile("switch");
  }
  const Profile* const plug = find_profile("plug");
  const Profile* const old = find_profile("plug_old");
  return !measures_as(plug, reported) && measures_as(old, reported) ? old : plug;
}

}  // namespace presad::tuya
