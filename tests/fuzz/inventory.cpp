// Any text as an inventory: read, or refused with findings that never show a secret.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.h"
#include "fuzz/input.h"
#include "unit/inventory/read_inventory.h"

namespace {

/// Values that no finding may show. An input that holds one itself is not looked at.
constexpr std::array<std::string_view, 3> canaries = {"5ecret-canary-16", "another-canary", "literal-canary-1"};
constexpr std::string_view secrets = "presa1: 5ecret-canary-16\nmqtt: another-canary\n";

/// Puts a key behind each `local_key:` that begins a line, whatever the fuzzer made of the text around it.
std::string with_keys(std::string_view text) {
  constexpr std::string_view name = "local_key: ";
  std::string all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t behind = line.substr(first).starts_with(name) ? first + name.size() : end;
    all.append(line.substr(0, behind));
    if (behind != end) all.append(canaries[2]).append(line.substr(behind));
    text.remove_prefix(end);
  }
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace presad;
  const std::string_view text = as_text(ByteView(bytes, size));
  for (const std::string_view canary : canaries) {
    if (text.find(canary) != std::string_view::npos) return 0;
  }
  const Loaded loaded = test::load(with_keys(text), secrets);
  const std::string told = loaded.findings.render();
  fuzz::promise(loaded.settings.has_value() != loaded.findings.has_errors(), "settings or errors, not both");
  fuzz::promise(is_utf8(told), "findings are UTF-8");
  for (const std::string_view canary : canaries) {
    fuzz::promise(told.find(canary) == std::string::npos, "no secret in a finding");
  }
  // The same text as a file of secrets.
  test::load("mqtt: {password: !secret mqtt}\n", text);
  return 0;
}
