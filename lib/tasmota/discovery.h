// What both kinds of Home Assistant discovery share: which one a house speaks, and the messages it is made of.
// Pure. Source: DIALECT.md, 12.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace presad::tasmota {

enum class Discovery : std::uint8_t {
  tasmota,  ///< Tasmota's own (native_discovery.h)
  mqtt,     ///< Home Assistant's MQTT discovery (mqtt_discovery.h)
  none,
};

/// A retained message on a topic that follows no FullTopic.
struct DiscoveryMessage {
  std::string topic;
  std::string payload;

  friend bool operator==(const DiscoveryMessage&, const DiscoveryMessage&) = default;
};

using DiscoveryMessages = std::vector<DiscoveryMessage>;

/// Not a hardware's own MAC: it has the locally administered bit, and the device hides its own.
bool is_derived(std::string_view hardware_id) noexcept;

/// No device speaks on this discovery topic by itself once it runs Tasmota: it is MQTT discovery, or of an id that is
/// derived.
bool is_presads_alone(std::string_view topic) noexcept;

}  // namespace presad::tasmota
