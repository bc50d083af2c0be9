#include "mqtt/host_lookup.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using namespace presad;
using namespace presad::mqtt;

namespace {

bool says(const std::optional<ConnectFailure>& failure, const std::string& word) {
  return failure && failure->what.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("the local addresses of a name are left, in their order") {
  const auto judgement = judge_host({"broker.lan", {"fd00::2", "203.0.113.7", "192.168.1.2"}, {}}, LocalNetwork());
  CHECK_FALSE(judgement.failure);
  CHECK(judgement.addresses == std::vector<std::string>{"fd00::2", "192.168.1.2"});
}

TEST_CASE("a name of the internet is refused, with its addresses and what to do") {
  const auto judgement = judge_host({"broker.lan", {"203.0.113.7", "2001:db8::7"}, {}}, LocalNetwork());
  CHECK(judgement.addresses.empty());
  REQUIRE(judgement.failure);
  CHECK(judgement.failure->kind == ConnectFailure::Kind::name);
  CHECK(says(judgement.failure, "\"broker.lan\" is 203.0.113.7, 2001:db8::7, not on the local network"));
  CHECK(says(judgement.failure, "allow_addresses"));
}

TEST_CASE("an address that is allowed besides is taken") {
  const LocalNetwork network(parse_address_ranges("203.0.113.0/24").value());
  CHECK(judge_host({"broker.lan", {"203.0.113.7"}, {}}, network).addresses.size() == 1);
}

TEST_CASE("an address that is not one device's is none") {
  CHECK(judge_host({"broker.lan", {"0.0.0.0"}, {}}, LocalNetwork()).failure);
  CHECK(judge_host({"broker.lan", {"224.0.0.1"}, {}}, LocalNetwork()).failure);
}

TEST_CASE("a name that nobody knows is told with the resolver's word; what is no text is shown escaped") {
  const auto judgement = judge_host({"broker\x1b[2J.lan", {}, "Name or service not known"}, LocalNetwork());
  CHECK(says(judgement.failure, "no address for the name"));
  CHECK(says(judgement.failure, "Name or service not known"));
  CHECK(says(judgement.failure, "mqtt.url"));
  CHECK_FALSE(says(judgement.failure, "\x1b"));
}
