#include "daemon/options.h"

#include <doctest/doctest.h>

#include <array>

using namespace presad;

TEST_CASE("the memory is kept where --state says, else where systemd does, else where the package puts it") {
  constexpr std::array<const char*, 3> arguments{"presad", "--state", "/srv/presad"};
  int exit_code = 0;
  const auto given = parse_options(static_cast<int>(arguments.size()), arguments.data(), exit_code);
  REQUIRE(given);
  CHECK(state_folder(*given, "/var/lib/private/presad") == "/srv/presad");
  CHECK(state_folder({}, "/var/lib/private/presad") == "/var/lib/private/presad");
  CHECK(state_folder({}, "/var/lib/first:/var/lib/second") == "/var/lib/first");
  CHECK(state_folder({}, "") == "/var/lib/presad");
}
