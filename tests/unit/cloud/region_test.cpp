#include "cloud/region.h"

#include <doctest/doctest.h>

namespace presad::cloud {

TEST_CASE("a region is found by its word in any case, another word is answered with all of them") {
  CHECK(find_region("EU")->host == "openapi.tuyaeu.com");
  CHECK(find_region("us-e")->host == "openapi-ueaz.tuyaus.com");
  const auto none = find_region("europe");
  REQUIRE(!none);
  CHECK(none.error().kind == ErrorKind::bad_config);
  CHECK(none.error().what == "\"europe\" is not a region; expected one of eu, eu-w, us, us-e, cn, in, sg");
}

TEST_CASE("every region is another host of the vendor's, and a server that may be asked") {
  for (const Region& region : regions()) {
    CAPTURE(region.word);
    CHECK(region.host.starts_with("openapi"));
    CHECK(check_server("https://" + std::string(region.host)).has_value());
    for (const Region& other : regions()) CHECK((&other == &region || other.host != region.host));
  }
}

TEST_CASE("a server for tests is https, or http on this computer, and nothing behind it") {
  CHECK(check_server("https://127.0.0.1:8443/").value() == "https://127.0.0.1:8443");
  CHECK(check_server("http://127.0.0.1:80").value() == "http://127.0.0.1:80");
  CHECK(check_server("http://localhost:1").has_value());
  CHECK(check_server("http://[::1]:8080").has_value());
  CHECK(check_server("http://[::1]").has_value());
  for (const char* const bad : {"", "openapi.tuyaeu.com", "ftp://127.0.0.1", "http://openapi.tuyaeu.com",
                                "http://127.0.0.1.evil.example", "http://127.0.0.1@evil.example", "http://10.0.0.1",
                                "https://a/b", "https://a?b", "https://user@a", "https://a:", "https://a:99x",
                                "http://", "https://a b", "http://127.0.0", "http://127.0.0.1.", "http://127.1"}) {
    CAPTURE(bad);
    const auto server = check_server(bad);
    REQUIRE(!server);
    CHECK(server.error().kind == ErrorKind::bad_config);
  }
}

}  // namespace presad::cloud
