#include "families/tuya/gateways.h"

namespace presad::tuya {

void Gateways::open(const std::string& topic, GatewayPort& gateway) {
  Household& household = households_[topic];
  household.gateway = &gateway;
  for (const auto& [cid, sub_device] : household.sub_devices) gateway.add_sub_device(cid);
}

void Gateways::close(const std::string& topic) {
  const auto found = households_.find(topic);
  if (found == households_.end()) return;
  found->second.gateway = nullptr;
  for (const auto& [cid, sub_device] : found->second.sub_devices) {
    sub_device->on_notice(Displaced{Trouble::gateway_away, "its gateway is set up anew"});
  }
  if (found->second.sub_devices.empty()) households_.erase(found);
}

void Gateways::follow(const std::string& gateway, const std::string& cid, SubDevicePort& sub_device) {
  Household& household = households_[gateway];
  household.sub_devices[cid] = &sub_device;
  if (household.gateway != nullptr) household.gateway->add_sub_device(cid);
}

void Gateways::forget(const std::string& gateway, const std::string& cid) {
  const auto found = households_.find(gateway);
  if (found == households_.end() || found->second.sub_devices.erase(cid) == 0) return;
  if (found->second.gateway != nullptr) {
    found->second.gateway->remove_sub_device(cid);
  } else if (found->second.sub_devices.empty()) {
    households_.erase(found);
  }
}

GatewayPort* Gateways::find(const std::string& topic) const {
  const auto found = households_.find(topic);
  return found == households_.end() ? nullptr : found->second.gateway;
}

void Gateways::deliver(const std::string& gateway, const ToSubDevice& notice) const {
  const auto household = households_.find(gateway);
  if (household == households_.end()) return;
  const auto sub_device = household->second.sub_devices.find(notice.cid);
  if (sub_device != household->second.sub_devices.end()) sub_device->second->on_notice(notice.notice);
}

}  // namespace presad::tuya
