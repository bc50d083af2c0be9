#include "families/tasmota_http/answer_reader.h"

#include <string>
#include <utility>

namespace presad::tasmota_http {

namespace {

constexpr int unauthorized = 401;
constexpr int ok = 200;
constexpr const char* password_wrong = "it refuses the password: username and password are its web server's";

bool starts_like_a_page(std::string_view body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && body[first] == '<';
}

}  // namespace

Result<DeviceAnswer> read_answer(int status, std::string_view body) {
  if (status == unauthorized) return fail(ErrorKind::refused, password_wrong);
  if (status != ok) return fail(ErrorKind::unsupported, "its web server answers " + std::to_string(status));
  if (starts_like_a_page(body)) {
    return fail(ErrorKind::unsupported, "it answers a web page: WebServer 2 lets it take commands");
  }
  Result<JsonMembers> members = split_json_object(body);
  if (!members) return fail(ErrorKind::malformed, "its answer is no whole JSON object");
  DeviceAnswer answer;
  answer.members = std::move(*members);
  answer.text = join_json_object(answer.members);
  Result<Json> json = parse_json(answer.text);
  if (!json) return fail(ErrorKind::malformed, "its answer is no JSON");
  answer.json = std::move(*json);
  if (const Json* const warning = answer.json.find("WARNING"); warning != nullptr && warning->string() != nullptr) {
    if (warning->string()->starts_with("Need user")) return fail(ErrorKind::refused, password_wrong);
    return fail(ErrorKind::unsupported, "it took no command from the request");
  }
  return answer;
}

bool says_nothing(const DeviceAnswer& answer) noexcept { return answer.members.empty(); }

bool is_refusal(const DeviceAnswer& answer) noexcept {
  const Json* const command = answer.json.find("Command");
  return command != nullptr && command->string() != nullptr &&
         (*command->string() == "Unknown" || *command->string() == "Error");
}

}  // namespace presad::tasmota_http
