#include "daemon/options.h"

#include <doctest/doctest.h>

#include <array>
#include <initializer_list>
#include <vector>

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

TEST_CASE("an instance keeps its memory apart") {
  Options site;
  site.instance = "site";
  CHECK(state_folder(site, "") == "/var/lib/presad/site");
  CHECK(state_folder(site, "/var/lib/presad/site") == "/var/lib/presad/site");
}

TEST_CASE("what ends with presad lies where systemd has it, else beside the memory") {
  CHECK(runtime_folder("", "/var/lib/presad") == "/var/lib/presad");
  CHECK(runtime_folder("/run/presad", "/var/lib/presad") == "/run/presad");
  CHECK(runtime_folder("/run/presad:/run/other", "/var/lib/presad") == "/run/presad");
}

TEST_CASE("presa is answered where it was said, else in the runtime folder") {
  Options options;
  CHECK(control_socket(options, "/run/presad") == "/run/presad/control");
  options.control = "/tmp/socket";
  CHECK(control_socket(options, "/run/presad") == "/tmp/socket");
}

TEST_CASE("a mistake on the command line has a status of its own, for the unit not to try again") {
  const auto status_of = [](std::initializer_list<const char*> words) {
    std::vector<const char*> arguments{"presad"};
    arguments.insert(arguments.end(), words);
    int exit_code = -1;
    CHECK_FALSE(parse_options(static_cast<int>(arguments.size()), arguments.data(), exit_code));
    return exit_code;
  };
  CHECK(status_of({"--cofnig", "x"}) == exit_usage);
  CHECK(status_of({"--instance", "a/b"}) == exit_usage);
  CHECK(status_of({"--help"}) == 0);
}
