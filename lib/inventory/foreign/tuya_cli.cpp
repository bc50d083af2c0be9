#include <algorithm>

#include "inventory/foreign/fields.h"
#include "inventory/foreign/readers.h"

namespace presad::foreign {

Devices read_tuya_cli(const Json& json) {
  const Json::Array* const list = json.array();
  if (list == nullptr || std::none_of(list->begin(), list->end(), is_device)) return std::nullopt;
  return read_devices(*list);
}

}  // namespace presad::foreign
