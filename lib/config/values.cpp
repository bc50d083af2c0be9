// Reader's typed questions: text, numbers, words, lists.

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "config/numbers.h"
#include "config/reader.h"

namespace presad::config {

namespace {

std::string range_of(const std::string& least, const std::string& most) { return "expected " + least + " to " + most; }

std::string quoted(std::string_view key) { return '"' + std::string(key) + '"'; }

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

double in_seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace

const Node* Reader::ask_scalar(std::string_view key, std::string_view expected) {
  const Node* node = ask(key);
  if (node == nullptr || node->kind == Node::Kind::refused) return nullptr;
  if (node->kind == Node::Kind::scalar) return node;
  if (node->kind != Node::Kind::empty) {
    error(key, quoted(key) + " must be " + std::string(expected) + ", not a list or a mapping",
          "quote a value that begins with { or [");
    return nullptr;
  }
  const std::string_view line = node->place.source->line(node->place.line);
  const bool comment = line.find('#', node->place.column) != std::string_view::npos;
  error(key, quoted(key) + " has no value", comment ? "quote a value that begins with #" : "");
  return nullptr;
}

std::optional<std::string> Reader::text(std::string_view key, std::size_t shortest, std::size_t longest) {
  const Node* node = ask_scalar(key, "a text");
  note(key, Question::Kind::text, static_cast<double>(shortest), static_cast<double>(longest));
  if (node == nullptr) return std::nullopt;
  if (has_control_character(node->text)) {
    error(key, quoted(key) + " holds a line break or another control character");
    return std::nullopt;
  }
  if (node->text.size() < shortest || node->text.size() > longest) {
    error(key, quoted(key) + " has " + std::to_string(node->text.size()) + " bytes",
          range_of(std::to_string(shortest), std::to_string(longest)));
    return std::nullopt;
  }
  return node->text;
}

std::optional<SecretText> Reader::secret(std::string_view key, std::size_t shortest, std::size_t longest) {
  hide(key);
  auto read = text(key, shortest, longest);
  note(key, Question::Kind::secret, static_cast<double>(shortest), static_cast<double>(longest));
  if (!read) return std::nullopt;
  return SecretText(*read);
}

std::optional<std::int64_t> Reader::integer(std::string_view key, std::int64_t least, std::int64_t most) {
  const Node* node = ask_scalar(key, "a whole number");
  note(key, Question::Kind::integer, static_cast<double>(least), static_cast<double>(most));
  if (node == nullptr) return std::nullopt;
  const auto number = parse_integer(node->text);
  if (number && *number >= least && *number <= most) return number;
  error(key, shown(key) + (number ? " is out of range" : " is not a whole number"),
        range_of(std::to_string(least), std::to_string(most)));
  return std::nullopt;
}

std::optional<double> Reader::number(std::string_view key, double least, double most) {
  const Node* node = ask_scalar(key, "a number");
  note(key, Question::Kind::number, least, most);
  if (node == nullptr) return std::nullopt;
  const auto number = parse_number(node->text);
  if (number && *number >= least && *number <= most) return number;
  error(key, shown(key) + (number ? " is out of range" : " is not a number"),
        range_of(render_number(least), render_number(most)));
  return std::nullopt;
}

std::optional<Duration> Reader::seconds(std::string_view key, Duration least, Duration most) {
  const Node* node = ask_scalar(key, "a number of seconds");
  note(key, Question::Kind::number, in_seconds(least), in_seconds(most));
  if (node == nullptr) return std::nullopt;
  const auto number = parse_number(node->text);
  if (number && *number >= in_seconds(least) && *number <= in_seconds(most)) {
    return Duration(std::llround(*number * 1e6));
  }
  error(key, shown(key) + (number ? " is out of range" : " is not a number of seconds"),
        range_of(render_number(in_seconds(least)), render_number(in_seconds(most))) + " seconds");
  return std::nullopt;
}

bool Reader::never_or_at_least(std::string_view key, double number, double least, double most) {
  if (survey_ != nullptr) question_about(*survey_, key).more_than_none = least;
  if (number == 0 || number >= least) return true;
  error(key, shown(key) + " is too often",
        "expected 0 (never), or " + render_number(least) + " to " + render_number(most) + " seconds");
  return false;
}

std::optional<bool> Reader::boolean(std::string_view key) {
  const Node* node = ask_scalar(key, "true or false");
  note(key, Question::Kind::boolean);
  if (node == nullptr) return std::nullopt;
  for (const char* yes : {"true", "yes", "on"}) {
    if (equal_ignoring_case(node->text, yes)) return true;
  }
  for (const char* no : {"false", "no", "off"}) {
    if (equal_ignoring_case(node->text, no)) return false;
  }
  error(key, shown(key) + " is neither true nor false");
  return std::nullopt;
}

std::optional<std::size_t> Reader::one_of(std::string_view key, std::string_view noun,
                                          std::span<const std::string_view> words) {
  const Node* node = ask_scalar(key, noun);
  note(key, Question::Kind::word);
  if (survey_ != nullptr) question_about(*survey_, key).words.assign(words.begin(), words.end());
  if (node == nullptr) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), node->text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  // Near a number is as far off as any other number.
  const auto nearest = nearest_word(node->text, words);
  const bool similar = nearest && is_letter(nearest->front());
  error(key, shown(key) + " is not " + std::string(noun),
        (similar ? "did you mean \"" + std::string(*nearest) + "\"? " : "") + "expected one of " + joined(words));
  return std::nullopt;
}

std::optional<std::vector<std::int64_t>> Reader::integers(std::string_view key, std::int64_t least, std::int64_t most,
                                                          std::size_t longest) {
  const Node* node = ask(key);
  note(key, Question::Kind::integers, static_cast<double>(least), static_cast<double>(most), longest);
  if (node == nullptr || node->kind == Node::Kind::refused) return std::nullopt;
  const auto refuse = [&](const Place& place, std::string message) {
    diagnostics_->error(place, std::move(message), range_of(std::to_string(least), std::to_string(most)));
  };
  if (node->kind != Node::Kind::list || node->items.size() > longest) {
    refuse(node->place, quoted(key) + " must be a list of at most " + std::to_string(longest) + " numbers: [1, 2]");
    return std::nullopt;
  }
  std::vector<std::int64_t> numbers;
  for (const Node& item : node->items) {
    const auto number = item.kind == Node::Kind::scalar ? parse_integer(item.text) : std::nullopt;
    if (!number || *number < least || *number > most) {
      if (item.kind != Node::Kind::refused) refuse(item.place, "not a number that may stand in " + quoted(key));
    } else if (std::find(numbers.begin(), numbers.end(), *number) != numbers.end()) {
      diagnostics_->error(item.place, std::to_string(*number) + " stands twice in " + quoted(key));
    } else {
      numbers.push_back(*number);
    }
  }
  return numbers;
}

}  // namespace presad::config
