// The devices of an account, gathered out of several listings. Pure.
// Source: developer.tuya.com: cloud/fc19523d18 (associated users: devices, has_more, last_row_key), cloud/dc413408fe
// (v1.3/iot-03/devices: list, gateway_id, node_id), cubeprivate-cloud/ad2823ae46 (users/{uid}/devices: a bare list),
// cloud/75f8d057b8 (factory-infos: mac).

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/secret.h"

namespace presad::cloud {

/// What the cloud says of one device; empty: it does not. Its address there is the household's public one, and so of no
/// use.
struct Device {
  std::string id;
  std::string name;
  SecretText local_key;  ///< 16 bytes or empty
  std::string owner;     ///< the user's id
  std::string category;  ///< "cz" is a socket, "dj" a lamp
  std::string product_id;
  std::string product_name;
  std::string model;
  std::string uuid;
  std::string mac;
  bool sub = false;  ///< behind a gateway, whose key it shares
  std::string gateway_id;
  std::string node_id;  ///< its id at the gateway, the `cid`
};

class DeviceList {
 public:
  static constexpr std::size_t max_devices = 2000;

  /// Adds what stands in `list`, and fills gaps of those that are there already. What has no usable id is counted, and
  /// what is beyond max_devices.
  void add(const Json::Array& list);

  /// Fills in the hardware's addresses.
  void add_hardware(const Json::Array& list);

  const std::vector<Device>& devices() const noexcept { return devices_; }
  std::size_t unreadable() const noexcept { return unreadable_; }
  std::size_t too_many() const noexcept { return too_many_; }
  /// Each once, in the order in which they were seen.
  std::vector<std::string> owners() const;

 private:
  Device* find(std::string_view id) noexcept;

  std::vector<Device> devices_;
  std::size_t unreadable_ = 0;
  std::size_t too_many_ = 0;
};

}  // namespace presad::cloud
