// PROTOCOL.md keeps its word: its examples are vectors, and the sections that the code cites exist.

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "base/text.h"
#include "support/vector_file.h"

namespace presad::tuya::test {
namespace {

const std::filesystem::path folder = std::filesystem::path(PRESAD_SOURCE_DIR) / "lib" / "families" / "tuya";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("every worked example is the frame of the vector that it names") {
  int examples = 0;
  const std::string fence = "```hex ";
  const auto lines = lines_of(read_file(folder / "PROTOCOL.md"));
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (!lines[at].starts_with(fence)) continue;
    CAPTURE(lines[at]);
    const std::string title = lines[at].substr(fence.size());
    const std::size_t space = title.find(' ');
    REQUIRE(space != std::string::npos);
    std::string digits;
    for (++at; at < lines.size() && lines[at] != "```"; ++at) digits += lines[at].substr(0, lines[at].find(' '));
    CHECK(digits == presad::test::own_vector(title.substr(0, space), title.substr(space + 1)).text("frame"));
    ++examples;
  }
  CHECK(examples >= 8);
}

TEST_CASE("every section that this folder's code cites is on the page") {
  std::set<std::string> sections;
  for (const std::string& line : lines_of(read_file(folder / "PROTOCOL.md")))
    if (line.starts_with("## ")) sections.insert(line.substr(3, line.find(' ', 3) - 3));
  const std::regex citation("PROTOCOL\\.md, (?:sections? )?([0-9]+)");
  int citations = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string text = read_file(entry.path());
    for (auto match = std::sregex_iterator(text.begin(), text.end(), citation); match != std::sregex_iterator();
         ++match) {
      CAPTURE(entry.path().filename().string());
      CHECK_MESSAGE(sections.contains((*match)[1].str()), "no section ", (*match)[1].str());
      ++citations;
    }
  }
  CHECK(citations >= 10);
}

}  // namespace presad::tuya::test
