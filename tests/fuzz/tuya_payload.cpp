// A message's text as either end reads it.
// Input: command code, return code (0, 1 or none), the text.

#include "base/text.h"
#include "families/tuya/payload.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace presad;
  using namespace presad::tuya;
  fuzz::Input input(bytes, size);
  Message message;
  message.command = CommandCode{input.byte()};
  if (const unsigned code = input.byte() % 3U; code < 2) message.return_code = code;
  message.payload = as_text(input.rest());

  if (const auto report = parse_report(message)) {
    fuzz::promise(is_utf8(report->error_text), "an error text can be printed");
    std::uint8_t before = 0;
    for (const Datapoint& datapoint : report->datapoints) {
      fuzz::promise(datapoint.id > before, "datapoints are ordered, each once, none 0");
      before = datapoint.id;
    }
    const auto json = parse_json(render_datapoints(report->datapoints));
    fuzz::promise(json.has_value(), "rendered datapoints are JSON");
    const auto again = parse_datapoints(*json);
    fuzz::promise(again && *again == report->datapoints, "rendered datapoints read back");
  }
  if (const auto request = parse_request(message)) {
    for (const std::uint8_t id : request->ids) fuzz::promise(id != 0, "no datapoint 0");
  }
  return 0;
}
