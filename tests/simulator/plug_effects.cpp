#include "simulator/plug_effects.h"

#include "base/text.h"

namespace presad::simulator {
namespace {

const char* word(Power power) { return power == Power::on ? "on" : power == Power::off ? "off" : "undefined"; }

/// The event's name, and what its text is called.
struct Words {
  const char* name;
  const char* text;
};

Words words(PlugEvent::Kind kind) {
  switch (kind) {
    case PlugEvent::Kind::connected:
      return {"connected", ""};
    case PlugEvent::Kind::rejected:
      return {"rejected", "how"};
    case PlugEvent::Kind::negotiated:
      return {"negotiated", ""};
    case PlugEvent::Kind::disconnected:
      return {"disconnected", "why"};
    case PlugEvent::Kind::request:
      return {"request", "kind"};
    case PlugEvent::Kind::undeciphered:
      return {"undeciphered", "why"};
    case PlugEvent::Kind::switched:
      return {"switched", "by"};
    case PlugEvent::Kind::power:
      return {"power", "now"};
    case PlugEvent::Kind::cloud:
      return {"cloud", "now"};
    case PlugEvent::Kind::fault:
      return {"fault", "now"};
    case PlugEvent::Kind::key:
      return {"key", "now"};
  }
  return {"", ""};
}

}  // namespace

std::string render_event(const PlugEvent& event) {
  const Words said = words(event.kind);
  std::string line = said.name;
  if (event.connection != 0) line += " connection=" + std::to_string(event.connection);
  if (event.relay != 0) line += " relay=" + std::to_string(event.relay) + " power=" + word(event.power);
  if (event.text.empty()) return line;
  const std::string text = printable(event.text);
  const bool quoted = text.find(' ') != std::string::npos;
  return line + " " + said.text + "=" + (quoted ? "\"" + text + "\"" : text);
}

}  // namespace presad::simulator
