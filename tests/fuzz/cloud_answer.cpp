// Whatever the vendor's server, or somebody in its place, answers: the inquiry ends, asks nothing that cannot be a
// path, and what it found makes a right inventory. Input: the first byte chooses with or without a device_id; then
// answers, one a line, the last one again and again.

#include <algorithm>

#include "base/text.h"
#include "cloud/devices_file.h"
#include "cloud/inquiry.h"
#include "fuzz/input.h"
#include "inventory/foreign/foreign_list.h"
#include "inventory/inventory_edit.h"
#include "unit/inventory/read_inventory.h"

namespace {

using namespace presad;
using fuzz::promise;

constexpr WallTime now{std::chrono::milliseconds(1588925778000)};

std::string_view next_answer(std::string_view& rest) {
  const std::size_t newline = rest.find('\n');
  const std::string_view answer = rest.substr(0, newline);
  if (newline != std::string_view::npos) rest.remove_prefix(newline + 1);
  return answer;
}

void check_question(const cloud::Ask& ask) {
  promise(ask.path.starts_with("/v"), "a path begins with its version");
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '.' ||
           c == '-' || c == '_';
  };
  promise(std::all_of(ask.path.begin(), ask.path.end(), plain), "nothing in a path has to be escaped");
}

void check_found(const cloud::Found& found) {
  for (const std::string& remark : found.remarks) promise(is_utf8(remark), "a remark is UTF-8");
  promise(found.devices.size() <= cloud::DeviceList::max_devices, "devices are bounded");
  if (found.devices.empty()) return;
  const auto list = foreign::read_foreign_list(cloud::render_devices_file(found.devices));
  promise(list.has_value(), "import reads what the wizard writes");
  const InventoryFiles names{"presad.yaml", "secrets.yaml"};
  const auto devices = foreign::joined(list->devices);
  const InventoryEdit edit = edit_inventory(names, {}, devices, test::test_families);
  promise(!edit.findings.has_errors(), "what was found makes a right inventory");
  promise(edit_inventory(names, edit.texts, devices, test::test_families).texts == edit.texts, "twice is once");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::Input input(bytes, size);
  cloud::Inquiry inquiry(input.byte() % 2 == 0 ? "" : "bf1");
  std::string_view answers = as_text(input.rest());
  cloud::Inquiry::Step step = inquiry.start();
  for (std::size_t questions = 0; step; ++questions) {
    if (const auto* const found = std::get_if<cloud::Found>(&*step)) {
      check_found(*found);
      return 0;
    }
    promise(questions <= cloud::Inquiry::max_questions, "an inquiry ends");
    check_question(std::get<cloud::Ask>(*step));
    promise(is_utf8(inquiry.asking()), "what is asked can be told");
    const std::string_view answer = next_answer(answers);
    step = inquiry.on_answer(answer.starts_with("503") ? 503 : 200, answer, now);
  }
  promise(is_utf8(step.error().what), "an error is UTF-8");
  return 0;
}
