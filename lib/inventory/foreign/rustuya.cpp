#include <algorithm>

#include "inventory/foreign/fields.h"
#include "inventory/foreign/readers.h"

namespace presad::foreign {

namespace {

/// A device below its id has a key, or, as a sub-device, a cid.
bool is_below_its_id(const Json::Member& member) {
  const Json& object = member.second;
  return object.object() != nullptr && (!text_under(object, {"key", "local_key", "localKey", "localkey"}).empty() ||
                                        !text_under(object, {"cid", "node_id", "nodeId"}).empty());
}

}  // namespace

Devices read_rustuya(const Json& json) {
  const Json::Object* const members = json.object();
  if (members == nullptr || members->empty() || !std::all_of(members->begin(), members->end(), is_below_its_id)) {
    return std::nullopt;
  }
  std::vector<FoundDevice> devices;
  for (const auto& [id, object] : *members) devices.push_back(read_device(object, id));
  find_gateways(devices);
  return devices;
}

}  // namespace presad::foreign
