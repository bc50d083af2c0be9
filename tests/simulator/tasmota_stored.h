// The words with which a simulated Tasmota device only keeps something and tells it again. Pure.
//
// It shares no code with what it tests. Source: Tasmota's command reference, as presad's docs/commands.md has it.

#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace presad::simulator {

class TasmotaStored {
 public:
  /// `name` in upper case, without its index. The answer, one object; nothing where it is none of these words.
  std::optional<std::string> execute(std::string_view name, unsigned index, std::string_view payload);

 private:
  std::map<std::string, std::string> kept_;  ///< by the word as it is told
};

}  // namespace presad::simulator
