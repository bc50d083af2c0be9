#include "config/syntax_error.h"

#include <algorithm>
#include <array>
#include <string>

namespace presad::config {

namespace {

struct Translation {
  std::string_view complaint;  ///< how yaml-cpp 0.7 and 0.8 begin it
  std::string_view message;
  std::string_view hint;
};

constexpr std::array<Translation, 10> translations = {{
    {"illegal map value", "this colon cannot stand here",
     "quote a value that holds \": \"; check the indentation, and the colon and space of the line above"},
    {"illegal block entry", "this dash cannot stand here", "check the indentation"},
    {"unknown escape character", "a backslash in \"double quotes\" begins an escape", "write it in 'single quotes'"},
    {"unknown token", "a value cannot begin with this character", "write it in 'single quotes'"},
    {"end of map flow not found", "this { is not closed", "add }, or quote a value that begins with {"},
    {"end of sequence flow not found", "this [ is not closed", "add ], or quote a value that begins with ["},
    {"end of map not found", "the indentation does not fit the lines above", ""},
    {"end of sequence not found", "the indentation does not fit the lines above", ""},
    {"the referenced anchor is not defined", "a value that begins with * is an alias in YAML",
     "write it in 'single quotes'"},
    {"bad file", "nested too deeply", ""},
}};

/// The key that ends at `colon`, without quotes.
std::string_view word_before(std::string_view line, std::size_t colon) {
  std::string_view before = line.substr(0, colon);
  const std::size_t last = before.find_last_not_of(" \t\"'");
  if (last == std::string_view::npos) return {};
  before = before.substr(0, last + 1);
  const std::size_t separator = before.find_last_of(" \t\"'{,[");
  return separator == std::string_view::npos ? before : before.substr(separator + 1);
}

/// The byte column from which the line may hold a secret; 0: nowhere.
std::size_t secret_from(std::string_view line, Content content, bool inside_secret) {
  std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return inside_secret || content == Content::secrets ? 1 : 0;
  for (; colon != std::string_view::npos; colon = line.find(':', colon + 1)) {
    if (content == Content::secrets || names_a_secret(word_before(line, colon))) {
      const std::size_t value = line.find_first_not_of(" \t", colon + 1);
      return value == std::string_view::npos ? 0 : value + 1;
    }
  }
  return 0;
}

}  // namespace

void hide_possible_secret(const std::shared_ptr<const Source>& source, std::uint32_t line, Content content,
                          bool inside_secret, Diagnostics& diagnostics) {
  const auto from = static_cast<std::uint32_t>(secret_from(source->line(line), content, inside_secret));
  if (from != 0) diagnostics.hide({{source, line, from, 0}, line, 0});
}

void tell_syntax_error(const std::shared_ptr<const Source>& source, Spot spot, std::string_view complaint,
                       Content content, bool inside_secret, Diagnostics& diagnostics) {
  const auto last_line = static_cast<std::uint32_t>(std::max<std::size_t>(source->lines.size(), 1));
  if (spot.line > last_line) spot = {last_line, static_cast<std::uint32_t>(source->line(last_line).size()) + 1};
  hide_possible_secret(source, spot.line, content, inside_secret, diagnostics);
  const auto known = std::find_if(translations.begin(), translations.end(),
                                  [&](const Translation& one) { return complaint.starts_with(one.complaint); });
  const Place place{source, spot.line, spot.column, 1};
  if (known != translations.end()) {
    diagnostics.error(place, std::string(known->message), std::string(known->hint));
  } else {
    // Behind a colon yaml-cpp quotes the file.
    diagnostics.error(place, "not YAML: " + std::string(complaint.substr(0, complaint.find(':'))));
  }
}

}  // namespace presad::config
