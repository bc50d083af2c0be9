#include "tasmota/topic.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace presad::tasmota {

namespace {

constexpr std::size_t max_pattern_size = 100;
constexpr std::size_t max_device_topic_size = 64;
constexpr std::string_view prefix_token = "%prefix%";
constexpr std::string_view topic_token = "%topic%";
constexpr std::array<Prefix, 3> prefixes = {Prefix::cmnd, Prefix::stat, Prefix::tele};

bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// Drops what Tasmota drops from a pattern and settles its slashes.
std::string cleaned(std::string_view pattern) {
  std::string result;
  for (const char c : pattern) {
    if (c == '#' || c == '+' || c == ' ') continue;
    if (c == '/' && !result.empty() && result.back() == '/') continue;
    result += c;
  }
  if (result.empty() || result.back() != '/') result += '/';
  return result;
}

}  // namespace

std::string_view text(Prefix prefix) noexcept {
  switch (prefix) {
    case Prefix::cmnd:
      return "cmnd";
    case Prefix::stat:
      return "stat";
    case Prefix::tele:
      break;
  }
  return "tele";
}

bool is_device_topic(std::string_view topic) noexcept {
  if (topic.empty() || topic.size() > max_device_topic_size || topic.front() == '$' || !is_utf8(topic)) return false;
  if (std::any_of(prefixes.begin(), prefixes.end(), [&](Prefix prefix) { return topic == text(prefix); })) return false;
  return std::none_of(topic.begin(), topic.end(),
                      [](char c) { return is_control(c) || c == ' ' || c == '/' || c == '+' || c == '#'; });
}

FullTopic::FullTopic()
    : pattern_("%prefix%/%topic%/"),
      commands_({{Kind::prefix, {}}, {Kind::text, "/"}, {Kind::topic, {}}, {Kind::text, "/"}}),
      reports_(commands_) {}

Result<FullTopic> FullTopic::from_pattern(std::string_view pattern) {
  const auto wrong = [&](const char* why) {
    return fail(ErrorKind::bad_config, "\"" + printable(pattern, max_pattern_size) + "\" " + why);
  };
  if (pattern.size() > max_pattern_size) return wrong("is longer than 100 bytes");
  if (!is_utf8(pattern) || std::any_of(pattern.begin(), pattern.end(), is_control)) {
    return wrong("holds a character that no topic may have");
  }

  FullTopic made;
  made.pattern_ = cleaned(pattern);
  made.reports_.clear();
  std::size_t prefix_count = 0;
  std::size_t topic_count = 0;
  bool token_in_level = false;
  for (std::string_view rest = made.pattern_; !rest.empty();) {
    const bool is_prefix = rest.starts_with(prefix_token);
    if (is_prefix || rest.starts_with(topic_token)) {
      if (token_in_level) return wrong("has two tokens in one level");
      token_in_level = true;
      ++(is_prefix ? prefix_count : topic_count);
      made.reports_.push_back({is_prefix ? Kind::prefix : Kind::topic, {}});
      rest.remove_prefix(is_prefix ? prefix_token.size() : topic_token.size());
      continue;
    }
    if (rest.front() == '%') return wrong("has a '%' that belongs to neither %prefix% nor %topic%");
    if (rest.front() == '/') token_in_level = false;
    if (made.reports_.empty() || made.reports_.back().kind != Kind::text) made.reports_.push_back({Kind::text, {}});
    made.reports_.back().text += rest.front();
    rest.remove_prefix(1);
  }
  if (topic_count != 1) return wrong("needs %topic% exactly once, or devices could not be told apart");
  if (prefix_count > 1) return wrong("has %prefix% more than once");

  made.commands_ = made.reports_;
  if (prefix_count == 0) made.commands_.back().text += "cmnd/";  // else a device would hear its own reports as commands
  return made;
}

std::string FullTopic::build(Prefix prefix, std::string_view topic, std::string_view last_level) const {
  std::string result;
  result.reserve(pattern_.size() + topic.size() + last_level.size());
  for (const Piece& piece : prefix == Prefix::cmnd ? commands_ : reports_) {
    switch (piece.kind) {
      case Kind::text:
        result += piece.text;
        break;
      case Kind::prefix:
        result += text(prefix);
        break;
      case Kind::topic:
        result += topic;
        break;
    }
  }
  result += last_level;
  return result;
}

std::string FullTopic::filter(Prefix prefix, std::string_view last_level) const {
  constexpr char mark = '\x01';  // in no pattern, see from_pattern()
  std::string result = build(prefix, std::string_view(&mark, 1), last_level);
  // A wildcard must fill its level, whatever else the pattern has there.
  const std::size_t at = result.find(mark);
  const std::size_t slash_before = result.rfind('/', at);
  const std::size_t begin = slash_before == std::string::npos ? 0 : slash_before + 1;
  return result.replace(begin, result.find('/', at) - begin, "+");
}

std::optional<ParsedTopic> FullTopic::parse(std::string_view topic) const noexcept {
  if (const auto parsed = match(commands_, Prefix::cmnd, topic)) return parsed;
  if (commands_.size() == reports_.size() && commands_.back().text == reports_.back().text) return std::nullopt;
  return match(reports_, Prefix::tele, topic);
}

std::optional<ParsedTopic> FullTopic::match(const Pieces& pieces, Prefix assumed, std::string_view topic) noexcept {
  ParsedTopic parsed;
  parsed.prefix = assumed;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const Piece& piece = pieces[i];
    if (piece.kind == Kind::text) {
      if (!topic.starts_with(piece.text)) return std::nullopt;
      topic.remove_prefix(piece.text.size());
    } else if (piece.kind == Kind::prefix) {
      const auto* const found = std::find_if(prefixes.begin(), prefixes.end(),
                                             [&](Prefix prefix) { return topic.starts_with(text(prefix)); });
      if (found == prefixes.end()) return std::nullopt;
      parsed.prefix = *found;
      topic.remove_prefix(text(*found).size());
    } else {
      // The topic fills its level up to what the pattern has behind it there; a text piece always follows.
      const std::string_view behind = pieces[i + 1].text;
      const std::string_view suffix = behind.substr(0, behind.find('/'));
      const std::string_view level = topic.substr(0, topic.find('/'));
      if (level.size() <= suffix.size() || !level.ends_with(suffix)) return std::nullopt;
      parsed.topic = level.substr(0, level.size() - suffix.size());
      topic.remove_prefix(parsed.topic.size());
    }
  }
  parsed.last_level = topic.substr(topic.rfind('/') + 1);  // npos + 1 is 0
  return parsed;
}

}  // namespace presad::tasmota
