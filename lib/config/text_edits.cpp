#include "config/text_edits.h"

#include <algorithm>
#include <utility>

namespace presad::config {

TextEdits::TextEdits(std::string text) : text_(std::move(text)) {
  std::size_t start = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (start < text_.size()) {
    starts_.push_back(start);
    const std::size_t end = text_.find('\n', start);
    if (end == std::string::npos) break;
    if (starts_.size() == 1 && end > start && text_[end - 1] == '\r') line_end_ = "\r\n";
    start = end + 1;
  }
}

std::size_t TextEdits::offset(std::uint32_t line, std::uint32_t column) const noexcept {
  if (line == 0 || line > starts_.size()) return text_.size();
  return std::min(starts_[line - 1] + column - 1, text_.size());
}

void TextEdits::replace(std::size_t from, std::size_t length, std::string by) {
  edits_.push_back({from, length, std::move(by), false});
}

void TextEdits::insert_lines(std::uint32_t line, const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& one : lines) all.append(one).append(line_end_);
  edits_.push_back({offset(line + 1, 1), 0, std::move(all), true});
}

std::string TextEdits::apply() const {
  std::vector<const Edit*> ordered;
  ordered.reserve(edits_.size());
  for (const Edit& edit : edits_) ordered.push_back(&edit);
  // Those of one place in the order in which they came. (std::stable_sort does not compile under clang 19's warnings.)
  std::sort(ordered.begin(), ordered.end(),
            [](const Edit* a, const Edit* b) { return a->from != b->from ? a->from < b->from : a < b; });
  std::string result;
  std::size_t done = 0;
  for (const Edit* edit : ordered) {
    result.append(text_, done, edit->from - done);
    const bool open_line =
        edit->whole_lines && !result.empty() && result.back() != '\n' && edit->from == text_.size() && !starts_.empty();
    if (open_line) result += line_end_;
    result += edit->by;
    done = edit->from + edit->length;
  }
  return result.append(text_, done, std::string::npos);
}

}  // namespace presad::config
