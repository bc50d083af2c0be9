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

std::string render_message(std::string_view topic, std::string_view payload) {
  const bool cut = payload.size() > mqtt::max_payload_size;
  return for_terminal(topic) + ' ' + for_terminal(payload.substr(0, mqtt::max_payload_size)) + (cut ? "…\n" : "\n");
}

}  // namespace presad::cli
