// A Tasmota device's keys in presad.yaml (`type: tasmota`) -> TasmotaHttpSettings. Pure.
// Source: docs/presad.yaml.md.

#pragma once

#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/secret.h"
#include "config/reader.h"
#include "families/device_settings.h"

namespace presad::tasmota_http {

/// When presad answers for it: while it is not on the broker itself, always, or never.
enum class Relay : std::uint8_t { automatic, always, never };

struct TasmotaHttpSettings {
  DeviceSettings common;
  std::string address;  ///< numeric
  std::string username = "admin";
  SecretText password;
  Relay relay = Relay::automatic;
  Duration hold = std::chrono::seconds(60);  ///< of silence on the broker before it is asked over HTTP

  friend bool operator==(const TasmotaHttpSettings&, const TasmotaHttpSettings&) = default;
};

/// Reads every key. What is wrong goes to the reader's diagnostics.
TasmotaHttpSettings read_settings(config::Reader& reader, const std::string& topic);

}  // namespace presad::tasmota_http
