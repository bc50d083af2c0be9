#include "control/reply.h"

#include <utility>

#include "control/limits.h"

namespace presad::control {

std::string render_reply(std::string_view parameters, bool continues) {
  JsonWriter json;
  json.begin_object().key("parameters").raw(parameters);
  if (continues) json.key("continues").boolean(true);
  return json.end_object().take() + '\n';
}

std::string render_refusal(const Refusal& refusal) {
  JsonWriter json;
  json.begin_object().key("error").string(std::string(interface_name) + '.' + std::string(refusal.name));
  json.key("parameters").begin_object().key("what").string(refusal.what);
  if (!refusal.nearest.empty()) json.key("nearest").string(refusal.nearest);
  return json.end_object().end_object().take() + '\n';
}

std::string Reply::what() const {
  const Json* const sentence = error.empty() ? nullptr : parameters.find("what");
  return sentence == nullptr || sentence->string() == nullptr ? error : *sentence->string();
}

Result<Reply> parse_reply(std::string_view line) {
  Result<Json> json = parse_json(line, reply_limits);
  if (!json) return fail(ErrorKind::malformed, "no JSON object on one line: " + json.error().what);
  Reply reply;
  if (const Json* const parameters = json->find("parameters"); parameters != nullptr) reply.parameters = *parameters;
  if (reply.parameters.object() == nullptr) return fail(ErrorKind::malformed, "a reply without parameters");
  if (const Json* const continues = json->find("continues"); continues != nullptr && continues->boolean() != nullptr) {
    reply.continues = *continues->boolean();
  }
  const Json* const error = json->find("error");
  if (error == nullptr) return reply;
  const std::string prefix = std::string(interface_name) + '.';
  if (error->string() == nullptr || !error->string()->starts_with(prefix)) {
    return fail(ErrorKind::malformed, "an error of another interface than " + std::string(interface_name));
  }
  reply.error = error->string()->substr(prefix.size());
  return reply;
}

}  // namespace presad::control
