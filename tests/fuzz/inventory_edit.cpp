// Any text as an inventory, or as its secrets, that two devices are put into: it stays right, or stays as it was; and
// no secret shows in the difference.

#include "inventory/inventory_edit.h"

#include <array>
#include <string>

#include "config/difference.h"
#include "fuzz/input.h"
#include "unit/inventory/read_inventory.h"

namespace {

presad::FoundDevice device(const char* name, const char* id, const char* key) {
  presad::FoundDevice found;
  found.name = name;
  found.device_id = id;
  found.local_key = presad::SecretText(key);
  found.address = "10.0.0.5";
  found.version = "3.4";
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace presad;
  fuzz::Input input(bytes, size);
  const bool as_secrets = (input.byte() & 1U) != 0;
  const std::string text(as_text(input.rest()));
  const InventoryTexts before =
      as_secrets ? InventoryTexts{"devices:\n", text} : InventoryTexts{text, "k: 'kkkkkkkkkkkkkkkk'\n"};
  const std::array<FoundDevice, 2> found = {device("Presa #1", "bff7e612edf4edb899uaiz", "zZ9zZ9zZ9'\"zZ9zZ"),
                                            device("k", "bf9d04c7e1a2b36688zxcv", "yY8yY8yY8#: yY8y")};
  const InventoryFiles names{"presad.yaml", "secrets.yaml"};
  const InventoryEdit edit = edit_inventory(names, before, found, test::test_families);
  if (edit.findings.has_errors()) {
    fuzz::promise(edit.texts == before, "nothing is changed when something is wrong");
    return 0;
  }
  fuzz::promise(test::load(edit.texts.inventory, edit.texts.secrets).settings.has_value(), "the result is right");
  fuzz::promise(edit_inventory(names, edit.texts, found, test::test_families).texts == edit.texts, "twice is once");
  if (before.inventory.find("zZ9zZ9") != std::string::npos || before.secrets.find("zZ9zZ9") != std::string::npos)
    return 0;
  const std::string shown =
      config::render_difference("p", before.inventory, edit.texts.inventory, config::Content::settings) +
      config::render_difference("s", before.secrets, edit.texts.secrets, config::Content::secrets);
  fuzz::promise(shown.find("zZ9zZ9") == std::string::npos, "no key in the difference");
  return 0;
}
