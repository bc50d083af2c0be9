// What a Tasmota device's /cm answers, of any firmware and in any mood -> the JSON object, or what is wrong. Pure.
// Source: DIALECT.md, 14.

#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/json_members.h"
#include "base/result.h"

namespace presad::tasmota_http {

/// An object without doubled keys: each where it first stood, with the value it last had.
struct DeviceAnswer {
  Json json;
  JsonMembers members;
  std::string text;
};

/// Errors: `refused` the password is wrong or missing (401, or 200 with a warning on firmware before 8.2);
///         `unsupported` it answers web pages to users only, or does not know /cm;
///         `malformed` no JSON object, or not a whole one: the command may have been carried out all the same.
Result<DeviceAnswer> read_answer(int status, std::string_view body);

/// Nothing was said: the command runs later (Backlog), says nothing, or came within 3 s of a boot.
bool says_nothing(const DeviceAnswer& answer) noexcept;

/// "Unknown" or "Error": the firmware does not know the command, or refused it.
bool is_refusal(const DeviceAnswer& answer) noexcept;

}  // namespace presad::tasmota_http
