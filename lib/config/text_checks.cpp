#include "config/text_checks.h"

#include <array>
#include <cstdint>
#include <utility>

#include "base/text.h"
#include "config/columns.h"
#include "config/syntax_error.h"

namespace presad::config {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The encodings that editors and shells of Windows write.
bool is_utf16_or_32(std::string_view text) {
  constexpr std::array<std::string_view, 3> marks = {"\xFF\xFE"sv, "\xFE\xFF"sv, "\x00\x00\xFE\xFF"sv};
  for (const std::string_view mark : marks) {
    if (text.starts_with(mark)) return true;
  }
  return text.size() >= 2 && (text[0] == '\0') != (text[1] == '\0');
}

/// Blanks that no keyboard has, brought in by copying from a web page.
constexpr std::array<std::string_view, 3> foreign_blanks = {"\xC2\xA0", "\xE2\x80\x8B", "\xEF\xBB\xBF"};

/// The byte column of a blank in the indentation that YAML does not count as one; 0: none. Comments are free.
std::pair<std::size_t, bool> wrong_indentation(std::string_view line) {
  std::size_t wrong = 0;
  bool tab = false;
  std::size_t at = 0;
  for (bool blank = true; blank && at < line.size();) {
    std::size_t length = line[at] == ' ' || line[at] == '\t' ? 1 : 0;
    for (const std::string_view foreign : foreign_blanks) {
      if (line.substr(at).starts_with(foreign)) length = foreign.size();
    }
    if (wrong == 0 && length != 0 && line[at] != ' ') {
      wrong = at + 1;
      tab = line[at] == '\t';
    }
    blank = length != 0;
    at += length;
  }
  if (at >= line.size() || line[at] == '#') return {0, false};
  return {wrong, tab};
}

std::size_t first_control_character(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const auto byte = static_cast<unsigned char>(line[at]);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F) return at + 1;
  }
  return 0;
}

/// Tells the first place of one kind of fault and counts the others: a file indented with tabs is one mistake.
class Fault {
 public:
  void at(std::size_t line, std::size_t column) {
    if (count_++ == 0) place_ = {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(column)};
  }
  bool tell(const std::shared_ptr<const Source>& source, std::string message, const std::string& hint, Content content,
            Diagnostics& diagnostics) const {
    if (count_ == 0) return false;
    if (count_ > 1) message += " (and " + std::to_string(count_ - 1) + " more lines)";
    hide_possible_secret(source, place_.first, content, true, diagnostics);
    diagnostics.error({source, place_.first, place_.second, 1}, std::move(message), hint);
    return true;
  }

 private:
  std::size_t count_ = 0;
  std::pair<std::uint32_t, std::uint32_t> place_;
};

}  // namespace

CheckedText check_text(std::string file, std::string_view text, Content content, const Limits& limits,
                       Diagnostics& diagnostics) {
  CheckedText checked;
  checked.text = text;
  if (text.size() > limits.bytes || is_utf16_or_32(text)) {
    checked.source = Source::make(std::move(file), "");
    const Place whole{checked.source, 0, 0, 0};
    if (text.size() > limits.bytes) {
      diagnostics.error(whole, "the file is longer than " + std::to_string(limits.bytes / 1024) + " KiB");
    } else {
      diagnostics.error(whole, "the file is UTF-16 and not UTF-8", "save it as UTF-8 without a byte order mark");
    }
    return checked;
  }
  const bool marked = text.starts_with(byte_order_mark);
  if (marked) checked.text.remove_prefix(byte_order_mark.size());
  checked.source = Source::make(std::move(file), checked.text);
  if (marked) {
    diagnostics.warning({checked.source, 0, 0, 0}, "the file begins with a byte order mark, which is skipped",
                        "save it as UTF-8 without one");
  }

  Fault tabs, blanks, controls, broken, endless;
  for (std::size_t number = 1; number <= checked.source->lines.size(); ++number) {
    const std::string_view line = checked.source->line(number);
    if (line.size() > limits.line) {
      endless.at(number, 1);
      continue;
    }
    if (const std::size_t at = first_broken_byte(line)) broken.at(number, at);
    if (const std::size_t at = first_control_character(line)) controls.at(number, at);
    if (const auto [at, tab] = wrong_indentation(line); at != 0) (tab ? tabs : blanks).at(number, at);
  }
  checked.readable = true;
  const auto tell = [&](const Fault& fault, std::string message, const std::string& hint) {
    if (fault.tell(checked.source, std::move(message), hint, content, diagnostics)) checked.readable = false;
  };
  tell(endless, "a line longer than " + std::to_string(limits.line / 1024) + " KiB", "break it into several");
  tell(tabs, "a tab in the indentation", "YAML is indented with spaces: replace each tab by two");
  tell(blanks, "a no-break space in the indentation", "replace it by an ordinary space");
  tell(controls, "a control character", "remove it");
  tell(broken, "bytes that are no UTF-8", "save the file as UTF-8");
  return checked;
}

}  // namespace presad::config
