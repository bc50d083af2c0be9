#include "cloud/answer.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace presad::cloud {

namespace {

constexpr JsonLimits limits{.depth = 16, .values = 200'000};
constexpr std::size_t longest_message = 300;

std::int64_t number_of(const Json* value) {
  if (value == nullptr) return 0;
  if (const auto* const number = value->integer()) return *number;
  std::int64_t number = 0;
  if (const auto* const text = value->string()) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

Error unreadable(int http_status, const std::string& what) {
  if (http_status == 200) return {ErrorKind::malformed, "its answer cannot be read: " + what};
  return {ErrorKind::malformed, "it answers with HTTP status " + std::to_string(http_status) + " and nothing readable"};
}

}  // namespace

Result<Answer> read_answer(int http_status, std::string_view body) {
  if (body.size() > max_answer_size) return unreadable(http_status, "it is too long");
  Result<Json> json = parse_json(body, limits);
  if (!json) return unreadable(http_status, json.error().what);
  const Json* const success = json->find("success");
  if (success == nullptr || success->boolean() == nullptr) {
    return unreadable(http_status, "it does not say whether it is one");
  }
  Answer answer;
  answer.success = *success->boolean();
  if (const Json* const time = json->find("t"); time != nullptr && time->integer() != nullptr) {
    answer.time_ms = *time->integer();
  }
  if (!answer.success) {
    answer.code = number_of(json->find("code"));
    const Json* const message = json->find("msg");
    if (message != nullptr && message->string() != nullptr) {
      answer.message = message->string()->substr(0, longest_message);
    }
    return answer;
  }
  const Json* const result = json->find("result");
  if (result == nullptr) return unreadable(http_status, "it has no result");
  answer.result = *result;
  return answer;
}

bool is_word(std::string_view text, std::size_t longest) noexcept {
  return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::string text_of(const Json& object, std::string_view key, std::size_t longest) {
  const Json* const value = object.find(key);
  const std::string* const text = value == nullptr ? nullptr : value->string();
  if (text == nullptr || text->size() > longest || !is_utf8(*text)) return {};
  const bool controls = std::any_of(text->begin(), text->end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7F;
  });
  return controls ? std::string() : *text;
}

}  // namespace presad::cloud
