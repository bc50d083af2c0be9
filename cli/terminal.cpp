#include "cli/terminal.h"

#include "base/text.h"
#include "mqtt/broker.h"

namespace presad::cli {

std::string for_terminal(std::string_view text) {
  std::string shown;
  for (;;) {
    const auto quote = text.find('"');  // the one character that printable() escapes for a log's sake
    shown += printable(text.substr(0, quote), std::string_view::npos);
    if (quote == std::string_view::npos) return shown;
    shown += '"';
    text.remove_prefix(quote + 1);
  }
}

std::string lines_for_terminal(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    shown += for_terminal(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return shown;
}

std::string json_for_terminal(std::string_view json) {
  std::string shown;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(json[i]);
    const auto next = i + 1 < json.size() ? static_cast<std::uint8_t>(json[i + 1]) : std::uint8_t{0};
    if (byte == 0x7F) {
      shown += "\\u007f";
    } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
      shown += "\\u00" + to_hex(ByteView(&next, 1));
      ++i;
    } else {
      shown += json[i];
    }
  }
  return shown;
}

std::string render_message(std::string_view topic, std::string_view payload) {
  const bool cut = payload.size() > mqtt::max_payload_size;
  return for_terminal(topic) + ' ' + for_terminal(payload.substr(0, mqtt::max_payload_size)) + (cut ? "…\n" : "\n");
}

}  // namespace presad::cli
