#include "config/node_extent.h"

#include <algorithm>

namespace presad::config {

namespace {

char first_character(const Node& node) {
  const std::string_view line = node.place.source ? node.place.source->line(node.place.line) : std::string_view();
  return node.place.column == 0 || node.place.column > line.size() ? '\0' : line[node.place.column - 1];
}

/// Behind the bracket that comes next: between the last item and it are blanks, commas and comments only.
std::size_t behind_bracket(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] != '}' && text[at] != ']') {
    at = text[at] == '#' ? std::min(text.find('\n', at), text.size()) : at + 1;
  }
  return std::min(at + 1, text.size());
}

/// A block scalar (| or >) goes on while lines are empty or deeper than its key.
std::uint32_t last_line_of_block(const Entry& entry) {
  const Source& source = *entry.key_place.source;
  std::uint32_t last = entry.value.place.line;
  for (std::uint32_t next = last + 1; next <= source.lines.size(); ++next) {
    const std::size_t first = source.line(next).find_first_not_of(' ');
    if (first == std::string_view::npos) continue;
    if (first + 1 <= entry.key_place.column) break;
    last = next;
  }
  return last;
}

std::uint32_t last_line_of(const Node& node) {
  std::uint32_t last = node.place.line;
  for (const Node& item : node.items) last = std::max(last, last_line_of(item));
  for (const Entry& entry : node.entries) last = std::max(last, last_line(entry));
  return last;
}

/// A flow collection ends where its bracket stands, perhaps lines below its last item.
std::uint32_t closing_line(const Node& node) {
  const Source& source = *node.place.source;
  std::string all;
  for (const std::string& line : source.lines) all.append(line).append("\n");
  const TextEdits text(std::move(all));
  const std::size_t end = end_of(text, node);
  return static_cast<std::uint32_t>(std::count(text.original().begin(),
                                               text.original().begin() + static_cast<std::ptrdiff_t>(end - 1), '\n')) +
         1;
}

}  // namespace

bool is_flow(const Node& node) {
  const bool collection = node.kind == Node::Kind::mapping || node.kind == Node::Kind::list;
  const char first = first_character(node);
  return collection && (first == '{' || first == '[');
}

std::size_t end_of(const TextEdits& text, const Node& node) {
  const std::size_t start = text.offset(node.place);
  if (!is_flow(node)) return start + node.place.length;
  std::size_t last = start + 1;
  if (!node.items.empty()) last = end_of(text, node.items.back());
  if (!node.entries.empty()) last = end_of(text, node.entries.back().value);
  return behind_bracket(text.original(), last);
}

std::uint32_t last_line(const Entry& entry) {
  const Node& value = entry.value;
  if (value.kind == Node::Kind::empty) return entry.key_place.line;
  const char first = first_character(value);
  if (value.kind == Node::Kind::scalar && (first == '|' || first == '>')) return last_line_of_block(entry);
  return is_flow(value) ? closing_line(value) : last_line_of(value);
}

}  // namespace presad::config
