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
  NewDevice create(const Remembered&, FamilyContext&) const override { return std::unique_ptr<Device>(); }

  tuya::TuyaSettings settings;
};

inline std::unique_ptr<DevicePlan> read_tuya(config::Reader& reader, const std::string& topic) {
  return std::make_unique<ReadPlan>(tuya::read_settings(reader, topic));
}

struct ReadTasmotaPlan final : DevicePlan {
  explicit ReadTasmotaPlan(tasmota_http::TasmotaHttpSettings read) : settings(std::move(read)) {}
  const DeviceSettings& common() const noexcept override { return settings.common; }
  bool same_as(const DevicePlan& other) const override {
    const auto* same_kind = dynamic_cast<const ReadTasmotaPlan*>(&other);
    return same_kind != nullptr && same_kind->settings == settings;
  }
  NewDevice create(const Remembered&, FamilyContext&) const override { return std::unique_ptr<RelayedDevice>(); }

  tasmota_http::TasmotaHttpSettings settings;
};

inline std::unique_ptr<DevicePlan> read_tasmota(config::Reader& reader, const std::string& topic) {
  auto settings = tasmota_http::read_settings(reader, topic);
  if (settings.relay == tasmota_http::Relay::never) return nullptr;
  return std::make_unique<ReadTasmotaPlan>(std::move(settings));
}

inline constexpr std::array<Family, 2> test_families = {
    {{"tuya", read_tuya, tuya::check_siblings}, {"tasmota", read_tasmota, nullptr}}};

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
