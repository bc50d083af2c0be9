#include "inventory/foreign/foreign_list.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/json.h"
#include "inventory/foreign/loose_json.h"
#include "inventory/foreign/readers.h"

namespace presad::foreign {

namespace {

constexpr JsonLimits limits{32, 1'000'000};

struct Program {
  std::string_view name;
  Devices (*read)(const Json& json);
};

/// The more particular a shape, the earlier it is looked for.
constexpr std::array<Program, 5> programs = {{{"Home Assistant", read_home_assistant},
                                              {"cloudcutter", read_cloudcutter},
                                              {"tinytuya", read_tinytuya},
                                              {"rustuya", read_rustuya},
                                              {"tuya-cli or tuya-mqtt", read_tuya_cli}}};

/// A terminal's output has questions and answers above the list.
std::string_view from_list_on(std::string_view text) {
  const std::size_t start = text.find("\n[");
  return start == std::string_view::npos ? text : text.substr(start + 1);
}

Result<Json> parse_loosely(std::string_view text) {
  const auto strict = strict_json(text);
  if (!strict) return strict.error();
  return parse_json(*strict, limits);
}

Result<Json> parse(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  auto json = parse_json(text, limits);
  if (json) return json;
  auto loose = parse_loosely(text);
  if (loose) return loose;
  auto list = parse_loosely(from_list_on(text));
  return list ? list : loose;
}

bool same_device(const FoundDevice& a, const FoundDevice& b) {
  if (!a.cid.empty() || !b.cid.empty()) return a.cid == b.cid && a.gateway == b.gateway && !a.gateway.empty();
  const bool one_key = a.local_key.empty() || b.local_key.empty() || a.local_key == b.local_key;
  return !a.device_id.empty() && a.device_id == b.device_id && one_key;
}

void complete(FoundDevice& device, const FoundDevice& by) {
  const auto fill = [](std::string& text, const std::string& other) {
    if (text.empty()) text = other;
  };
  fill(device.name, by.name);
  fill(device.device_id, by.device_id);
  fill(device.address, by.address);
  fill(device.version, by.version);
  fill(device.mac, by.mac);
  if (device.local_key.empty()) device.local_key = by.local_key;
}

}  // namespace

Result<ForeignList> read_foreign_list(std::string_view text) {
  if (text.size() > max_file_size) return fail(ErrorKind::malformed, "it is longer than 16 MiB");
  const auto json = parse(text);
  if (!json) return fail(ErrorKind::malformed, json.error().what);
  for (const Program& program : programs) {
    if (auto devices = program.read(*json)) return ForeignList{program.name, std::move(*devices)};
  }
  return fail(ErrorKind::unsupported, "it is no list of devices of a program known here");
}

std::vector<FoundDevice> joined(std::vector<FoundDevice> devices) {
  std::vector<FoundDevice> all;
  for (FoundDevice& device : devices) {
    const auto same =
        std::find_if(all.begin(), all.end(), [&](const auto& other) { return same_device(other, device); });
    if (same == all.end()) {
      all.push_back(std::move(device));
    } else {
      complete(*same, device);
    }
  }
  return all;
}

}  // namespace presad::foreign
