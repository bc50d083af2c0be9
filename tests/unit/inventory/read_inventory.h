// An inventory given as text, read as start-up reads it: with the real families' settings, but plans that
// make no devices.

#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "families/tasmota_http/settings.h"
#include "families/tuya/settings.h"
#include "families/tuya/siblings.h"
#include "inventory/settings.h"

namespace presad::test {

struct ReadPlan final : DevicePlan {
  explicit ReadPlan(tuya::TuyaSettings read) : settings(std::move(read)) {}
  const DeviceSettings& common() const noexcept override { return settings.common; }
  bool same_as(const DevicePlan& other) const override {
    const auto* same_kind = dynamic_cast<const ReadPlan*>(&other);
    return same_kind != nullptr && same_kind->settings == settings;
  }
  std::unique_ptr<Device> create(const Remembered&, FamilyContext&) const override { return nullptr; }

  tuya::TuyaSettings settings;
};

inline std::unique_ptr<DevicePlan> read_tuya(config::Reader& reader, const std::string& topic) {
  return std::make_unique<ReadPlan>(tuya::read_settings(reader, topic));
}

inline constexpr std::array<Family, 2> test_families = {
    {{"tuya", read_tuya, tuya::check_siblings}, {"tasmota", tasmota_http::read_plan, nullptr}}};

inline Loaded load(std::string_view inventory, std::optional<std::string_view> secrets = std::nullopt) {
  return read_settings({"presad.yaml", "secrets.yaml"}, inventory, secrets, test_families);
}

/// What a person reads.
inline std::string told(std::string_view inventory, std::optional<std::string_view> secrets = std::nullopt) {
  return "\n" + load(inventory, secrets).findings.render();
}

inline const tuya::TuyaSettings& tuya_device(const Loaded& loaded, std::size_t index = 0) {
  return dynamic_cast<const ReadPlan&>(*loaded.settings.value().devices.at(index)).settings;
}

}  // namespace presad::test
