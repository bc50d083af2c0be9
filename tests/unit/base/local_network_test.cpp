#include "base/local_network.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;

TEST_CASE("addresses of the local network are local, up to the edges of their ranges") {
  for (const char* text : {"127.0.0.1", "127.255.255.254", "10.0.0.0", "10.255.255.255", "172.16.0.1", "172.31.255.255",
                           "192.168.0.1", "192.168.255.254", "169.254.1.1", "::1", "fe80::1", "febf::1", "fe80::1%eth0",
                           "fc00::1", "fdff::1", "::ffff:10.0.0.1"}) {
    CAPTURE(text);
    CHECK(LocalNetwork().classify(text) == AddressKind::local);
  }
}

TEST_CASE("public addresses are told from local ones, right beside the edges too") {
  for (const char* text : {"8.8.8.8", "11.0.0.0", "9.255.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255",
                           "192.169.0.0", "169.253.0.1", "100.64.0.1", "100.127.255.255", "126.255.255.255",
                           "128.0.0.1", "2001:db8::1", "fec0::1", "fb00::1", "::ffff:8.8.8.8", "::2"}) {
    CAPTURE(text);
    CHECK(LocalNetwork().classify(text) == AddressKind::elsewhere);
  }
}

TEST_CASE("addresses of nobody and of everybody are no device's") {
  for (const char* text : {"0.0.0.0", "255.255.255.255", "224.0.0.251", "239.1.1.1", "240.0.0.1", "::", "ff02::1",
                           "::ffff:255.255.255.255"}) {
    CAPTURE(text);
    CHECK(LocalNetwork().classify(text) == AddressKind::everywhere);
  }
}

TEST_CASE("what is not numeric is not looked up") {
  for (const std::string& text :
       {std::string(), std::string("plug.lan"), std::string("10.0.0"), std::string("10.0.0.256"),
        std::string("10.0.0.1:6668"), std::string("10.0.0.01x"), std::string(" 10.0.0.1"), std::string("[::1]"),
        std::string("fe80::1%"), std::string("fe80::1%a/b"), std::string("10.0.0.1\0x", 10), std::string("0x7f.1")}) {
    CAPTURE(text);
    CHECK(LocalNetwork().classify(text) == AddressKind::not_numeric);
  }
}

TEST_CASE("what a person allows besides is local, up to its edges, and nothing else") {
  const auto ranges = parse_address_ranges("100.64.0.0/10, 2001:db8:1::/48 203.0.113.7");
  REQUIRE(ranges);
  const LocalNetwork network(*ranges);
  for (const char* text : {"100.64.0.0", "100.127.255.255", "2001:db8:1::1", "2001:db8:1:ffff::1", "203.0.113.7",
                           "::ffff:100.64.0.1", "10.0.0.1"}) {
    CAPTURE(text);
    CHECK(network.classify(text) == AddressKind::local);
  }
  for (const char* text : {"100.63.255.255", "100.128.0.0", "2001:db8:2::1", "203.0.113.8", "8.8.8.8"}) {
    CAPTURE(text);
    CHECK(network.classify(text) == AddressKind::elsewhere);
  }
  CHECK(network.classify("255.255.255.255") == AddressKind::everywhere);
}

TEST_CASE("half the internet is nobody's local network") {
  for (const char* text : {"0.0.0.0/0", "64.0.0.0/7", "::/0", "2000::/3", "2001::/15"}) {
    CAPTURE(text);
    const auto range = parse_address_range(text);
    REQUIRE_FALSE(range);
    CHECK(range.error().what == '"' + std::string(text) + "\" is far more than a local network");
  }
}

TEST_CASE("what is no range is refused whole") {
  for (const char* text : {"", "lan", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "10.0.0.0/-1", "fd00::/129", "/8",
                           "fe80::1%eth0/64", "10.0.0/8"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_address_range(text));
  }
  CHECK_FALSE(parse_address_ranges("100.64.0.0/10 lan"));
  CHECK(parse_address_ranges(" , ")->empty());
}
