#include "simulator/fleet.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace presad::simulator {
namespace {

std::optional<std::uint32_t> parse_address(const std::string& text) {
  in_addr address{};
  if (::inet_pton(AF_INET, text.c_str(), &address) != 1) return std::nullopt;
  return ntohl(address.s_addr);
}

std::string render_address(std::uint32_t number) {
  const in_addr address{htonl(number)};
  std::array<char, INET_ADDRSTRLEN> text{};
  ::inet_ntop(AF_INET, &address, text.data(), text.size());
  return text.data();
}

/// `text` with `number` as four digits in place of its last four characters.
std::string numbered(std::string text, unsigned number) {
  const std::string digits = std::to_string(10'000 + number).substr(1);
  return text.replace(text.size() - digits.size(), digits.size(), digits);
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && std::ranges::all_of(name, [](char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') ||
           each == '_' || each == '-';
  });
}

/// A YAML string that survives whatever stands in it: single quotes, doubled inside.
std::string yaml_string(const std::string& text) {
  std::string quoted = "'";
  for (const char each : text) quoted += each == '\'' ? std::string("''") : std::string(1, each);
  return quoted + "'";
}

}  // namespace

Result<std::vector<PlugPlan>> plan_fleet(const FleetOptions& options) {
  const auto version = tuya::parse_version(options.protocol);
  if (!version) {
    return fail(ErrorKind::bad_config, "\"" + printable(options.protocol) + "\" is no version: expected 3.1 to 3.5");
  }
  auto layout = make_layout(options.model, options.relays, options.energy_increments);
  if (!layout) return layout.error();
  const auto address = parse_address(options.address);
  if (!address) return fail(ErrorKind::bad_config, "\"" + printable(options.address) + "\" is not an IPv4 address");
  if (options.count < 1 || options.count > max_plugs) return fail(ErrorKind::bad_config, "a count is from 1 to 1000");
  if (options.device_id.size() < 4 || options.device_id.size() > 64) {
    return fail(ErrorKind::bad_config, "a device id has 20 or 22 characters");
  }
  if (!is_plain_name(options.name)) return fail(ErrorKind::bad_config, "a name is made of letters, digits, - and _");

  if (options.sub_devices > max_sub_devices) return fail(ErrorKind::bad_config, "at most 200 sub-devices");
  if ((options.model == "gateway") != (options.sub_devices > 0)) {
    return fail(ErrorKind::bad_config, "a gateway has --sub-devices, and nothing else has");
  }
  auto sub_layout = make_layout(options.sub_model);
  if (!sub_layout) return sub_layout.error();

  std::vector<PlugPlan> plans;
  for (unsigned number = 1; number <= options.count; ++number) {
    PlugPlan plan;
    plan.number = number;
    plan.name = options.count == 1 ? options.name : options.name + std::to_string(number);
    plan.address = render_address(*address + number - 1);
    plan.port = options.port;
    plan.local_key = number == 1                    ? options.local_key
                     : options.local_key.size() < 4 ? ""
                                                    : numbered(options.local_key, number);
    const auto key = parse_local_key(plan.local_key);
    if (!key) return key.error();
    plan.settings = options.behaviour;
    plan.settings.version = *version;
    plan.settings.device_id = number == 1 ? options.device_id : numbered(options.device_id, number);
    plan.settings.local_key = *key;
    plan.settings.layout = *layout;
    for (unsigned sub = 1; sub <= options.sub_devices; ++sub) {
      plan.settings.sub_devices.push_back({numbered(numbered("a4c138f00000", number) + "0000", sub), *sub_layout});
    }
    plans.push_back(std::move(plan));
  }
  return plans;
}

std::string render_inventory(const std::vector<PlugPlan>& plans) {
  std::string text;
  for (const PlugPlan& plan : plans) {
    if (plan.port != 6668) text += "  # presad speaks to port 6668; this plug listens on another\n";
    text += "  " + plan.name + ":\n";
    text += "    type: tuya\n";
    text += "    device_id: " + yaml_string(plan.settings.device_id) + "\n";
    text += "    local_key: " + yaml_string(plan.local_key) + "\n";
    text += "    address: " + plan.address + "\n";
    text += "    version: " + std::string(tuya::name(plan.settings.version)) + "\n";
    text += "    profile: " + plan.settings.layout.profile + "\n";
    unsigned number = 0;
    for (const SubDeviceSettings& each : plan.settings.sub_devices) {
      text += "  " + plan.name + "_" + std::to_string(++number) + ":\n";
      text += "    type: tuya\n";
      text += "    gateway: " + plan.name + "\n";
      text += "    cid: " + each.cid + "\n";
      text += "    profile: " + each.layout.profile + "\n";
    }
  }
  return text;
}

}  // namespace presad::simulator
