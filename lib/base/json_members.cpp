#include "base/json_members.h"

#include <algorithm>

namespace presad {

namespace {

/// Walks over a text that is known to be JSON.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  /// The next character that is no blank stays ahead.
  char ahead() {
    const std::size_t first = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(std::min(first, rest_.size()));
    return rest_.empty() ? '\0' : rest_.front();
  }

  void skip() { rest_.remove_prefix(1); }

  /// One whole value.
  std::string_view take_value() {
    ahead();
    std::size_t size = 0;
    std::size_t depth = 0;
    bool quoted = false;
    for (; size < rest_.size(); ++size) {
      const char c = rest_[size];
      if (quoted) {
        if (c == '\\') {
          ++size;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']' || c == ',' || c == ':') {
        if (depth == 0) break;
        if (c == '}' || c == ']') --depth;
      }
    }
    std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(std::min(size, rest_.size()));
    value = value.substr(0, value.find_last_not_of(" \t\r\n") + 1);
    return value;
  }

 private:
  std::string_view rest_;
};

}  // namespace

Result<JsonMembers> split_json_object(std::string_view text) {
  const Result<Json> whole = parse_json(text);
  if (!whole) return whole.error();
  if (whole->object() == nullptr) return fail(ErrorKind::malformed, "no JSON object");
  Scanner scanner(text);
  scanner.ahead();
  scanner.skip();
  JsonMembers members;
  for (const Json::Member& member : *whole->object()) {
    scanner.take_value();
    scanner.ahead();
    scanner.skip();  // the colon
    std::string value(scanner.take_value());
    scanner.ahead();
    scanner.skip();  // the comma, or the end
    const auto known =
        std::find_if(members.begin(), members.end(), [&](const JsonMember& each) { return each.key == member.first; });
    if (known == members.end()) {
      members.push_back({member.first, std::move(value)});
    } else {
      known->text = std::move(value);
    }
  }
  return members;
}

const std::string* find_member(const JsonMembers& members, std::string_view key) noexcept {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const JsonMember& each) { return each.key == key; });
  return found == members.end() ? nullptr : &found->text;
}

std::string join_json_object(const JsonMembers& members) {
  JsonWriter json;
  json.begin_object();
  for (const JsonMember& member : members) json.key(member.key).raw(member.text);
  return json.end_object().take();
}

}  // namespace presad
