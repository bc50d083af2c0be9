#include "config/survey.h"

#include <algorithm>

namespace presad::config {

Question& question_about(Survey& survey, std::string_view key) {
  const auto found =
      std::find_if(survey.begin(), survey.end(), [key](const Question& each) { return each.key == key; });
  if (found != survey.end()) return *found;
  survey.emplace_back().key = key;
  return survey.back();
}

const Question* find_question(const Survey& survey, std::string_view key) noexcept {
  const auto found =
      std::find_if(survey.begin(), survey.end(), [key](const Question& each) { return each.key == key; });
  return found == survey.end() ? nullptr : &*found;
}

}  // namespace presad::config
