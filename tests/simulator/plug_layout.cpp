#include "simulator/plug_layout.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "simulator/other_layouts.h"

namespace presad::simulator {
namespace {

constexpr std::array<std::string_view, 5> plugs = {"plug", "plug_old", "strip", "switch", "sp22"};

constexpr auto names = [] {
  std::array<std::string_view, plugs.size() + other_models.size()> all;
  std::ranges::copy(other_models, std::ranges::copy(plugs, all.begin()).out);
  return all;
}();

/// `count` ids from `first` on.
std::vector<std::uint8_t> consecutive(std::uint8_t first, unsigned count) {
  std::vector<std::uint8_t> ids;
  ids.reserve(count);
  for (unsigned each = 0; each < count; ++each) ids.push_back(static_cast<std::uint8_t>(first + each));
  return ids;
}

/// The newer metering plug: what is sold today as category cz.
PlugLayout plug(unsigned relays) {
  PlugLayout layout;
  layout.profile = relays == 1 ? "plug" : "strip";
  layout.relays = consecutive(1, relays);
  layout.countdowns = consecutive(9, relays);
  layout.meter = MeterIds{18, 19, 20, 17};
  layout.relay_status = 38;
  layout.further = {{26, std::int64_t{0}}, {40, std::string("relay")}, {41, false}};  // fault, light_mode, child_lock
  return layout;
}

PlugLayout plug_old() {
  PlugLayout layout;
  layout.profile = "plug_old";
  layout.relays = {1};
  layout.countdowns = {2};
  layout.meter = MeterIds{4, 5, 6, 0};
  return layout;
}

/// A power strip without a meter.
PlugLayout strip(unsigned relays) {
  PlugLayout layout;
  layout.profile = "strip";
  layout.relays = consecutive(1, relays);
  layout.countdowns = consecutive(9, relays);
  layout.relay_status = 38;
  return layout;
}

/// A wall switch: relays and their countdowns; 14 says what happens at power-up, 15 is the light.
PlugLayout wall_switch(unsigned relays) {
  PlugLayout layout;
  layout.profile = "switch";
  layout.relays = consecutive(1, relays);
  layout.countdowns = consecutive(9, std::min(relays, 4U));  // 13 and up are taken
  layout.relay_status = 14;
  layout.further = {{15, std::string("relay")}};
  return layout;
}

/// The Teckin SP22 of the README.
PlugLayout sp22() {
  PlugLayout layout;
  layout.profile = "plug";
  layout.relays = {1};
  layout.countdowns = {9};
  layout.meter = MeterIds{18, 19, 20, 0};
  return layout;
}

}  // namespace

std::span<const std::string_view> model_names() noexcept { return names; }

Result<PlugLayout> make_layout(std::string_view model, unsigned relays, bool energy_increments) {
  struct Range {
    unsigned usual;
    unsigned most;
  };
  Range range{1, 1};
  if (model == "plug") range.most = max_relays;
  if (model == "strip") range = {3, max_relays};
  if (model == "switch") range = {2, 6};
  if (std::ranges::find(names, model) == names.end()) {
    const auto nearest = nearest_word(model, names);
    return fail(ErrorKind::bad_config, "\"" + printable(model) + "\" is not a model; " +
                                           (nearest ? "did you mean \"" + std::string(*nearest) + "\"?"
                                                    : std::string("see presad-sim tuya --help")));
  }
  if (relays == 0) relays = range.usual;
  if (relays > range.most) {
    return fail(ErrorKind::bad_config,
                "a " + std::string(model) + " has at most " + std::to_string(range.most) + " relays");
  }
  PlugLayout layout = model == "plug"       ? plug(relays)
                      : model == "plug_old" ? plug_old()
                      : model == "strip"    ? strip(relays)
                      : model == "switch"   ? wall_switch(relays)
                      : model == "sp22"     ? sp22()
                                            : make_other_layout(model);
  layout.model = model;
  if (energy_increments) {
    if (!layout.meter || model == "plug_old") {
      return fail(ErrorKind::bad_config, "a " + std::string(model) + " counts no energy");
    }
    layout.meter->increment = 17;
  }
  return layout;
}

}  // namespace presad::simulator
