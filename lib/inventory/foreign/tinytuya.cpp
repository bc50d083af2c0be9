#include <algorithm>

#include "inventory/foreign/fields.h"
#include "inventory/foreign/readers.h"

namespace presad::foreign {

namespace {

/// What the vendor's OpenAPI and tinytuya write of a device, and the hand-made lists of others do not.
bool is_of_the_cloud(const Json& object) {
  return is_device(object) && (object.find("product_id") != nullptr || object.find("uuid") != nullptr ||
                               object.find("mac") != nullptr || object.find("product_name") != nullptr);
}

/// The list of an answer: "result" itself, or what is below it.
const Json::Array* list_of_result(const Json& result) {
  for (const char* const name : {"list", "devices"}) {
    if (const Json* const below = result.find(name); below != nullptr && below->array() != nullptr)
      return below->array();
  }
  return result.array();
}

}  // namespace

Devices read_tinytuya(const Json& json) {
  if (const Json::Array* const list = json.array()) {
    if (!std::any_of(list->begin(), list->end(), is_of_the_cloud)) return std::nullopt;
    return read_devices(*list);
  }
  const Json* const devices = json.find("devices");
  if (json.find("timestamp") != nullptr && devices != nullptr && devices->array() != nullptr) {
    return read_devices(*devices->array());
  }
  const Json* const result = json.find("result");
  const Json::Array* const list = result == nullptr ? nullptr : list_of_result(*result);
  if (list == nullptr || (!list->empty() && std::none_of(list->begin(), list->end(), is_device))) return std::nullopt;
  return read_devices(*list);
}

}  // namespace presad::foreign
