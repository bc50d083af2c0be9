// Commands that set a number or a name and tell it: decimals, limits, retains, FriendlyName, DeviceName.
// Source: DIALECT.md, 3 and 6.

#include "base/json.h"
#include "tasmota/handlers.h"
#include "tasmota/outgoing.h"

namespace presad::tasmota {

namespace {

/// What somebody's text makes of a name; nothing: it cannot be one. `fallback` is what "1" stands for.
bool set_name(Request& request, std::optional<std::string>& name, std::optional<std::string> fallback) {
  const std::string_view text = request.payload.text;
  std::optional<std::string> wanted = std::string(text);
  if (text.starts_with('"')) {
    wanted = "";
  } else if (text == "1") {
    wanted = std::move(fallback);
  } else if (!is_name(text)) {
    return false;
  }
  request.reply.options_changed |= wanted != name;
  name = std::move(wanted);
  return true;
}

std::string indexed(const CommandRow& row, unsigned index) { return std::string(row.word) + std::to_string(index); }

}  // namespace

void set_number(Request& request, const NumberOption& option, int value) {
  int& number = request.view.options.*option.value;
  request.reply.options_changed |= number != value;
  number = value;
}

void handle_number(Request& request) {
  const NumberOption& option = *find_number_option(request.row.word);
  const int wanted = request.payload.number;
  if (wanted >= option.lowest && wanted <= option.highest) set_number(request, option, wanted);
  answer(request, render_number(request.row, request.view.options.*option.value));
}

void handle_power_delta(Request& request) {
  const NumberOption& option = *find_number_option(request.row.word);
  if (request.word.index != 1) return refuse(request);  // plugs have one phase
  const int wanted = request.payload.number;
  if (wanted >= option.lowest && wanted <= option.highest) set_number(request, option, wanted);
  JsonWriter json;
  json.begin_object().key(indexed(request.row, 1)).integer(request.view.options.*option.value);
  answer(request, json.end_object().take());
}

void handle_retain(Request& request) {
  const NumberOption& option = *find_number_option(request.row.word);
  Options& options = request.view.options;
  const int wanted = request.payload.number;
  if (wanted == 0) request.reply.messages = render_cleared(option.name, options, request.view.state);
  if (wanted == 0 || wanted == 1) set_number(request, option, wanted);
  if (wanted == 1 && option.value == &Options::power_retain) {
    set_number(request, *find_number_option("SetOption90"), 0);  // what is retained must go out
  }
  answer(request, render_text(request.row, options.*option.value == 0 ? "OFF" : "ON"));
}

void handle_friendly_name(Request& request) {
  const unsigned index = request.word.index;
  if (index == 0 || index > max_friendly_names) return refuse(request);
  JsonWriter json;
  json.begin_object();
  if (!request.word.has_index && request.payload.is_query()) {
    for (unsigned each = 1; each <= max_friendly_names; ++each) {
      json.key(indexed(request.row, each)).string(friendly_name(request.view, each));
    }
  } else {
    if (!request.payload.is_query() && !set_name(request, request.view.options.friendly_names.own()[index - 1], {})) {
      return refuse(request);
    }
    json.key(indexed(request.row, index)).string(friendly_name(request.view, index));
  }
  answer(request, json.end_object().take());
}

void handle_device_name(Request& request) {
  const bool asks = request.payload.is_query() || request.view.to_group;  // not all of a group by one name
  if (!asks && !set_name(request, request.view.options.device_name, friendly_name(request.view, 1))) {
    return refuse(request);
  }
  answer(request, render_text(request.row, device_name(request.view)));
}

}  // namespace presad::tasmota
