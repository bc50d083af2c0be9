#include "inventory/indented_json.h"

#include <cstddef>

namespace presad {

std::string indented_json(std::string_view json) {
  std::string text;
  std::size_t depth = 0;
  bool quoted = false;
  const auto new_line = [&] { text.append("\n").append(2 * depth, ' '); };
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted || c == '"') {
      text += c;
      if (quoted && c == '\\') text += json[++i];
      if (c == '"') quoted = !quoted;
      continue;
    }
    const bool empty = i + 1 < json.size() && (json[i + 1] == '}' || json[i + 1] == ']');
    const bool opens = c == '{' || c == '[';
    const bool closes = c == '}' || c == ']';
    if (closes && text.back() != '{' && text.back() != '[') {
      --depth;
      new_line();
    } else if (closes) {
      --depth;
    }
    text += c;
    if (opens) ++depth;
    if (c == ':') text += ' ';
    if (c == ',' || (opens && !empty)) new_line();
  }
  return text;
}

}  // namespace presad
