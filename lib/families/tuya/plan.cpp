#include "families/tuya/plan.h"

#include <utility>

#include "families/tuya/settings.h"
#include "families/tuya/sub_device.h"
#include "families/tuya/tuya_device.h"

namespace presad::tuya {

namespace {

class TuyaPlan final : public DevicePlan {
 public:
  explicit TuyaPlan(TuyaSettings settings) : settings_(std::move(settings)) {}

  const DeviceSettings& common() const noexcept override { return settings_.common; }

  const std::string& gateway() const noexcept override { return settings_.gateway; }

  bool same_as(const DevicePlan& other) const override {
    const auto* const tuya = dynamic_cast<const TuyaPlan*>(&other);
    if (tuya == nullptr) return false;
    TuyaSettings theirs = tuya->settings_;
    // Another name or another policy needs no new session.
    theirs.common.name = settings_.common.name;
    theirs.common.power_on = settings_.common.power_on;
    theirs.common.never_restore_on = settings_.common.never_restore_on;
    return theirs == settings_;
  }

  NewDevice create(const Remembered& remembered, FamilyContext& context) const override {
    if (settings_.gateway.empty()) return std::make_unique<TuyaDevice>(settings_, remembered, context);
    return std::make_unique<SubDevice>(settings_, remembered, context);
  }

 private:
  TuyaSettings settings_;
};

}  // namespace

std::unique_ptr<DevicePlan> read_plan(config::Reader& reader, const std::string& topic) {
  const std::size_t errors_before = reader.diagnostics().errors();
  TuyaSettings settings = read_settings(reader, topic);
  if (reader.diagnostics().errors() != errors_before) return nullptr;
  return std::make_unique<TuyaPlan>(std::move(settings));
}

}  // namespace presad::tuya
