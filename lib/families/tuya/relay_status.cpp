#include "families/tuya/relay_status.h"

#include <algorithm>
#include <array>

namespace presad::tuya {

namespace {

struct Vocabulary {
  std::string_view off, on, last;
};
constexpr std::array<Vocabulary, 3> vocabularies = {
    {{"off", "on", "memory"}, {"power_off", "power_on", "last"}, {"0", "1", "2"}}};

}  // namespace

std::optional<std::string_view> relay_status_word(PowerOn wanted, std::string_view reported) noexcept {
  const auto found = std::find_if(vocabularies.begin(), vocabularies.end(), [&](const Vocabulary& each) {
    return reported == each.off || reported == each.on || reported == each.last;
  });
  if (found == vocabularies.end()) return std::nullopt;
  switch (wanted) {
    case PowerOn::device:
      return std::nullopt;
    case PowerOn::last:
      return found->last;
    case PowerOn::on:
      return found->on;
    case PowerOn::off:
      return found->off;
  }
  return std::nullopt;
}

}  // namespace presad::tuya
