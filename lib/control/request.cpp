#include "control/request.h"

#include <array>
#include <utility>

#include "base/json.h"
#include "base/text.h"

namespace presad::control {

namespace {

constexpr std::size_t longest_topic = 256;

/// Reads parameters; remembers the first that is not what it must be.
class Parameters {
 public:
  explicit Parameters(const Json* object) : object_(object) {}

  std::string text(const char* name, bool required, std::size_t limit) {
    const Json* const member = find(name);
    if (member == nullptr) {
      if (required) complain(name, "is missing");
      return {};
    }
    if (member->string() == nullptr) return complain(name, "is not a text"), std::string();
    if (member->string()->size() > limit) return complain(name, "is too long"), std::string();
    if (required && member->string()->empty()) complain(name, "is empty");
    return *member->string();
  }

  Duration seconds(const char* name, Duration usual, Duration most) {
    const Json* const member = find(name);
    if (member == nullptr) return usual;
    const auto limit = std::chrono::duration_cast<std::chrono::seconds>(most).count();
    if (member->integer() == nullptr || *member->integer() < 1 || *member->integer() > limit) {
      complain(name, "is not a whole number from 1 to " + std::to_string(limit));
      return usual;
    }
    return std::chrono::seconds(*member->integer());
  }

  std::vector<std::string> texts(const char* name, std::size_t limit) {
    std::vector<std::string> found;
    const Json* const member = find(name);
    if (member == nullptr) return found;
    if (member->array() == nullptr) return complain(name, "is not a list"), found;
    for (const Json& each : *member->array()) {
      if (each.string() == nullptr || each.string()->empty() || each.string()->size() > limit) {
        return complain(name, "holds something that is no topic"), std::vector<std::string>();
      }
      found.push_back(*each.string());
    }
    return found;
  }

  const std::string& complaint() const noexcept { return complaint_; }

 private:
  const Json* find(const char* name) const {
    const Json* const member = object_ == nullptr ? nullptr : object_->find(name);
    return member == nullptr || member->is_null() ? nullptr : member;
  }
  void complain(const char* name, const std::string& what) {
    if (complaint_.empty()) complaint_ = "\"" + std::string(name) + "\" " + what;
  }

  const Json* object_;
  std::string complaint_;
};

Request read_status(Parameters& from) {
  return AskStatus{from.text("topic", false, longest_topic), from.text("after", false, longest_topic)};
}

Request read_get(Parameters& from) { return AskGet{from.text("topic", true, longest_topic)}; }

Request read_command(Parameters& from) {
  return AskCommand{from.text("topic", true, longest_topic), from.text("word", true, max_request_size),
                    from.text("payload", false, max_request_size),
                    from.seconds("deadline_s", usual_deadline, longest_deadline)};
}

Request read_heard(Parameters&) { return AskHeard{}; }

Request read_watch(Parameters& from) { return AskWatch{from.texts("topics", longest_topic)}; }

struct Method {
  std::string_view name;
  Request (*read)(Parameters& from);
};

/// In the order of Request's alternatives.
constexpr std::array methods = {Method{"Status", read_status}, Method{"Get", read_get}, Method{"Command", read_command},
                                Method{"Heard", read_heard}, Method{"Watch", read_watch}};
static_assert(methods.size() == std::variant_size_v<Request>);

std::string known_methods() {
  std::string known;
  for (const Method& each : methods) {
    known += (known.empty() ? "" : ", ") + std::string(interface_name) + '.' + std::string(each.name);
  }
  return known;
}

struct Writer {
  JsonWriter& json;

  void text(const char* name, const std::string& value) const {
    if (!value.empty()) json.key(name).string(value);
  }
  void operator()(const AskStatus& ask) const {
    text("topic", ask.topic);
    text("after", ask.after);
  }
  void operator()(const AskGet& ask) const { text("topic", ask.topic); }
  void operator()(const AskCommand& ask) const {
    text("topic", ask.topic);
    text("word", ask.word);
    text("payload", ask.payload);
    json.key("deadline_s").integer(std::chrono::duration_cast<std::chrono::seconds>(ask.deadline).count());
  }
  void operator()(const AskHeard&) const {}
  void operator()(const AskWatch& ask) const {
    if (ask.topics.empty()) return;
    json.key("topics").begin_array();
    for (const std::string& topic : ask.topics) json.string(topic);
    json.end_array();
  }
};

}  // namespace

ParsedRequest parse_request(std::string_view line) {
  if (line.size() > max_request_size) {
    return Refusal{"RequestInvalid", "longer than " + std::to_string(max_request_size) + " bytes", {}};
  }
  const Result<Json> json = parse_json(line, request_limits);
  if (!json) return Refusal{"RequestInvalid", "no JSON object on one line: " + json.error().what, {}};
  const Json* const method = json->find("method");
  if (method == nullptr || method->string() == nullptr) {
    return Refusal{"RequestInvalid", "without \"method\": " + known_methods(), {}};
  }
  const Json* const parameters = json->find("parameters");
  if (parameters != nullptr && !parameters->is_null() && parameters->object() == nullptr) {
    return Refusal{"ParameterInvalid", "\"parameters\" is no JSON object", {}};
  }
  for (const Method& each : methods) {
    if (*method->string() != std::string(interface_name) + '.' + std::string(each.name)) continue;
    Parameters from(parameters);
    Request request = each.read(from);
    if (!from.complaint().empty()) return Refusal{"ParameterInvalid", from.complaint(), {}};
    return request;
  }
  return Refusal{"MethodUnknown", "\"" + printable(*method->string()) + "\" is none of " + known_methods(), {}};
}

std::string render_request(const Request& request) {
  JsonWriter json;
  json.begin_object();
  json.key("method").string(std::string(interface_name) + '.' + std::string(methods[request.index()].name));
  json.key("parameters").begin_object();
  std::visit(Writer{json}, request);
  json.end_object().end_object();
  return json.take() + '\n';
}

}  // namespace presad::control
