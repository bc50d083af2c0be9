#include "inventory/foreign/loose_json.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace presad::foreign {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_name(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Translator {
 public:
  explicit Translator(std::string_view text) : left_(text) {}

  Result<std::string> run() {
    while (!left_.empty() && wrong_.empty()) step();
    if (!wrong_.empty()) return fail(ErrorKind::malformed, wrong_);
    return std::move(out_);
  }

 private:
  char front() const { return left_.front(); }
  char take() {
    const char c = left_.front();
    left_.remove_prefix(1);
    return c;
  }

  void step() {
    const char c = front();
    if (c == '"' || c == '\'' || c == '`') return text();
    if (left_.starts_with("//")) return drop_until("\n", true);
    if (left_.starts_with("/*")) return drop_until("*/", false);
    if (left_.starts_with("...")) {
      wrong_ = "the list was cut by the program that wrote it (\"... more items\"): have it written whole";
      return;
    }
    if (is_digit(c) || c == '+' || c == '.') return number();
    if (is_name(c)) return name();
    take();
    if (c == '}' || c == ']') drop_last_comma();
    out_ += c;
  }

  void drop_until(std::string_view end, bool may_be_last) {
    const std::size_t at = left_.find(end);
    if (at == std::string_view::npos && !may_be_last) wrong_ = "a comment has no end";
    left_.remove_prefix(at == std::string_view::npos ? left_.size() : at + end.size());
    out_ += ' ';
  }

  void drop_last_comma() {
    const std::size_t last = out_.find_last_not_of(" \t\r\n");
    if (last != std::string::npos && out_[last] == ',') out_[last] = ' ';
  }

  void text() {
    const char quote = take();
    out_ += '"';
    while (!left_.empty() && front() != quote) {
      const char c = take();
      if (c == '\\' && !left_.empty()) {
        escape();
      } else {
        plain(c);
      }
    }
    if (left_.empty()) {
      wrong_ = "a text has no end";
      return;
    }
    take();
    out_ += '"';
  }

  void plain(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) {
      out_.append("\\u00") += digits[byte >> 4U];
      out_ += digits[byte & 0xFU];
      return;
    }
    if (c == '"' || c == '\\') out_ += '\\';
    out_ += c;
  }

  void escape() {
    const char c = take();
    switch (c) {
      case '\r':
        if (!left_.empty() && front() == '\n') take();
        return;
      case '\n':
        return;  // the text goes on in the next line
      case 'x':
        if (left_.size() >= 2 && is_hex(left_[0]) && is_hex(left_[1])) {
          out_.append("\\u00").append(left_.substr(0, 2));
          left_.remove_prefix(2);
          return;
        }
        return plain(c);
      case 'v':
        return plain('\v');
      case '0':
        return plain('\0');
      case 'b':
      case 'f':
      case 'n':
      case 'r':
      case 't':
      case 'u':
        out_.append("\\") += c;
        return;
      default:
        return plain(c);
    }
  }

  void number() {
    if (front() == '+') take();
    if (left_.starts_with("0x") || left_.starts_with("0X")) return hex();
    const auto end = std::find_if_not(left_.begin(), left_.end(), [](char c) {
      return is_digit(c) || c == '.' || c == 'e' || c == 'E' || c == '+' || c == '-';
    });
    const std::string_view written = left_.substr(0, static_cast<std::size_t>(end - left_.begin()));
    left_.remove_prefix(written.size());
    if (!left_.empty() && is_name(front())) return name(written);  // 12ab: a name, or wrong
    if (written.starts_with('.')) out_ += '0';
    out_ += written.ends_with('.') ? std::string(written) + '0' : std::string(written);
  }

  void hex() {
    left_.remove_prefix(2);
    std::int64_t number = 0;
    while (!left_.empty() && is_hex(front()) && number < std::numeric_limits<std::int64_t>::max() / 16) {
      const char c = take();
      number = number * 16 + (is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    out_ += std::to_string(number);
  }

  void name(std::string_view begun = {}) {
    const auto end = std::find_if_not(left_.begin(), left_.end(), is_name);
    const std::string word = std::string(begun) + std::string(left_.begin(), end);
    left_.remove_prefix(static_cast<std::size_t>(end - left_.begin()));
    const std::size_t next = left_.find_first_not_of(" \t\r\n");
    const bool key = next != std::string_view::npos && left_[next] == ':';
    if (key) {
      out_.append("\"").append(word).append("\"");
    } else {
      out_ += word == "undefined" || word == "NaN" || word == "Infinity" ? "null" : word;
    }
  }

  std::string_view left_;
  std::string out_;
  std::string wrong_;
};

}  // namespace

Result<std::string> strict_json(std::string_view loose) { return Translator(loose).run(); }

}  // namespace presad::foreign
