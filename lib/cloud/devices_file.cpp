#include "cloud/devices_file.h"

#include "base/json.h"

namespace presad::cloud {

std::string render_devices_file(std::span<const Device> devices) {
  std::string text = "[\n";
  for (std::size_t i = 0; i < devices.size(); ++i) {
    const Device& device = devices[i];
    JsonWriter json;
    json.begin_object();
    json.key("name").string(device.name).key("id").string(device.id).key("key").string(device.local_key.reveal());
    json.key("mac").string(device.mac).key("uuid").string(device.uuid).key("category").string(device.category);
    json.key("product_id").string(device.product_id).key("product_name").string(device.product_name);
    json.key("model").string(device.model).key("sub").boolean(device.sub);
    if (!device.node_id.empty()) json.key("node_id").string(device.node_id);
    if (!device.gateway_id.empty()) json.key("gateway_id").string(device.gateway_id);
    if (device.sub && !device.gateway_id.empty()) json.key("parent").string(device.gateway_id);
    json.end_object();
    text += json.text() + (i + 1 < devices.size() ? ",\n" : "\n");
  }
  return text + "]\n";
}

}  // namespace presad::cloud
