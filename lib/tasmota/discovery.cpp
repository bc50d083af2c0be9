#include "tasmota/discovery.h"

namespace presad::tasmota {

bool is_derived(std::string_view hardware_id) noexcept {
  constexpr std::string_view locally_administered = "2367ABEF";  // second digits with bit 1 set (IEEE 802c)
  return hardware_id.size() > 1 && locally_administered.find(hardware_id[1]) != std::string_view::npos;
}

bool is_presads_alone(std::string_view topic) noexcept {
  constexpr std::string_view mqtt = "homeassistant/";
  constexpr std::string_view native = "tasmota/discovery/";
  if (topic.starts_with(mqtt)) return true;
  return topic.starts_with(native) && is_derived(topic.substr(native.size()));
}

}  // namespace presad::tasmota
