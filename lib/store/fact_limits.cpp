#include "store/fact_limits.h"

#include <algorithm>

#include "base/text.h"

namespace presad::store {

namespace {

bool is_printable(std::string_view text) {
  constexpr unsigned char first_printable = 0x20;
  constexpr unsigned char del = 0x7f;
  const bool control = std::any_of(text.begin(), text.end(), [](char one) {
    const auto byte = static_cast<unsigned char>(one);
    return byte < first_printable || byte == del;
  });
  return !control && is_utf8(text);
}

}  // namespace

std::string_view refusal(std::string_view topic, std::string_view name, std::string_view value) {
  if (topic.empty() || topic.size() > longest_topic) return "its topic is empty or too long";
  if (name.empty() || name.size() > longest_name) return "its name is empty or too long";
  if (value.size() > longest_value) return "its value is too long";
  if (!is_printable(topic) || !is_printable(name) || !is_printable(value)) return "it is not printable text";
  return {};
}

}  // namespace presad::store
