// lib/families/tuya/version.h.

#include "families/tuya/version.h"

#include <doctest/doctest.h>

namespace presad::tuya {

TEST_CASE("each version has its text, both ways") {
  for (const Version version : {Version::v3_1, Version::v3_2, Version::v3_3, Version::v3_4, Version::v3_5})
    CHECK(parse_version(name(version)) == version);
  CHECK(name(Version::v3_4) == "3.4");
}

TEST_CASE("nothing else is a version") {
  for (const std::string_view text : {"", "3", "3.", "3.0", "3.6", "3.33", " 3.3", "3.3 ", "v3.3", "3,3", "4.3"}) {
    CAPTURE(text);
    CHECK(!parse_version(text).has_value());
  }
}

TEST_CASE("3.4 and 3.5 negotiate a key") {
  CHECK(!negotiates_session_key(Version::v3_1));
  CHECK(!negotiates_session_key(Version::v3_3));
  CHECK(negotiates_session_key(Version::v3_4));
  CHECK(negotiates_session_key(Version::v3_5));
}

}  // namespace presad::tuya
