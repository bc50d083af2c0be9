// Where a member of a Tuya payload may stand. Pure; for this folder's readers.

#pragma once

#include <string_view>

#include "base/json.h"

namespace presad::tuya {

/// The member at the top or in `data`, whatever the version: devices nest what older ones do not, and clients
/// differ too (PROTOCOL.md, 7). nullptr when it is in neither.
inline const Json* find_member(const Json& json, std::string_view key) noexcept {
  if (const Json* member = json.find(key)) return member;
  const Json* data = json.find("data");
  return data != nullptr ? data->find(key) : nullptr;
}

}  // namespace presad::tuya
