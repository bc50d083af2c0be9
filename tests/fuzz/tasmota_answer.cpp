// Whatever a Tasmota device answers over HTTP: refused, or read, and what goes out of it is JSON again. Input: the
// command, a newline, the body; the first byte of all chooses the status.

#include <algorithm>

#include "base/json.h"
#include "base/json_members.h"
#include "families/tasmota_http/answer_reader.h"
#include "families/tasmota_http/status_reader.h"
#include "families/tasmota_http/traits_reader.h"
#include "fuzz/input.h"
#include "tasmota/relayed.h"

namespace {

using namespace presad;

using fuzz::promise;

void check_messages(const tasmota::Messages& messages) {
  promise(messages.size() <= 64, "an answer becomes few messages");
  for (const tasmota::Message& message : messages) {
    const bool of_json = message.level == "RESULT" || message.level.starts_with("STATUS");
    promise(!of_json || parse_json(message.payload).has_value(), "RESULT and STATUS are JSON");
    promise(message.level.find_first_of("+#/") == std::string::npos, "a level is one level");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::Input input(bytes, size);
  const int status = input.byte() % 4 == 0 ? 401 : 200;
  const std::string_view text = as_text(input.rest());
  const std::size_t newline = std::min(text.find('\n'), text.size());
  const std::string_view command = text.substr(0, newline);
  const std::string_view body = text.substr(std::min(newline + 1, text.size()));

  const auto answer = tasmota_http::read_answer(status, body);
  if (!answer) return 0;
  promise(status == 200, "what is refused is no answer");
  const std::string again = join_json_object(answer->members);
  promise(parse_json(again).has_value(), "the members make an object");
  const auto members = split_json_object(again);
  promise(members && *members == answer->members, "an object is split as it was joined");
  tasmota_http::says_nothing(*answer);
  tasmota_http::is_refusal(*answer);
  RelayedIdentity identity;
  tasmota_http::read_identity(answer->json, identity);
  tasmota_http::read_powers(answer->json);
  tasmota_http::Traits traits;
  tasmota_http::read_traits(answer->json, traits);
  promise(
      traits.identity.topic.size() <= tasmota_http::longest_trait && traits.time.size() <= tasmota_http::longest_trait,
      "what is remembered of a device is short");

  const std::size_t blank = std::min(command.find(' '), command.size());
  const auto word = tasmota::parse_command_word(command.substr(0, blank));
  check_messages(tasmota::render_relayed(word, command.substr(std::min(blank + 1, command.size())), answer->text));
  tasmota::relayed_powers(answer->text);
  return 0;
}
