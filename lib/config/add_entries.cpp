#include "config/add_entries.h"

#include <algorithm>

#include "config/node_extent.h"
#include "config/scalar_text.h"

namespace presad::config {

namespace {

constexpr std::size_t usual_step = 2;

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

/// The column, from 1, of the # of a line that is a comment and nothing else; 0: it is none.
std::size_t comment_column(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line[first] == '#' ? first + 1 : 0;
}

/// The last line of the comments below `line` that stand at `least_column` or further right.
std::uint32_t behind_comments(const Source& source, std::uint32_t line, std::size_t least_column) {
  std::uint32_t last = line;
  for (std::uint32_t next = line + 1; next <= source.lines.size(); ++next) {
    const std::size_t column = comment_column(source.line(next));
    if (column >= least_column && column != 0) {
      last = next;
    } else if (!is_blank(source.line(next))) {
      break;
    }
  }
  return last;
}

/// Whether the last entry has an empty line above it, or above its comments.
bool is_set_apart(const Node& node) {
  if (node.entries.size() < 2) return false;
  const Place& key = node.entries.back().key_place;
  std::uint32_t line = key.line - 1;
  while (line > 0 && comment_column(key.source->line(line)) != 0) --line;
  return line > 0 && is_blank(key.source->line(line));
}

/// How much deeper than its key the first entry of the last mapping inside stands.
std::size_t step_of(const Node& node) {
  for (auto entry = node.entries.rbegin(); entry != node.entries.rend(); ++entry) {
    if (entry->value.entries.empty() || is_flow(entry->value)) continue;
    const std::uint32_t inner = entry->value.entries.front().key_place.column;
    if (inner > entry->key_place.column) return inner - entry->key_place.column;
  }
  return usual_step;
}

std::vector<std::string> in_lines(const std::vector<NewEntry>& entries, std::size_t indentation, std::size_t step,
                                  bool set_apart) {
  std::vector<std::string> lines;
  const std::string outer(indentation, ' ');
  const std::string inner(indentation + step, ' ');
  for (const NewEntry& entry : entries) {
    if (set_apart) lines.emplace_back();
    std::string& line = lines.emplace_back(outer + scalar_text(entry.key));
    line += ':';
    if (entry.values.empty()) line.append(" ").append(entry.value);
    for (const auto& [key, value] : entry.values) lines.emplace_back(inner).append(key).append(": ").append(value);
  }
  return lines;
}

std::string in_braces(const std::vector<NewEntry>& entries) {
  std::string text;
  for (const NewEntry& entry : entries) {
    text += (text.empty() ? "" : ", ") + scalar_text(entry.key) + ": ";
    if (entry.values.empty()) {
      text += entry.value;
      continue;
    }
    std::string inner;
    for (const auto& [key, value] : entry.values) {
      inner.append(inner.empty() ? "" : ", ").append(key).append(": ").append(value);
    }
    text += "{ " + inner + " }";
  }
  return text;
}

void add_to_empty(TextEdits& edits, const Entry* owner, const std::vector<NewEntry>& entries) {
  const auto lines = [&](std::size_t indentation) { return in_lines(entries, indentation, usual_step, false); };
  if (owner == nullptr) {
    const auto last = static_cast<std::uint32_t>(std::count(edits.original().begin(), edits.original().end(), '\n'));
    return edits.insert_lines(last + 1, lines(0));
  }
  const Place& key = owner->key_place;
  edits.insert_lines(behind_comments(*key.source, key.line, key.column + 1), lines(key.column - 1 + usual_step));
}

void add_to_flow(TextEdits& edits, const Node& node, const Entry* owner, const std::vector<NewEntry>& entries) {
  const std::size_t start = edits.offset(node.place);
  if (!node.entries.empty()) {
    return edits.replace(end_of(edits, node.entries.back().value), 0, ", " + in_braces(entries));
  }
  const std::size_t end = end_of(edits, node);
  if (owner == nullptr || edits.original().find('\n', start) < end) {
    return edits.replace(start + 1, 0, ' ' + in_braces(entries) + ' ');
  }
  edits.replace(start, end - start, "");
  add_to_empty(edits, owner, entries);
}

}  // namespace

void add_entries(TextEdits& edits, const Node& node, const Entry* owner, const std::vector<NewEntry>& entries) {
  if (entries.empty()) return;
  if (node.kind == Node::Kind::mapping && is_flow(node)) return add_to_flow(edits, node, owner, entries);
  if (node.entries.empty()) return add_to_empty(edits, owner, entries);
  const Place& first = node.entries.front().key_place;
  const std::uint32_t last = last_line(node.entries.back());
  edits.insert_lines(owner == nullptr ? last : behind_comments(*first.source, last, first.column),
                     in_lines(entries, first.column - 1, step_of(node), is_set_apart(node)));
}

void add_entries_below(TextEdits& edits, const Node& root, const std::string& key,
                       const std::vector<NewEntry>& entries) {
  if (entries.empty()) return;
  if (const Entry* const found = root.find(key)) return add_entries(edits, found->value, found, entries);
  if (root.kind == Node::Kind::mapping && is_flow(root)) {
    return add_entries(edits, root, nullptr, {{key, "{ " + in_braces(entries) + " }", {}}});
  }
  std::vector<std::string> lines = {key + ':'};
  const std::vector<std::string> inner = in_lines(entries, usual_step, usual_step, false);
  lines.insert(lines.end(), inner.begin(), inner.end());
  const auto end = static_cast<std::uint32_t>(std::count(edits.original().begin(), edits.original().end(), '\n'));
  edits.insert_lines(root.entries.empty() ? end + 1 : last_line(root.entries.back()), lines);
}

}  // namespace presad::config
