// Levels and channels. Source: DIALECT.md, 8.

#include "tasmota/light_channels.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tasmota;

TEST_CASE("what a lamp shows comes back from its channels as it was, but for what its eight bits cannot say") {
  for (const LightKind kind : {LightKind::rgb, LightKind::rgbcw}) {
    for (unsigned hue = 0; hue < 360; hue += 7) {
      CAPTURE(hue);
      const Light light{kind, {true, 100, {}, hue, 100}};
      CHECK(levels_of(kind, channels_of(light)) == light.levels);
    }
  }
  for (unsigned ct = coldest_mired; ct <= warmest_mired; ++ct) {
    const Light light{LightKind::ct, {{}, 100, ct, {}, {}}};
    const LightLevels again = levels_of(LightKind::ct, channels_of(light));
    CHECK(again.brightness == 100U);
    const unsigned off = *again.ct > ct ? *again.ct - ct : ct - *again.ct;
    CHECK(off <= 1);
  }
}

TEST_CASE("per cent and levels are each other's reverse, and nothing that is lit shows as 0") {
  for (unsigned shown = 0; shown <= 100; ++shown) CHECK(per_cent(level_of(shown)) == shown);
  CHECK(per_cent(1) == 1);
  CHECK(level_of(60) == 0x99);
}

TEST_CASE("a lamp that never told anything has dark channels, and all dark has no brightness") {
  const Channels dark = channels_of({LightKind::rgbcw, {}});
  CHECK(render_color(dark) == "0000000000");
  CHECK_FALSE(levels_of(LightKind::rgbcw, dark).brightness);
  CHECK_FALSE(levels_of(LightKind::dimmer, {{}, 1}).brightness);
}

TEST_CASE("colour wins where colour and white are asked for together") {
  CHECK(levels_of(LightKind::rgbw, {{0, 255, 0, 255, 0}, 4}) == LightLevels{true, 100, {}, 120, 100});
}
