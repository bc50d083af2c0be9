// What the lists of several programs have in common: an object per device, its facts under one of a few names. Pure.

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "inventory/found_device.h"

namespace presad::foreign {

/// The first of `names` that `object` has a text under; also a number (3.3). "N/A", "Auto" and the like are nothing.
std::string text_under(const Json& object, std::initializer_list<std::string_view> names);

/// A device as tinytuya, the vendor's OpenAPI, tuya-cli, tuya-mqtt and rustuya write it. `id`: when the object has
/// none.
///
/// A sub-device is one with a node_id (cid) that is marked as such, or names its parent; what is marked and has none
/// gets an objection, and so do the vendor's virtual devices.
FoundDevice read_device(const Json& object, std::string_view id = {});

/// Whether `object` looks like such a device: it has an id, and a key or a place for one.
bool is_device(const Json& object);

/// The elements of `list` that are devices. Others are skipped.
std::vector<FoundDevice> read_devices(const Json::Array& list);

/// Sub-devices without a gateway get the one that has their key, as the vendor gives both the same; without one they
/// get an objection.
void find_gateways(std::vector<FoundDevice>& devices);

}  // namespace presad::foreign
