#include "simulator/other_layouts.h"

namespace presad::simulator {
namespace {

/// Adds a number that clients may set.
void add_number(PlugLayout& layout, std::uint8_t id, std::int64_t first, std::int64_t least, std::int64_t most) {
  layout.further.push_back({id, first});
  layout.rules.push_back({.id = id, .least = least, .most = most});
}

void add_words(PlugLayout& layout, std::uint8_t id, std::vector<std::string> words) {
  layout.further.push_back({id, words.front()});
  layout.rules.push_back({.id = id, .words = std::move(words)});
}

void add_colour(PlugLayout& layout, std::uint8_t id, std::string first) {
  layout.rules.push_back({.id = id, .hex_digits = first.size()});
  layout.further.push_back({id, std::move(first)});
}

/// Makes the datapoint added last one that only the device itself changes.
void measured(PlugLayout& layout) { layout.rules.back().measured = true; }

void dimmer(PlugLayout& layout) {
  layout.relays = {1};
  layout.countdowns = {6};
  add_number(layout, 2, 1000, 10, 1000);
  add_number(layout, 3, 10, 10, 1000);
}

void bulb_v1(PlugLayout& layout) {
  layout.relays = {1};
  add_words(layout, 2, {"white", "colour", "scene", "scene_1", "scene_2", "scene_3", "scene_4"});
  add_number(layout, 3, 255, 25, 255);
  add_number(layout, 4, 255, 0, 255);
  add_colour(layout, 5, "ff00000000ffff");
}

void bulb_v2(PlugLayout& layout) {
  layout.relays = {20};
  layout.countdowns = {26};
  add_words(layout, 21, {"white", "colour", "scene", "music"});
  add_number(layout, 22, 1000, 10, 1000);
  add_number(layout, 23, 1000, 0, 1000);
  add_colour(layout, 24, "000003e803e8");
  layout.further.push_back({25, std::string("000e0d0000000000000000c80000")});  // scene data
}

void bulb_white(PlugLayout& layout) {
  layout.relays = {1};
  add_number(layout, 2, 255, 25, 255);
  add_number(layout, 3, 255, 0, 255);
}

void cover_simple(PlugLayout& layout) {
  layout.cover = CoverIds{};
  add_words(layout, layout.cover->control, {"stop", "open", "close"});
}

void cover(PlugLayout& layout) {
  cover_simple(layout);
  layout.cover->positioned = true;
  add_number(layout, layout.cover->target, 0, 0, 100);
  add_number(layout, layout.cover->position, 0, 0, 100);
  measured(layout);
  add_words(layout, layout.cover->work_state, {"opening", "closing"});
  measured(layout);
  add_number(layout, layout.cover->travel_s, 20, 1, 900);
}

void climate_sensor(PlugLayout& layout) {
  add_number(layout, 1, 215, -400, 1000);
  measured(layout);
  add_number(layout, 2, 48, 0, 100);
  measured(layout);
  add_number(layout, 4, 100, 0, 100);
  measured(layout);
  add_words(layout, 9, {"c", "f"});
}

void contact(PlugLayout& layout) {
  layout.further.push_back({1, false});
  layout.rules.push_back({.id = 1, .measured = true});
  add_number(layout, 2, 100, 0, 100);
  measured(layout);
}

void motion(PlugLayout& layout) {
  add_words(layout, 1, {"none", "pir"});
  measured(layout);
  add_number(layout, 4, 100, 0, 100);
  measured(layout);
}

}  // namespace

PlugLayout make_other_layout(std::string_view model) {
  PlugLayout layout;
  layout.profile = model;
  if (model == "dimmer") dimmer(layout);
  if (model == "bulb_v1") bulb_v1(layout);
  if (model == "bulb_v2") bulb_v2(layout);
  if (model == "bulb_white") bulb_white(layout);
  if (model == "cover") cover(layout);
  if (model == "cover_simple") cover_simple(layout);
  if (model == "climate_sensor") climate_sensor(layout);
  if (model == "contact") contact(layout);
  if (model == "motion") motion(layout);
  return layout;
}

}  // namespace presad::simulator
