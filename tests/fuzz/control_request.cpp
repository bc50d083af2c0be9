// Any line on the control socket; and any line as presa reads it.

#include <string>

#include "control/answers.h"
#include "control/request.h"
#include "control/status.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace presad;
  using namespace presad::control;
  const std::string_view line = as_text(ByteView(bytes, size));
  const ParsedRequest parsed = parse_request(line);
  if (const auto* request = std::get_if<Request>(&parsed)) {
    std::string again = render_request(*request);
    fuzz::promise(again.ends_with('\n') && again.find('\n') == again.size() - 1, "a request is one line");
    again.pop_back();
    const ParsedRequest reread = parse_request(again);
    // Escaping may make it longer than a line may be.
    if (again.size() <= max_request_size) {
      fuzz::promise(std::holds_alternative<Request>(reread) && std::get<Request>(reread) == *request,
                    "a request that is rendered is read as the same");
    }
  } else {
    const auto& refusal = std::get<Refusal>(parsed);
    const std::string reply = render_refusal(refusal);
    const auto read = parse_reply(std::string_view(reply).substr(0, reply.size() - 1));
    fuzz::promise(read && read->error == refusal.name, "a refusal is read as one");
  }
  if (const auto reply = parse_reply(line)) {
    static_cast<void>(read_status(reply->parameters));
    static_cast<void>(read_command(reply->parameters));
    static_cast<void>(read_get(reply->parameters));
    static_cast<void>(read_heard(reply->parameters));
    static_cast<void>(read_said(reply->parameters));
  }
  return 0;
}
