// A lamp's levels and colours, out of datapoints and back.

#include "families/tuya/light_codec.h"

#include <doctest/doctest.h>

#include "families/tuya/colour_text.h"
#include "families/tuya/datapoints.h"
#include "families/tuya/profile.h"

using namespace presad;
using namespace presad::tuya;

namespace {

const LightLayout& layout(const char* profile) { return *find_profile(profile)->light; }

Datapoints encoded(const LightLayout& lamp, const Datapoints& known, const LightLevels& wanted) {
  const auto datapoints = encode_levels(lamp, known, wanted);
  REQUIRE(datapoints);
  return *datapoints;
}

/// `known` with what a lamp was told, as it would show it.
Datapoints after(Datapoints known, const Datapoints& told) {
  for (const Datapoint& each : told) put(known, each);
  return known;
}

LightLevels white(unsigned brightness) {
  LightLevels levels;
  levels.brightness = brightness;
  return levels;
}

}  // namespace

TEST_CASE("every brightness that is told is the one that is shown, on every lamp") {
  for (const char* profile : {"bulb_v1", "bulb_v2", "bulb_white", "dimmer", "dimmer_old"}) {
    CAPTURE(profile);
    const LightLayout& lamp = layout(profile);
    Datapoints known;
    if (lamp.mode != 0) known = {{lamp.mode, std::string("white")}};
    for (unsigned brightness = 1; brightness <= 100; ++brightness) {
      known = after(known, encoded(lamp, known, white(brightness)));
      CHECK(decode_levels(lamp, known).brightness == brightness);
      const std::int64_t raw = *find_as<std::int64_t>(known, lamp.brightness.id);
      CHECK(raw >= lamp.brightness.least);
      CHECK(raw <= lamp.brightness.most);
    }
  }
}

TEST_CASE("colour temperatures end at the device's ends, and are met within a step of it") {
  for (const char* profile : {"bulb_v1", "bulb_v2", "bulb_white"}) {
    CAPTURE(profile);
    const LightLayout& lamp = layout(profile);
    for (unsigned ct = coldest_mired; ct <= warmest_mired; ++ct) {
      LightLevels wanted;
      wanted.ct = ct;
      const Datapoints told = encoded(lamp, {}, wanted);
      Datapoints known = after({}, told);
      const auto shown = decode_levels(lamp, known).ct;
      REQUIRE(shown);
      CHECK(*shown <= ct + 1);
      CHECK(*shown + 1 >= ct);
    }
    LightLevels warm;
    warm.ct = warmest_mired;
    CHECK(*find_as<std::int64_t>(encoded(lamp, {}, warm), lamp.ct.id) == lamp.ct.least);
    LightLevels cold;
    cold.ct = coldest_mired;
    CHECK(*find_as<std::int64_t>(encoded(lamp, {}, cold), lamp.ct.id) == lamp.ct.most);
  }
}

TEST_CASE("every hue, saturation and brightness of a colour comes back as it was told, in both encodings") {
  for (const char* profile : {"bulb_v1", "bulb_v2"}) {
    CAPTURE(profile);
    const LightLayout& lamp = layout(profile);
    for (unsigned step = 0; step < 360; ++step) {
      LightLevels wanted;
      wanted.hue = step;
      wanted.saturation = step % 101;
      wanted.brightness = 1 + step % 100;
      const Datapoints told = encoded(lamp, {}, wanted);
      CHECK(told.size() == 2);
      const LightLevels shown = decode_levels(lamp, told);
      CHECK(shown.colour == true);
      CHECK(shown.hue == wanted.hue);
      CHECK(shown.saturation == wanted.saturation);
      CHECK(shown.brightness == wanted.brightness);
    }
  }
}

TEST_CASE("colours are written in lower case, rounded to the nearest, both halves in agreement") {
  CHECK(render_colour({0, 1000, 1000}, ColourEncoding::v1) == "ff00000000ffff");
  CHECK(render_colour({120, 1000, 500}, ColourEncoding::v1) == "0080000078ff80");
  CHECK(render_colour({240, 0, 1000}, ColourEncoding::v1) == "ffffff00f000ff");
  CHECK(render_colour({359, 1000, 10}, ColourEncoding::v2) == "016703e8000a");
}

TEST_CASE("of a colour the length tells the encoding, and nonsense is none") {
  REQUIRE(parse_colour("ff0000"));
  CHECK(parse_colour("ff0000")->hue == 0);
  CHECK(parse_colour("0000ff")->hue == 240);
  CHECK(parse_colour("016803E803E8")->hue == 0);
  for (const char* nonsense :
       {"", "ff", "016903e803e8", "000003e903e8", "zz0000000000ff", "00000000000000000", "+1ff00"}) {
    CAPTURE(nonsense);
    CHECK_FALSE(parse_colour(nonsense));
  }
}

TEST_CASE("a colour that lost a step on the way is the same, one that is another is not") {
  CHECK(same_colour("00f003e801f4", "00f003E701f3"));
  CHECK(same_colour("016703e803e8", "000003e803e8"));
  CHECK(same_colour("00f0000001f4", "0000000001f4"));
  CHECK(same_colour("0080000078ff80", "007803e801f4"));
  CHECK_FALSE(same_colour("00f003e801f4", "00f203e801f4"));
  CHECK_FALSE(same_colour("00f003e801f4", "00f003e801fe"));
  CHECK_FALSE(same_colour("00f003e801f4", ""));
}

TEST_CASE("brightness alone is that of what is lit; out of a scene it is the white's") {
  const LightLayout& lamp = layout("bulb_v2");
  const Datapoints colour = {{21, std::string("colour")}, {22, std::int64_t{1000}}, {24, std::string("007803e803e8")}};
  CHECK(encoded(lamp, colour, white(30)) == Datapoints{{21, std::string("colour")}, {24, std::string("007803e8012c")}});
  const Datapoints scene = after(colour, {{21, std::string("scene")}});
  CHECK(decode_levels(lamp, scene) == LightLevels{});
  CHECK(encoded(lamp, scene, white(30)) == Datapoints{{21, std::string("white")}, {22, std::int64_t{300}}});
  CHECK(encoded(lamp, scene, {}).empty());
}

TEST_CASE("what a lamp does not have it cannot be told") {
  LightLevels hue;
  hue.hue = 1;
  CHECK_FALSE(encode_levels(layout("bulb_white"), {}, hue));
  LightLevels ct;
  ct.ct = 200;
  CHECK_FALSE(encode_levels(layout("dimmer"), {}, ct));
  LightLayout rgb = layout("bulb_v2");
  rgb.brightness = rgb.ct = {};
  CHECK(kind_of(rgb) == LightKind::rgb);
  LightLevels no_colour;
  no_colour.colour = false;
  CHECK_FALSE(encode_levels(rgb, {}, no_colour));
}
