// What the vendor's OpenAPI answers, before anybody asks what it means. Pure.
// Source: developer.tuya.com/en/docs/iot/error-code?id=K989ruxx88swc and the pages of the single requests: success,
// code, msg, t, result.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace presad::cloud {

/// Longest answer that is read, in bytes: a page of 50 devices with all their states is a few hundred thousand.
inline constexpr std::size_t max_answer_size = std::size_t{4} * 1024 * 1024;

struct Answer {
  bool success = false;
  Json result;                          ///< of a success
  std::int64_t code = 0;                ///< of a refusal
  std::string message;                  ///< of a refusal, in the server's words: not to be trusted, not yet printable
  std::optional<std::int64_t> time_ms;  ///< the server's clock, milliseconds since 1970
};

/// Errors: `malformed`: no such object; the text names `http_status` when that is not 200.
Result<Answer> read_answer(int http_status, std::string_view body);

/// Letters, digits, '-' and '_', 1 to `longest`: what may stand in a path without being escaped.
bool is_word(std::string_view text, std::size_t longest) noexcept;

/// The member `key` as text when it is a string of at most `longest` bytes and UTF-8 without control characters, else
/// "".
std::string text_of(const Json& object, std::string_view key, std::size_t longest);

}  // namespace presad::cloud
