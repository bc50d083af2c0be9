#include "families/tuya/profile_reader.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "config/document.h"
#include "config/reader.h"
#include "device/state.h"
#include "families/tuya/datapoint_types.h"

namespace presad::tuya {

namespace {

using config::Reader;

constexpr std::array<std::pair<std::string_view, ReadingKind>, 9> reading_kinds = {
    {{"temperature", ReadingKind::temperature},
     {"humidity", ReadingKind::humidity},
     {"illuminance", ReadingKind::illuminance},
     {"battery", ReadingKind::battery},
     {"contact", ReadingKind::contact},
     {"motion", ReadingKind::motion},
     {"water", ReadingKind::water},
     {"smoke", ReadingKind::smoke},
     {"gas", ReadingKind::gas}}};

constexpr std::array<std::pair<std::string_view, ColourEncoding>, 2> encodings = {
    {{"v1", ColourEncoding::v1}, {"v2", ColourEncoding::v2}}};

std::uint8_t read_id(Reader& reader, std::string_view key) {
  return static_cast<std::uint8_t>(reader.integer(key, 1, 255).value_or(0));
}

std::vector<std::uint8_t> read_ids(Reader& reader, std::string_view key, std::size_t longest) {
  std::vector<std::uint8_t> ids;
  for (const std::int64_t id : reader.integers(key, 1, 255, longest).value_or(std::vector<std::int64_t>{})) {
    ids.push_back(static_cast<std::uint8_t>(id));
  }
  return ids;
}

/// `base`: what one count means at scale 0.
Quantity read_quantity(Reader reader, double base = 1) {
  Quantity quantity;
  quantity.id = read_id(reader, "id");
  quantity.decimals = static_cast<unsigned>(reader.integer("scale", 0, 9).value_or(0));
  quantity.unit = base / std::pow(10.0, quantity.decimals);
  reader.no_more_keys();
  return quantity;
}

/// Words with a blank between them.
std::vector<std::string> read_words(Reader& reader, std::string_view key) {
  std::vector<std::string> words;
  const std::string text = reader.text(key).value_or("");
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find(' ', from), text.size());
    if (to > from) words.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return words;
}

Sign read_sign(Reader& reader) {
  Sign sign;
  reader.require("id");
  sign.id = read_id(reader, "id");
  sign.type = reader.one_of("type", "a datapoint's type", datapoint_types).value_or(sign.type);
  sign.absent = reader.boolean("absent").value_or(false);
  sign.words = read_words(reader, "words");
  reader.no_more_keys();
  return sign;
}

LevelRange read_range(Reader reader) {
  LevelRange range;
  range.id = read_id(reader, "id");
  if (range.id != 0 && reader.require("least") && reader.require("most")) {
    range.least = reader.integer("least", 0, 100'000).value_or(0);
    range.most = reader.integer("most", 1, 100'000).value_or(1);
    if (range.most <= range.least) reader.error("most", "\"most\" must be more than \"least\"");
  }
  reader.no_more_keys();
  return range;
}

LightLayout read_light(Reader reader) {
  LightLayout light;
  light.mode = read_id(reader, "mode");
  light.brightness = read_range(reader.mapping("brightness", "a brightness"));
  light.ct = read_range(reader.mapping("ct", "a colour temperature"));
  Reader colour = reader.mapping("colour", "a colour");
  light.colour = read_id(colour, "id");
  light.encoding = colour.one_of("encoding", "an encoding", encodings).value_or(light.encoding);
  colour.no_more_keys();
  if (light.colour != 0 && light.mode == 0) reader.error("colour", "a colour needs \"mode\"");
  if (light.colour == 0 && light.brightness.id == 0) reader.error("brightness", "a lamp has a brightness or a colour");
  reader.no_more_keys();
  return light;
}

CoverLayout read_cover(Reader reader) {
  CoverLayout cover;
  Reader control = reader.mapping("control", "a control");
  cover.control = read_id(control, "id");
  cover.open = control.text("open", 1, 16).value_or(cover.open);
  cover.close = control.text("close", 1, 16).value_or(cover.close);
  cover.stop = control.text("stop", 1, 16).value_or(cover.stop);
  control.no_more_keys();
  cover.target = read_id(reader, "target");
  cover.positions = read_ids(reader, "positions", 4);
  cover.inverted = reader.boolean("inverted").value_or(false);
  cover.work_state = read_id(reader, "work_state");
  if (cover.control == 0 && cover.target == 0) reader.error("control", "a cover has a control or a target");
  reader.no_more_keys();
  return cover;
}

SensorLayout read_sensor(Reader& reader) {
  SensorLayout sensor;
  reader.require("id");
  reader.require("reading");
  sensor.quantity.id = read_id(reader, "id");
  sensor.kind = reader.one_of("reading", "a reading", reading_kinds).value_or(sensor.kind);
  sensor.quantity.decimals = static_cast<unsigned>(reader.integer("scale", 0, 9).value_or(0));
  sensor.quantity.unit = 1 / std::pow(10.0, sensor.quantity.decimals);
  sensor.inverted = reader.boolean("inverted").value_or(false);
  Reader words = reader.mapping("words", "words");
  for (const config::Entry& entry : reader.entries("words")) {
    if (const auto value = words.number(entry.key, 0, 100'000)) sensor.words.emplace_back(entry.key, *value);
  }
  reader.no_more_keys();
  return sensor;
}

void read_relays(Reader reader, Profile& profile) {
  profile.relays = read_ids(reader, "ids", max_relays);
  profile.fixed_relays = reader.boolean("all_exist").value_or(false);
  reader.no_more_keys();
}

}  // namespace

Profile read_profile(const std::string& name, std::string_view text, config::Diagnostics& diagnostics) {
  const config::Document document = config::Document::parse(name + ".yaml", text, diagnostics);
  Reader reader(document.root(), document.whole(), "a profile", diagnostics);
  Profile profile;
  profile.name = name;
  reader.require("module");
  profile.module = reader.text("module", 1, 32).value_or("");
  for (Reader& sign : reader.mappings("recognised_by", "a sign", 8)) profile.recognised_by.push_back(read_sign(sign));
  read_relays(reader.mapping("relays", "relays"), profile);
  Reader meter = reader.mapping("meter", "a meter");
  profile.meter = {read_quantity(meter.mapping("current", "a current")),
                   read_quantity(meter.mapping("power", "a power")),
                   read_quantity(meter.mapping("voltage", "a voltage"))};
  meter.no_more_keys();
  constexpr double wh_per_kwh = 1000;
  profile.energy = read_quantity(reader.mapping("energy", "an energy"), wh_per_kwh);
  profile.relay_status_id = read_id(reader, "relay_status");
  if (reader.has("light")) profile.light = read_light(reader.mapping("light", "a light"));
  if (reader.has("cover")) profile.cover = read_cover(reader.mapping("cover", "a cover"));
  for (Reader& sensor : reader.mappings("sensors", "a sensor", 16)) profile.sensors.push_back(read_sensor(sensor));
  reader.has("examples");  // for the test that runs them
  if (profile.light && (profile.relays.empty() || !profile.fixed_relays)) {
    reader.error("light", "a lamp's switch is its last relay, and exists");
  }
  reader.no_more_keys();
  return profile;
}

}  // namespace presad::tuya
