// How the daemon learns of families without knowing them: what a family reads, what it plans, what it shares.
//
// The list itself is registry.h. A family's folder knows this file; this file knows no family.

#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <variant>
#include <vector>

#include "base/random.h"
#include "config/reader.h"
#include "device/device.h"
#include "device/facts.h"
#include "device/heard.h"
#include "device/relayed_device.h"
#include "families/device_settings.h"
#include "loop/event_loop.h"

namespace presad {

/// Something that the devices of one family share: Tuya's listener for announcements.
class FamilyService {
 public:
  virtual ~FamilyService() = default;

  /// Appends whom it heard announcing themselves on the network since it was made.
  virtual void collect_heard(std::vector<HeardDevice>& /*heard*/) const {}
};

/// The shared services by their type; each is made when the first device asks. Declared before the
/// devices by whoever owns both, so that it outlives them. Loop thread.
class FamilyServices {
 public:
  /// The one `Service`, made as `Service(args...)` if there is none yet.
  template <class Service, class... Args>
  Service& get(Args&&... args) {
    std::unique_ptr<FamilyService>& slot = services_[std::type_index(typeid(Service))];
    if (!slot) slot = std::make_unique<Service>(std::forward<Args>(args)...);
    return static_cast<Service&>(*slot);
  }

  /// What all of them heard.
  std::vector<HeardDevice> heard() const {
    std::vector<HeardDevice> heard;
    for (const auto& [type, service] : services_) service->collect_heard(heard);
    return heard;
  }

 private:
  std::map<std::type_index, std::unique_ptr<FamilyService>> services_;
};

/// What a device may use of the house. All of it outlives the devices.
struct FamilyContext {
  loop::EventLoop& loop;
  RandomSource& random;
  FamilyServices& services;
};

/// What comes of a plan: a device that presad speaks for, or one that mostly speaks for itself.
using NewDevice = std::variant<std::unique_ptr<Device>, std::unique_ptr<RelayedDevice>>;

/// One device of the inventory, read and found right, but not yet made. Never changed.
class DevicePlan {
 public:
  virtual ~DevicePlan() = default;

  virtual const DeviceSettings& common() const noexcept = 0;

  /// Whether `other` would make the very same device: on a reload such a one is left alone.
  virtual bool same_as(const DevicePlan& other) const = 0;

  /// `remembered`: what earlier runs learned of the device with this topic.
  virtual NewDevice create(const Remembered& remembered, FamilyContext& context) const = 0;

  /// It may be on the broker itself: what is said on its topics there must be heard.
  virtual bool may_speak_for_itself() const noexcept { return false; }

  /// The topic of the gateway that it is reached through; empty: none.
  virtual const std::string& gateway() const noexcept {
    static const std::string none;
    return none;
  }
};

/// One kind of thing in the inventory.
struct Family {
  std::string_view type;  ///< the word behind `type:`

  /// Reads the keys of one device; what is wrong goes to the reader's diagnostics. Nothing when no device
  /// comes of it: because of errors, or because this version leaves such devices to answer for themselves.
  std::unique_ptr<DevicePlan> (*read)(config::Reader& reader, const std::string& topic);

  /// Looks at all devices of this type together: doubled ids, gateways that do not exist. May be nullptr.
  void (*check_together)(std::span<const config::Entry* const> devices, config::Diagnostics& diagnostics);
};

}  // namespace presad
