#include "inventory/format.h"

#include <algorithm>
#include <vector>

#include "config/document.h"

namespace presad {

namespace {

using config::Document;
using config::Node;

bool same_meaning(const Node& left, const Node& right) {
  const auto same_entries = [](const config::Entry& one, const config::Entry& other) {
    return one.key == other.key && same_meaning(one.value, other.value);
  };
  return left.kind == right.kind && left.text == right.text && left.quoted == right.quoted &&
         left.secret == right.secret &&
         std::equal(left.items.begin(), left.items.end(), right.items.begin(), right.items.end(), same_meaning) &&
         std::equal(left.entries.begin(), left.entries.end(), right.entries.begin(), right.entries.end(), same_entries);
}

struct Line {
  std::string_view text;   ///< without the blanks around it
  std::size_t indent = 0;  ///< as it was
  bool inside = false;     ///< of brackets that were opened before
  std::string_view whole;  ///< with the blanks before it

  bool empty() const noexcept { return text.empty(); }
  bool comment() const noexcept { return !inside && text.starts_with('#'); }
};

/// How many brackets are open behind `text`. Quotes and comments hold none.
std::size_t open_brackets(std::string_view text, std::size_t open) {
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char before = i == 0 ? ' ' : text[i - 1];
    const bool begins_word = before == ' ' || before == '[' || before == '{' || before == ',' || before == ':';
    if (quote != '\0') {
      if (c == '\\' && quote == '"') ++i;
      if (c == quote) quote = '\0';
    } else if ((c == '"' || c == '\'') && begins_word) {
      quote = c;
    } else if (c == '#' && before == ' ') {
      break;
    } else if (c == '[' || c == '{') {
      if (open > 0 || begins_word) ++open;
    } else if ((c == ']' || c == '}') && open > 0) {
      --open;
    }
  }
  return open;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t open = 0;
  while (!text.empty()) {
    Line line;
    line.whole = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.whole.size() + 1, text.size()));
    const std::size_t last = line.whole.find_last_not_of(" \t\r");
    line.whole = line.whole.substr(0, last == std::string_view::npos ? 0 : last + 1);
    line.indent = std::min(line.whole.find_first_not_of(' '), line.whole.size());
    line.text = line.whole.substr(line.indent);
    line.inside = open > 0;
    if (!line.comment()) open = open_brackets(line.text, open);
    lines.push_back(line);
  }
  return lines;
}

/// The levels that are open, by the column in which each began.
class Levels {
 public:
  /// The level of what begins in `column`; what is deeper ends.
  std::size_t enter(std::size_t column) {
    while (!columns_.empty() && columns_.back() > column) columns_.pop_back();
    if (columns_.empty() || columns_.back() < column) columns_.push_back(column);
    return columns_.size() - 1;
  }
  /// The level that began in `column`; `otherwise` where none did.
  std::size_t at(std::size_t column, std::size_t otherwise) const {
    const auto found = std::find(columns_.begin(), columns_.end(), column);
    return found == columns_.end() ? otherwise : static_cast<std::size_t>(found - columns_.begin());
  }

 private:
  std::vector<std::size_t> columns_;
};

std::string indented(std::size_t level, std::string_view text) { return std::string(2 * level, ' ').append(text); }

/// "-   - id: 1" as "- - id: 1"; each dash opens a level.
std::string content_line(const Line& line, Levels& levels) {
  std::size_t column = line.indent;
  std::string_view rest = line.text;
  std::string text = std::string(2 * levels.enter(column), ' ');
  while (rest.starts_with("- ")) {
    const std::size_t width = rest.find_first_not_of(' ', 1);
    text += "- ";
    column += width;
    rest.remove_prefix(width);
    levels.enter(column);
  }
  return text.append(rest);
}

/// One text for each line.
std::vector<std::string> indent_anew(const std::vector<Line>& lines) {
  std::vector<std::string> texts(lines.size());
  std::vector<std::size_t> comments;  // indices; they go with what follows
  Levels levels;
  const auto put_comments = [&](const Levels& before, std::size_t level) {
    for (const std::size_t i : comments) {
      const bool stays = lines[i].empty() || lines[i].indent == 0;
      texts[i] = stays ? std::string(lines[i].text) : indented(before.at(lines[i].indent, level), lines[i].text);
    }
    comments.clear();
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].inside) {
      texts[i] = lines[i].whole;
    } else if (lines[i].empty() || lines[i].comment()) {
      comments.push_back(i);
    } else {
      const Levels before = levels;
      texts[i] = content_line(lines[i], levels);
      put_comments(before, texts[i].find_first_not_of(' ') / 2);
    }
  }
  put_comments(levels, 0);
  return texts;
}

/// Where an empty line belongs before: a device, or its comments, behind one that takes several lines.
std::vector<bool> gaps(const std::vector<Line>& lines, const std::vector<std::string>& texts) {
  std::vector<bool> gap(lines.size(), false);
  bool among_devices = false;
  bool first = true;
  std::size_t contents = 0;  // lines of the device so far
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty() || lines[i].comment()) continue;
    const std::size_t column = texts[i].find_first_not_of(' ');
    if (!lines[i].inside && column == 0) {
      among_devices = texts[i].starts_with("devices:");
      first = true;
    } else if (!lines[i].inside && column == 2 && among_devices) {
      std::size_t begin = i;
      while (begin > 0 && lines[begin - 1].comment() && texts[begin - 1].starts_with("  #")) --begin;
      gap[begin] = !first && contents > 1;
      first = false;
      contents = 0;
    }
    ++contents;
  }
  return gap;
}

std::string joined(const std::vector<Line>& lines) {
  const std::vector<std::string> texts = indent_anew(lines);
  const std::vector<bool> gap = gaps(lines, texts);
  std::string text;
  bool empty = true;  // the line before, or there is none
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty()) {
      if (!empty) text += '\n';
      empty = true;
      continue;
    }
    if (gap[i] && !empty) text += '\n';
    text += texts[i] + '\n';
    empty = false;
  }
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace

Result<std::string> format_inventory(const std::string& file, std::string_view text, config::Diagnostics& findings) {
  const Document before = Document::parse(file, text, findings);
  if (findings.has_errors()) return fail(ErrorKind::bad_config, "it cannot be read");
  std::string formatted = joined(lines_of(text));
  config::Diagnostics unheard;
  const Document after = Document::parse(file, formatted, unheard);
  if (unheard.has_errors() || !same_meaning(before.root(), after.root())) {
    return fail(ErrorKind::bad_config, "its white space cannot be changed without changing what it says");
  }
  return formatted;
}

}  // namespace presad
