#include "families/registry.h"

#include <array>

#include "families/tasmota_http/plan.h"
#include "families/tuya/plan.h"
#include "families/tuya/siblings.h"

namespace presad {

std::span<const Family> families() noexcept {
  static constexpr std::array<Family, 2> all = {{
      {"tuya", tuya::read_plan, tuya::check_siblings},
      {"tasmota", tasmota_http::read_plan, nullptr},
  }};
  return all;
}

}  // namespace presad
