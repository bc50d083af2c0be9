#include "simulator/script.h"

#include <algorithm>
#include <utility>

namespace presad::simulator {

Result<std::vector<Action>> parse_script(std::string_view text, std::string_view file) {
  std::vector<Action> script;
  for (unsigned number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    auto action = parse_action(line);
    if (!action) {
      return fail(ErrorKind::bad_config, std::string(file) + ":" + std::to_string(number) + ": " + action.error().what);
    }
    if (*action) script.push_back(std::move(**action));
  }
  return script;
}

void ScriptRunner::go_on() {
  while (done_ < script_.size()) {
    const Action& next = script_[done_++];
    if (const Wait* pause = std::get_if<Wait>(&next.what)) return timer_.arm_in(pause->time);
    handler_(next);
  }
}

}  // namespace presad::simulator
