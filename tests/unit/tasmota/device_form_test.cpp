// What a device is, remembered over restarts.

#include "tasmota/device_form.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::tasmota;

TEST_CASE("lamp, cover and sensors come back from what was remembered of them") {
  State state;
  state.relays = {Power::on};
  state.light = Light{LightKind::rgbw, {}};
  state.cover = Cover{true, {}, {}, CoverDirection::stopped};
  state.readings = {{ReadingKind::temperature, 0, 0}, {ReadingKind::gas, 0, 0}};
  CHECK(render_form(state) == "light=4 cover=1 readings=0,8");
  State again;
  again.relays = {Power::undefined};
  restore_form(again, render_form(state));
  CHECK(again.light == state.light);
  CHECK(again.cover == state.cover);
  CHECK(again.readings == state.readings);
}

TEST_CASE("relays alone need no remembering, and what says nothing of a device changes nothing") {
  State plug;
  plug.relays = {Power::on};
  CHECK(render_form(plug).empty());
  for (const char* text : {"", "light=0", "light=6", "light=x", "readings=9,x", "sofa=1", "=", "light"}) {
    CAPTURE(text);
    State state = plug;
    restore_form(state, text);
    CHECK(state == plug);
  }
}

TEST_CASE("what a device says now is not overwritten") {
  State state;
  state.relays = {Power::on};
  state.light = Light{LightKind::dimmer, {{}, 5, {}, {}, {}}};
  restore_form(state, "light=5");
  CHECK(state.light->kind == LightKind::dimmer);
}
