// Any text as JSON.

#include "base/json.h"

#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace presad;
  const auto json = parse_json(as_text(ByteView(bytes, size)));
  if (json) {
    const std::string text = render_json(*json);
    const auto again = parse_json(text);
    fuzz::promise(again.has_value(), "rendered JSON is JSON");
    fuzz::promise(render_json(*again) == text, "rendering is stable");
  }
  return 0;
}
