#include "cli/import_report.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "cli/terminal.h"
#include "config/columns.h"

namespace presad::cli {

namespace {

constexpr std::array<std::string_view, 4> words = {"new", "changed", "unchanged", "left out"};
constexpr std::array<std::string_view, 4> json_words = {"new", "changed", "unchanged", "left_out"};

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (const config::Cell& cell : config::cells_of(text)) columns += cell.width;
  return columns;
}

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  const std::size_t columns = columns_of(text);
  if (columns < width) result.append(width - columns, ' ');
  return result;
}

std::string what_changed(const DeviceOutcome& device) {
  std::string text;
  for (const std::string& key : device.keys) {
    const std::string said = key == "topic"       ? "its topic, " + device.former_topic + " until now"
                             : key != "local_key" ? key
                             : device.first_key   ? "its local key, unknown until now"
                                                  : "ITS LOCAL KEY IS ANOTHER ONE (paired anew?)";
    text += (text.empty() ? "" : ", ") + said;
  }
  return text;
}

std::string line_of(const DeviceOutcome& device, std::size_t width) {
  std::string text = padded(words[static_cast<std::size_t>(device.change)], 11);
  const std::string shown = device.name.empty() ? device.device_id : for_terminal(device.name);
  if (device.change == DeviceChange::left_out) {
    return text + shown + (device.name.empty() ? "" : " (" + for_terminal(device.device_id) + ")") + ": " +
           for_terminal(device.why) + '\n';
  }
  text += padded(device.topic, width) + "  " + shown;
  if (device.change == DeviceChange::changed) text += ": " + what_changed(device);
  return text + '\n';
}

std::string difference_of(const ImportReport& report, bool secrets) {
  return secrets ? config::render_difference(report.files.secrets, report.before.secrets, report.edit.texts.secrets,
                                             config::Content::secrets, report.secrets)
                 : config::render_difference(report.files.inventory, report.before.inventory,
                                             report.edit.texts.inventory, config::Content::settings, report.secrets);
}

}  // namespace

bool changes_anything(const ImportReport& report) { return report.edit.texts != report.before; }

std::string render_import(const ImportReport& report) {
  std::string text;
  for (const ImportSource& source : report.imported.sources) {
    text += for_terminal(source.file) + ": " + std::string(source.program) + ", " + std::to_string(source.devices) +
            (source.devices == 1 ? " device\n" : " devices\n");
  }
  std::size_t width = 0;
  for (const DeviceOutcome& device : report.edit.devices) width = std::max(width, columns_of(device.topic));
  if (!report.edit.devices.empty()) text += '\n';
  for (const DeviceOutcome& device : report.edit.devices) text += line_of(device, width);
  for (const bool secrets : {false, true}) {
    const std::string difference = difference_of(report, secrets);
    if (!difference.empty()) text += '\n' + lines_for_terminal(difference);
  }
  return text;
}

std::string render_import_json(const ImportReport& report) {
  JsonWriter json;
  json.begin_object().key("inventory").string(report.files.inventory);
  json.key("secrets").string(report.files.secrets);
  json.key("changes").boolean(changes_anything(report)).key("written").boolean(report.written);
  json.key("sources").begin_array();
  for (const ImportSource& source : report.imported.sources) {
    json.begin_object().key("file").string(source.file).key("program").string(source.program);
    json.key("devices").integer(static_cast<std::int64_t>(source.devices)).end_object();
  }
  json.end_array().key("devices").begin_array();
  for (const DeviceOutcome& device : report.edit.devices) {
    json.begin_object().key("change").string(json_words[static_cast<std::size_t>(device.change)]);
    if (!device.topic.empty()) json.key("topic").string(device.topic);
    if (!device.former_topic.empty()) json.key("former_topic").string(device.former_topic);
    json.key("name").string(device.name).key("device_id").string(device.device_id);
    if (!device.keys.empty()) {
      json.key("changed").begin_array();
      for (const std::string& key : device.keys) json.string(key);
      json.end_array();
    }
    if (!device.why.empty()) json.key("why").string(device.why);
    json.end_object();
  }
  json.end_array().key("difference").string(difference_of(report, false) + difference_of(report, true));
  json.end_object();
  return json_for_terminal(json.text()) + '\n';
}

}  // namespace presad::cli
