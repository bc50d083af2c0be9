// Options and their text in the store.

#include "tasmota/options.h"

#include <doctest/doctest.h>

#include <set>

using namespace presad;
using namespace presad::tasmota;

namespace {

/// Every number at its highest, every name set.
Options all_set() {
  Options options;
  for (const NumberOption& each : number_options()) {
    const int highest = each.highest;
    options.*each.value = options.*each.value == highest ? each.lowest : highest;
  }
  for (std::size_t i = 0; i < pulse_timers; ++i) options.pulse_times.own()[i] = static_cast<int>(65535 - i);
  options.device_name = "Kettle \"1\" \\ é";
  for (auto& name : options.friendly_names.own()) name = std::string(longest_name, '"');
  return options;
}

}  // namespace

TEST_CASE("what is kept comes back as it was, all of it") {
  const Options options = all_set();
  Options restored;
  restore_options(restored, render_options(options));
  CHECK((restored == options));
}

TEST_CASE("the longest text there can be fits into the store") {
  CHECK(render_options(all_set()).size() < 4096);  // store/fact_limits.h, longest_value
}

TEST_CASE("nothing is kept of what nobody changed") {
  CHECK(render_options({}).empty());
  Options options;
  options.power_retain = 1;
  CHECK(render_options(options) == R"({"PowerRetain":1})");
  options.tele_period = 10;  // the inventory's, and kept elsewhere
  options.tuya_topics = true;
  options.power_on = PowerOn::on;
  CHECK(render_options(options) == R"({"PowerRetain":1})");
}

TEST_CASE("what is out of its bounds, or of another kind, stays as it is by default") {
  Options options;
  restore_options(options,
                  R"({"SetOption4":2,"SetOption26":-1,"SetOption34":256,"BlinkTime":1,"VoltRes":"1",)"
                  R"("AmpRes":1.5,"PulseTime1":65536,"PulseTime33":5,"DeviceName":5,"FriendlyName1":"a\u0001",)"
                  R"("Bogus":1,"WattRes":99999999999})");
  CHECK((options == Options{}));
  restore_options(options, R"({"FriendlyName2":")" + std::string(longest_name + 1, 'x') + R"(","WattRes":2})");
  CHECK_FALSE((*options.friendly_names)[1]);
  CHECK(options.watt_decimals == 2);
}

TEST_CASE("a text that is no JSON object restores nothing") {
  for (const char* text : {"", "{", "[]", "null", "\"x\"", "{\"SetOption4\":1", "{\"a\":[[[[1]]]],\"SetOption4\":1}"}) {
    CAPTURE(text);
    Options options;
    restore_options(options, text);
    CHECK((options == Options{}));
  }
}

TEST_CASE("each number has a name and a place of its own, and its default within its bounds") {
  std::set<std::string_view> names;
  const Options defaults;
  for (const NumberOption& each : number_options()) {
    CAPTURE(each.name);
    CHECK(names.insert(each.name).second);
    CHECK(find_number_option(each.name) == &each);
    CHECK(defaults.*each.value >= each.lowest);
    CHECK(defaults.*each.value <= each.highest);
    Options changed;
    changed.*each.value = each.highest + 1;
    for (const NumberOption& other : number_options()) {
      if (&other != &each) CHECK(changed.*other.value == defaults.*other.value);
    }
  }
  CHECK(find_number_option("SetOption5") == nullptr);
}
