// Source: DIALECT.md, 1.

#include "tasmota/topic.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;
using namespace presad::tasmota;

namespace {

FullTopic pattern(std::string_view text) {
  auto made = FullTopic::from_pattern(text);
  REQUIRE(made);
  return *made;
}

std::string refusal(std::string_view text) {
  const auto made = FullTopic::from_pattern(text);
  REQUIRE_FALSE(made);
  CHECK(made.error().kind == ErrorKind::bad_config);
  return made.error().what;
}

}  // namespace

TEST_CASE("tasmota 1: the default FullTopic is %prefix%/%topic%/") {
  const FullTopic topic;
  CHECK(topic.pattern() == "%prefix%/%topic%/");
  CHECK(topic == pattern("%prefix%/%topic%/"));
  CHECK(topic.build(Prefix::cmnd, "plug_kitchen", "POWER") == "cmnd/plug_kitchen/POWER");
  CHECK(topic.build(Prefix::stat, "plug_kitchen", "RESULT") == "stat/plug_kitchen/RESULT");
  CHECK(topic.build(Prefix::tele, "plug_kitchen", "LWT") == "tele/plug_kitchen/LWT");
  CHECK(topic.build(Prefix::cmnd, "tasmotas", "") == "cmnd/tasmotas/");
}

TEST_CASE("tasmota 1: the house subscribes one filter, and one more to see who is online") {
  CHECK(FullTopic().command_filter() == "cmnd/+/#");
  CHECK(FullTopic().lwt_filter() == "tele/+/LWT");
  CHECK(pattern("home/%topic%/x/%prefix%").command_filter() == "home/+/x/cmnd/#");
  CHECK(pattern("home/%topic%/x/%prefix%").lwt_filter() == "home/+/x/tele/LWT");
}

TEST_CASE("tasmota 1: building drops wildcards and blanks, collapses slashes and adds the last one") {
  CHECK(pattern("%prefix%/%topic%").pattern() == "%prefix%/%topic%/");
  CHECK(pattern("%prefix%//%topic%///").pattern() == "%prefix%/%topic%/");
  CHECK(pattern("%prefix%/+/#%topic% /").pattern() == "%prefix%/%topic%/");
  CHECK(pattern("/%prefix%/%topic%/").build(Prefix::stat, "p", "RESULT") == "/stat/p/RESULT");
}

TEST_CASE("tasmota 1: without %prefix% commands get a level of their own, so that reports are never commands") {
  const FullTopic topic = pattern("home/%topic%/");
  CHECK(topic.build(Prefix::cmnd, "p", "POWER") == "home/p/cmnd/POWER");
  CHECK(topic.build(Prefix::stat, "p", "RESULT") == "home/p/RESULT");
  CHECK(topic.command_filter() == "home/+/cmnd/#");
  CHECK(topic.lwt_filter() == "home/+/LWT");
  CHECK(topic.parse("home/p/cmnd/POWER") == ParsedTopic{Prefix::cmnd, "p", "POWER"});
  CHECK(topic.parse("home/p/LWT") == ParsedTopic{Prefix::tele, "p", "LWT"});
}

TEST_CASE("tasmota 1: only the last level is the command") {
  const FullTopic topic;
  CHECK(topic.parse("cmnd/plug_kitchen/POWER") == ParsedTopic{Prefix::cmnd, "plug_kitchen", "POWER"});
  CHECK(topic.parse("cmnd/plug_kitchen/a/b/POWER") == ParsedTopic{Prefix::cmnd, "plug_kitchen", "POWER"});
  CHECK(topic.parse("tele/plug_kitchen/LWT") == ParsedTopic{Prefix::tele, "plug_kitchen", "LWT"});
  CHECK(topic.parse("stat/plug_kitchen/RESULT") == ParsedTopic{Prefix::stat, "plug_kitchen", "RESULT"});
}

TEST_CASE("a topic that ends in a slash has an empty command, one without command is none of ours") {
  const FullTopic topic;
  CHECK(topic.parse("cmnd/plug/") == ParsedTopic{Prefix::cmnd, "plug", ""});
  CHECK_FALSE(topic.parse("cmnd/plug"));  // "cmnd/+/#" delivers this too
  CHECK_FALSE(topic.parse("cmnd/"));
  CHECK_FALSE(topic.parse("cmnd"));
  CHECK_FALSE(topic.parse(""));
}

TEST_CASE("tasmota 1: prefix and topic are case-sensitive") {
  CHECK_FALSE(FullTopic().parse("CMND/plug/POWER"));
  CHECK_FALSE(FullTopic().parse("Cmnd/plug/POWER"));
  CHECK(FullTopic().parse("cmnd/PLUG/POWER")->topic == "PLUG");
}

TEST_CASE("foreign topics are told apart from ours") {
  const FullTopic topic;
  for (const std::string_view foreign : {"homeassistant/plug/POWER", "cmndx/plug/POWER", "xcmnd/plug/POWER",
                                         "cmnd//POWER", "/cmnd/plug/POWER", "$SYS/x/y"}) {
    CAPTURE(foreign);
    CHECK_FALSE(topic.parse(foreign));
  }
}

TEST_CASE("hostile topics are taken apart without harm") {
  const FullTopic topic;
  CHECK(topic.parse("cmnd/+/#") == ParsedTopic{Prefix::cmnd, "+", "#"});
  CHECK(topic.parse(std::string_view("cmnd/\0/\xff", 8)) ==
        ParsedTopic{Prefix::cmnd, std::string_view("\0", 1), "\xff"});
  CHECK(topic.parse("cmnd////POWER") == std::nullopt);
  const std::string longest = "cmnd/" + std::string(65'000, 'a') + "/" + std::string(500, 'B');
  CHECK(topic.parse(longest)->last_level.size() == 500);
  const std::string deep = "cmnd/p" + std::string(60'000, '/') + "POWER";
  CHECK(topic.parse(deep) == ParsedTopic{Prefix::cmnd, "p", "POWER"});
}

TEST_CASE("a level may hold more than its token, and its filter is still a whole level") {
  const FullTopic topic = pattern("%prefix%/house_%topic%_eg/");
  CHECK(topic.command_filter() == "cmnd/+/#");
  CHECK(topic.build(Prefix::stat, "plug", "RESULT") == "stat/house_plug_eg/RESULT");
  CHECK(topic.parse("cmnd/house_plug_eg/POWER") == ParsedTopic{Prefix::cmnd, "plug", "POWER"});
  CHECK_FALSE(topic.parse("cmnd/house__eg/POWER"));
  CHECK_FALSE(topic.parse("cmnd/house_plug/POWER"));
  CHECK_FALSE(topic.parse("cmnd/plug_eg/POWER"));
}

TEST_CASE("what is built is parsed again, whatever the pattern") {
  for (const std::string_view text : {"%prefix%/%topic%/", "%topic%/%prefix%/", "a/b/%topic%/c/%prefix%/d", "%topic%",
                                      "/x%prefix%y/z%topic%", "home/%topic%/"}) {
    CAPTURE(text);
    const FullTopic topic = pattern(text);
    CHECK(topic.parse(topic.build(Prefix::cmnd, "plug", "POWER")) == ParsedTopic{Prefix::cmnd, "plug", "POWER"});
    const std::string report = topic.build(Prefix::tele, "plug", "LWT");
    CHECK(topic.parse(report) == ParsedTopic{Prefix::tele, "plug", "LWT"});
  }
}

TEST_CASE("a pattern that cannot tell devices apart is refused with its cause") {
  CHECK(refusal("%prefix%/plug/").find("needs %topic% exactly once") != std::string::npos);
  CHECK(refusal("%topic%/%topic%/").find("needs %topic% exactly once") != std::string::npos);
  CHECK(refusal("").find("needs %topic%") != std::string::npos);
  CHECK(refusal("%prefix%/%prefix%/%topic%/").find("%prefix% more than once") != std::string::npos);
  CHECK(refusal("%prefix%%topic%/").find("two tokens in one level") != std::string::npos);
  CHECK(refusal("%prefix%-%topic%/").find("two tokens in one level") != std::string::npos);
  CHECK(refusal("%prefix%/%hostname%/%topic%/").find("'%'") != std::string::npos);
  CHECK(refusal("%prefix%/%Topic%/").find("'%'") != std::string::npos);
  CHECK(refusal("%prefix%/%topic%/" + std::string(100, 'x')).find("longer than 100") != std::string::npos);
  CHECK(refusal("%prefix%/\x01/%topic%/").find("character") != std::string::npos);
  CHECK(refusal("%prefix%/\xff/%topic%/").find("character") != std::string::npos);
}

TEST_CASE("a device topic is one plain level that is no prefix") {
  for (const std::string_view good : {"presa1", "plug_kitchen", "Küche", "a", "DVES_7A1B2C_fb", "%topic%"}) {
    CAPTURE(good);
    CHECK(is_device_topic(good));
  }
  for (const std::string_view bad :
       {"", "a/b", "a+", "#", "a b", "a\t", "$SYS", "cmnd", "stat", "tele", "\xff", "\x7f"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_device_topic(bad));
  }
  CHECK(is_device_topic(std::string(64, 'x')));
  CHECK_FALSE(is_device_topic(std::string(65, 'x')));
}
