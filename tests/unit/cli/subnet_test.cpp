#include "cli/subnet.h"

#include <doctest/doctest.h>

using namespace presad;
using namespace presad::cli;

TEST_CASE("a subnet is its addresses, without the network's own and the one for broadcasts") {
  const auto addresses = addresses_of_subnet("192.168.1.0/24");
  REQUIRE(addresses);
  CHECK(addresses->size() == 254);
  CHECK(addresses->front() == "192.168.1.1");
  CHECK(addresses->back() == "192.168.1.254");
  CHECK(*addresses_of_subnet("192.168.1.77/24") == *addresses);
  CHECK(*addresses_of_subnet("10.0.0.8/31") == std::vector<std::string>{"10.0.0.8", "10.0.0.9"});
  CHECK(*addresses_of_subnet("127.0.0.5") == std::vector<std::string>{"127.0.0.5"});
  CHECK(addresses_of_subnet("172.16.0.0/20")->size() == 4094);
}

TEST_CASE("no subnet, one of the internet, and one too large are refused") {
  for (const char* text : {"", "192.168.1", "192.168.1.0/33", "192.168.1.0/", "fe80::/64", "::ffff:10.0.0.0/120",
                           "8.8.8.0/24", "192.168.0.0/19", "10.0.0.0/8", "224.0.0.0/24", "255.255.255.255",
                           "100.64.0.0/24", "eth0", "192.168.1.0/24 10.0.0.0/24"}) {
    INFO(text);
    CHECK_FALSE(addresses_of_subnet(text));
  }
}
