#include "config/masked_lines.h"

#include <algorithm>

namespace presad::config {

namespace {

/// From column `from` on, `length` bytes or the rest of the line.
void mask(std::string& line, std::size_t from, std::size_t length) {
  if (from < line.size()) line.replace(from, std::min(length, line.size() - from), hidden_text);
}

/// "# local_key: abc" was once a value, or will be one.
void mask_comment(std::string& line, std::size_t start, Content content) {
  if (start == std::string::npos) return;
  const std::size_t colon = line.find(':', start);
  if (colon == std::string::npos) return;
  const std::string_view name = std::string_view(line).substr(start + 1, colon - start - 1);
  const std::size_t value = line.find_first_not_of(' ', colon + 1);
  if (value == std::string::npos || line.compare(value, 8, "!secret ") == 0) return;
  if (content == Content::secrets || names_a_secret(name)) mask(line, value, std::string::npos);
}

/// What a node may not show, last line first and in a line from behind, so that columns stay true.
void mask_node(const Node& node, Content content, std::vector<std::string>& lines) {
  for (auto item = node.items.rbegin(); item != node.items.rend(); ++item) mask_node(*item, content, lines);
  for (auto entry = node.entries.rbegin(); entry != node.entries.rend(); ++entry)
    mask_node(entry->value, content, lines);
  if (node.kind == Node::Kind::scalar) {
    std::string& line = lines[node.place.line - 1];
    mask_comment(line, line.find(" #", node.place.column - 1 + node.place.length), content);
  }
  if (!node.hidden || node.place.line == 0 || node.kind == Node::Kind::empty) return;
  const bool one_line = node.kind == Node::Kind::scalar && node.place.length > 1;
  mask(lines[node.place.line - 1], node.place.column - 1, one_line ? node.place.length : std::string::npos);
  if (one_line) return;
  // Up to what comes next, which may stand behind it on its last line; column 0: nothing does.
  const std::size_t end = node.end_column == 0 ? node.end_line : node.end_line - 1;
  for (std::size_t line = node.place.line; line < end && line < lines.size(); ++line) lines[line] = hidden_text;
}

}  // namespace

std::vector<std::string> masked_lines(std::string_view text, Content content) {
  Diagnostics unheard;
  const Document document = Document::parse("", text, unheard, content);
  std::vector<std::string> lines = document.whole().source->lines;
  if (document.root().kind == Node::Kind::refused) {
    std::fill(lines.begin(), lines.end(), std::string(hidden_text));
    return lines;
  }
  for (std::string& line : lines) {
    if (line.find_first_not_of(' ') == line.find('#')) mask_comment(line, line.find('#'), content);
  }
  mask_node(document.root(), content, lines);
  return lines;
}

}  // namespace presad::config
