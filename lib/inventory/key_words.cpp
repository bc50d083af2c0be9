#include "inventory/key_words.h"

#include <algorithm>
#include <array>

namespace presad {

namespace {

struct Row {
  std::string_view section;
  std::string_view key;
  std::string_view words;
};

constexpr std::array rows = {
    Row{"", "mqtt", "The broker, and how presad speaks on it."},
    Row{"", "home_assistant", "How Home Assistant finds the devices."},
    Row{"", "latitude", "Degrees, with longitude: for timers by the sun."},
    Row{"", "longitude", "Degrees, with latitude: for timers by the sun."},
    Row{"", "devices", "Topics, and the device of each."},
    Row{"", "allow_addresses", "Further ranges that presad may speak to: 100.64.0.0/10 2001:db8:1::/48"},
    Row{"mqtt", "url", "mqtt://host[:port] or mqtts://host[:port]; usually mqtt://localhost:1883."},
    Row{"mqtt", "username", "Who presad is at the broker."},
    Row{"mqtt", "password", "!secret NAME; needs a username."},
    Row{"mqtt", "ca_file", "With mqtts: whom to trust; usually the system's authorities."},
    Row{"mqtt", "cert_file", "With mqtts: who presad is; with key_file."},
    Row{"mqtt", "key_file", "With mqtts: the key of cert_file."},
    Row{"mqtt", "full_topic", "%prefix% and %topic% once, each between slashes; usually %prefix%/%topic%/."},
    Row{"mqtt", "group_topic", "The topic that every device listens to as well; usually tasmotas."},
    Row{"mqtt", "tele_period", "Seconds between reports: 0 (never), or 10 to 3600; usually 300."},
    Row{"home_assistant", "discovery", "Usually tasmota."},
    Row{"datapoints", "id", "The datapoint's number."},
    Row{"datapoints", "name", "Tuya's own word for what it does."},
    Row{"datapoints", "type", "What it holds; usually whatever comes."},
    Row{"datapoints", "scale", "How many decimals the integer has."},
    Row{"datapoints", "unit", "As it is shown; usually that of its name."},
    Row{"datapoints", "writable", "Usually true."},
    Row{"device", "type", "What kind of device it is."},
    Row{"device", "name", "Text for people; usually the topic."},
    Row{"device", "mac", "Twelve hex digits, what Home Assistant's ids are made of."},
    Row{"device", "power_on", "After a power cut; usually device."},
    Row{"device", "never_restore_on", "true: presad never switches it on by itself (a heater)."},
    Row{"device", "address", "A numeric address of the local network."},
    Row{"tuya", "device_id", "Letters and digits, usually 20 or 22."},
    Row{"tuya", "local_key", "!secret NAME, which has 16 characters."},
    Row{"tuya", "version", "Of Tuya's protocol; usually found out."},
    Row{"tuya", "profile", "What the datapoints mean; usually found out."},
    Row{"tuya", "gateway", "Of a sub-device: its gateway's topic."},
    Row{"tuya", "cid", "Of a sub-device: its id at its gateway."},
    Row{"tuya", "command_interval", "Seconds between two frames; usually 0.05."},
    Row{"tuya", "offline_command_ttl", "Seconds that a command waits for a device that is away; usually 30."},
    Row{"tuya", "power_up_after", "Gone that many seconds, it lost its power; usually 10."},
    Row{"tuya", "wake", "How a device is woken after a power cut; usually auto."},
    Row{"tuya", "wake_datapoints", "What a refresh asks for: datapoints of the meter, three at most."},
    Row{"tuya", "refresh", "Seconds between requests to measure: 0 (never), or 10 to 3600."},
    Row{"tuya", "datapoints", "What the profile does not know, one mapping per datapoint."},
    Row{"tasmota", "username", "Of its web server; usually admin."},
    Row{"tasmota", "password", "!secret NAME: that of its web server."},
    Row{"tasmota", "relay", "When presad answers for it; usually auto."},
    Row{"tasmota", "hold", "Seconds of silence on the broker before it is asked over HTTP; usually 60."},
};

std::string_view find(std::string_view section, std::string_view key) noexcept {
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const Row& each) { return each.section == section && each.key == key; });
  return row == rows.end() ? std::string_view() : row->words;
}

}  // namespace

std::string_view words_for_key(std::string_view section, std::string_view key) noexcept {
  const std::string_view own = find(section, key);
  const bool of_a_device =
      !section.empty() && section != "mqtt" && section != "home_assistant" && section != "datapoints";
  return own.empty() && of_a_device ? find("device", key) : own;
}

}  // namespace presad
