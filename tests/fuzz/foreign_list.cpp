// Any text as another program's list of devices, and what is in it into an empty inventory.

#include "inventory/foreign/foreign_list.h"

#include "base/text.h"
#include "fuzz/input.h"
#include "inventory/inventory_edit.h"
#include "unit/inventory/read_inventory.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace presad;
  const auto list = foreign::read_foreign_list(as_text(ByteView(bytes, size)));
  if (!list) {
    fuzz::promise(is_utf8(list.error().what), "an error is UTF-8");
    return 0;
  }
  const InventoryFiles names{"presad.yaml", "secrets.yaml"};
  const auto devices = foreign::joined(list->devices);
  const InventoryEdit edit = edit_inventory(names, {}, devices, test::test_families);
  fuzz::promise(!edit.findings.has_errors(), "what is found fit makes a right inventory");
  fuzz::promise(edit.devices.size() == devices.size(), "each device has an outcome");
  fuzz::promise(edit_inventory(names, edit.texts, devices, test::test_families).texts == edit.texts, "twice is once");
  return 0;
}
