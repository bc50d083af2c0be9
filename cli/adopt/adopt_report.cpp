#include "cli/adopt/adopt_report.h"

#include <array>
#include <string_view>

#include "base/json.h"
#include "cli/terminal.h"

namespace presad::cli {

namespace {

constexpr std::array<std::string_view, 4> words = {"new", "changed", "unchanged", "left out"};
constexpr std::array<std::string_view, 4> json_words = {"new", "changed", "unchanged", "left_out"};

std::string difference_of(const AdoptReport& report) {
  return config::render_difference(report.files.inventory, report.before.inventory, report.edit.texts.inventory,
                                   config::Content::settings, report.secrets) +
         config::render_difference(report.files.secrets, report.before.secrets, report.edit.texts.secrets,
                                   config::Content::secrets, report.secrets);
}

std::string joined(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : ", ") + key;
  return text;
}

std::string what_it_is(const AdoptReport& report) {
  const RelayedIdentity& identity = report.traits.identity;
  std::string text = report.address + ": ";
  text += identity.device_name.empty() ? "a device without a name" : "\"" + for_terminal(identity.device_name) + "\"";
  if (!identity.version.empty()) text += ", Tasmota " + for_terminal(identity.version);
  text += ", topic \"" + for_terminal(identity.topic) + "\"";
  if (!identity.hardware_id.empty()) text += ", " + identity.hardware_id;
  return text + '\n';
}

std::string what_of_inventory(const AdoptReport& report) {
  const DeviceOutcome& device = report.edit.devices.front();
  std::string text(words[static_cast<std::size_t>(device.change)]);
  text += ' ' + for_terminal(device.topic.empty() ? device.why : device.topic);
  if (device.change == DeviceChange::changed) text += ": " + joined(device.keys);
  text += '\n';
  if (const std::string difference = difference_of(report); !difference.empty())
    text += '\n' + lines_for_terminal(difference);
  if (report.written) return text + "\nWritten. A running presad takes it over with: " + report.reload + '\n';
  return text +
         (changes_anything(report) ? "\nNothing was written: --write does it.\n" : "\nNothing is to be written.\n");
}

std::string what_of_broker(const BrokerReport& broker) {
  std::string text = "\n" + for_terminal(broker.backlog) + "\n\n";
  if (!broker.sent) return text + "Nothing was sent: --yes does it.\n";
  if (broker.result == "accepted") return text + "The device has it, has started anew, and a broker has taken it.\n";
  return text + (broker.result == "refused" ? "The device did not take it: " : "Sent, but ") +
         for_terminal(broker.cause) + '\n';
}

}  // namespace

bool changes_anything(const AdoptReport& report) { return report.edit.texts != report.before; }

std::string render_adopt(const AdoptReport& report) {
  std::string text = what_it_is(report);
  for (const OpenDoor& door : report.doors) {
    text += "warning: " + for_terminal(door.seen) + "\n    cure: " + for_terminal(door.cure) + '\n';
  }
  text += '\n' + what_of_inventory(report);
  if (report.broker) text += what_of_broker(*report.broker);
  return text;
}

std::string render_adopt_json(const AdoptReport& report) {
  const RelayedIdentity& identity = report.traits.identity;
  const DeviceOutcome& device = report.edit.devices.front();
  JsonWriter json;
  json.begin_object().key("address").string(report.address).key("topic").string(identity.topic);
  json.key("name").string(identity.device_name).key("version").string(identity.version);
  json.key("hardware_id").string(identity.hardware_id);
  json.key("warnings").begin_array();
  for (const OpenDoor& door : report.doors) {
    json.begin_object().key("name").string(door.name).key("seen").string(door.seen).key("cure").string(door.cure);
    json.end_object();
  }
  json.end_array().key("inventory").begin_object().key("file").string(report.files.inventory);
  json.key("secrets").string(report.files.secrets);
  json.key("change").string(json_words[static_cast<std::size_t>(device.change)]);
  json.key("topic").string(device.topic).key("changed").begin_array();
  for (const std::string& key : device.keys) json.string(key);
  json.end_array().key("why").string(device.why).key("written").boolean(report.written);
  json.key("difference").string(difference_of(report)).end_object();
  json.key("broker");
  if (report.broker) {
    json.begin_object().key("backlog").string(report.broker->backlog).key("sent").boolean(report.broker->sent);
    json.key("result").string(report.broker->result).key("cause").string(report.broker->cause).end_object();
  } else {
    json.null();
  }
  return json_for_terminal(json.end_object().take()) + '\n';
}

}  // namespace presad::cli
