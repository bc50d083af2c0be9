#include "cli/answer.h"

#include <algorithm>

#include "base/json.h"

namespace presad::cli {

int status_of_answer(std::string_view payload) {
  const Result<Json> answer = parse_json(payload);
  return answer && answer->find("Command") != nullptr ? exit_not_done : exit_done;
}

bool is_answer_level(std::string_view last_level) noexcept {
  if (last_level == "RESULT") return true;
  if (!last_level.starts_with("STATUS")) return false;
  last_level.remove_prefix(6);
  return std::all_of(last_level.begin(), last_level.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_command(std::string_view word) noexcept {
  constexpr std::size_t longest = 64;
  return !word.empty() && word.size() <= longest && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace presad::cli
