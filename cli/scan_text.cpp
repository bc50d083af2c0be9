#include "cli/scan_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/json.h"
#include "base/text.h"
#include "cli/terminal.h"
#include "config/columns.h"

namespace presad::cli {

namespace {

constexpr std::size_t columns = 6;
using Row = std::array<std::string, columns>;

constexpr std::array all_verdicts = {Verdict::known, Verdict::fresh, Verdict::moved, Verdict::duplicate,
                                     Verdict::missing};

/// Not even letters that run from right to left, or look like others.
std::string ascii(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    if (c >= ' ' && c < 0x7F) {
      shown += c;
    } else {
      const auto byte = static_cast<std::uint8_t>(c);
      shown += "\\x" + to_hex(ByteView(&byte, 1));
    }
  }
  return shown;
}

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

std::string address_of(const ScannedDevice& device) {
  std::string text;
  for (const std::string& address : device.addresses) text += (text.empty() ? "" : ", ") + ascii(address);
  if (device.verdict == Verdict::moved) text += " (was " + for_terminal(device.listed_address) + ")";
  if (device.verdict == Verdict::missing && !device.listed_address.empty()) {
    text += "(" + for_terminal(device.listed_address) + ")";
  }
  return text;
}

Row row_of(const ScannedDevice& device) {
  return {word_of(device.verdict),
          or_dash(for_terminal(device.name)),
          or_dash(ascii(device.device_id)),
          or_dash(address_of(device)),
          device.version ? std::string(tuya::name(*device.version)) : "-",
          or_dash(ascii(device.product_key))};
}

std::size_t width_of(const std::string& text) {
  std::size_t width = 0;
  for (const config::Cell& cell : config::cells_of(text)) width += cell.width;
  return width;
}

/// SGR colours: green, cyan, yellow, red, bright black.
const char* color_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::known:
      return "\x1b[32m";
    case Verdict::fresh:
      return "\x1b[36m";
    case Verdict::moved:
      return "\x1b[33m";
    case Verdict::duplicate:
      return "\x1b[31m";
    case Verdict::missing:
      return "\x1b[90m";
  }
  return "";
}

void write_text_or_null(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  text.empty() ? json.null() : json.string(text);
}

}  // namespace

std::vector<std::string> render_scan_table(const std::vector<ScannedDevice>& devices, bool color) {
  std::vector<Row> rows = {{"STATE", "NAME", "ID", "ADDRESS", "VERSION", "PRODUCT KEY"}};
  for (const ScannedDevice& device : devices) rows.push_back(row_of(device));
  std::array<std::size_t, columns> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::vector<std::string> lines;
  for (std::size_t number = 0; number < rows.size(); ++number) {
    std::string line;
    for (std::size_t i = 0; i < columns; ++i) {
      const bool colored = color && i == 0 && number > 0;
      line += colored ? color_of(devices[number - 1].verdict) + rows[number][i] + "\x1b[0m" : rows[number][i];
      if (i + 1 < columns) line.append(widths[i] - width_of(rows[number][i]) + 2, ' ');
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string render_scan_json(const std::vector<ScannedDevice>& devices, const ScanSummary& summary) {
  JsonWriter json;
  json.begin_object().key("devices").begin_array();
  for (const ScannedDevice& device : devices) {
    json.begin_object().key("state").string(word_of(device.verdict));
    write_text_or_null(json, "topic", device.topic);
    write_text_or_null(json, "name", device.name);
    write_text_or_null(json, "device_id", device.device_id);
    json.key("addresses").begin_array();
    for (const std::string& address : device.addresses) json.string(address);
    json.end_array();
    write_text_or_null(json, "listed_address", device.listed_address);
    write_text_or_null(json, "version", device.version ? tuya::name(*device.version) : "");
    write_text_or_null(json, "product_key", device.product_key);
    json.end_object();
  }
  json.end_array().key("complete").boolean(summary.complete);
  json.key("unreadable").integer(static_cast<std::int64_t>(summary.unreadable));
  json.key("left_out").integer(static_cast<std::int64_t>(summary.left_out)).end_object();
  return json_for_terminal(json.text());
}

std::string render_scan_summary(const std::vector<ScannedDevice>& devices, const ScanSummary& summary) {
  std::string text = std::to_string(devices.size()) + (devices.size() == 1 ? " device" : " devices");
  const char* separator = ": ";
  for (const Verdict verdict : all_verdicts) {
    const auto count = std::count_if(devices.begin(), devices.end(),
                                     [&](const ScannedDevice& device) { return device.verdict == verdict; });
    if (count == 0) continue;
    text += separator + std::to_string(count) + " " + word_of(verdict);
    separator = ", ";
  }
  if (!summary.complete) text += "; ended early, so nothing is called missing";
  if (summary.unreadable != 0) {
    text += "; " + std::to_string(summary.unreadable) +
            (summary.unreadable == 1 ? " datagram was no announcement" : " datagrams were no announcements");
  }
  if (summary.left_out != 0) text += "; more devices than presa lists were heard: somebody is making them up";
  return text;
}

}  // namespace presad::cli
