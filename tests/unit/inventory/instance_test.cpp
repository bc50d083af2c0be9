#include "inventory/instance.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;

TEST_CASE("an instance's name needs no quoting in a topic, a path or a unit's name") {
  for (const char* name : {"site", "Site-2", "a", "x_y"}) CHECK(is_instance_name(name));
  for (const char* name : {"", "a b", "a/b", "../x", "a+", "#", "a.b", "caff\xc3\xa8", "%i"}) {
    CAPTURE(name);
    CHECK_FALSE(is_instance_name(name));
  }
  CHECK(is_instance_name(std::string(32, 'x')));
  CHECK_FALSE(is_instance_name(std::string(33, 'x')));
}

TEST_CASE("the first presad is presad, an instance is named behind it") {
  CHECK(own_topic_of("") == "presad");
  CHECK(own_topic_of("site") == "presad_site");
}

TEST_CASE("the mark is the topic and the host, the same each time") {
  const std::string mark = mark_on_this_host("presad_site");
  CHECK(mark.starts_with("presad_site-"));
  CHECK(mark == mark_on_this_host("presad_site"));
}
