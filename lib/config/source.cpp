#include "config/source.h"

#include "config/columns.h"

namespace presad::config {

std::shared_ptr<const Source> Source::make(std::string file, std::string_view text) {
  auto source = std::make_shared<Source>();
  source->file = std::move(file);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    source->lines.emplace_back(line);
  }
  return source;
}

std::string_view Source::line(std::size_t number) const noexcept {
  return number == 0 || number > lines.size() ? std::string_view() : std::string_view(lines[number - 1]);
}

std::string describe(const Place& place) {
  std::string text = place.source ? place.source->file : std::string();
  if (place.line == 0) return text;
  text += ':' + std::to_string(place.line) + ':';
  return text + std::to_string(character_column(place.source->line(place.line), place.column));
}

}  // namespace presad::config
