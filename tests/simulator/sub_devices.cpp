#include "simulator/sub_devices.h"

#include <algorithm>

#include "base/json.h"

namespace presad::simulator {

SubDevices::SubDevices(const PlugSettings& settings) {
  PlugSettings one = settings;
  for (const SubDeviceSettings& each : settings.sub_devices) {
    one.layout = each.layout;
    all_.emplace_back(each.cid, one);
  }
}

SubDevice* SubDevices::find(std::string_view cid) {
  const auto found = std::ranges::find(all_, cid, &SubDevice::cid);
  return found == all_.end() ? nullptr : &*found;
}

SubDevice* SubDevices::at(unsigned number) {
  return number >= 1 && number <= all_.size() ? &all_[number - 1] : nullptr;
}

Datapoints SubDevices::remembered(const SubDevice& sub_device, Timestamp now) {
  return sub_device.powered ? sub_device.hardware.reported(now) : sub_device.remembered;
}

std::string SubDevices::render_list(const SubDevice* only) const {
  JsonWriter json;
  json.begin_object().key("reqType").string("subdev_online_stat_report").key("data").begin_object();
  for (const bool online : {true, false}) {
    json.key(online ? "online" : "offline").begin_array();
    for (const SubDevice& each : all_) {
      if (each.listed_online == online && (only == nullptr || only == &each)) json.string(each.cid);
    }
    json.end_array();
  }
  json.end_object().end_object();
  return json.take();
}

Timestamp SubDevices::deadline() const {
  Timestamp earliest = never;
  for (const SubDevice& each : all_) {
    if (each.powered) earliest = std::min(earliest, each.hardware.deadline());
  }
  return earliest;
}

}  // namespace presad::simulator
