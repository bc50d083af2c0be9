#include "families/local_address.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad;

TEST_CASE("addresses of the local network are local, up to the edges of their ranges") {
  for (const char* text : {"127.0.0.1", "127.255.255.254", "10.0.0.0", "10.255.255.255", "172.16.0.1", "172.31.255.255",
                           "192.168.0.1", "192.168.255.254", "169.254.1.1", "100.64.0.1", "100.127.255.255", "::1",
                           "fe80::1", "febf::1", "fe80::1%eth0", "fc00::1", "fdff::1", "::ffff:10.0.0.1"}) {
    CAPTURE(text);
    CHECK(classify_address(text) == AddressKind::local);
  }
}

TEST_CASE("public addresses are told from local ones, right beside the edges too") {
  for (const char* text : {"8.8.8.8", "11.0.0.0", "9.255.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255",
                           "192.169.0.0", "169.253.0.1", "100.63.255.255", "100.128.0.0", "126.255.255.255",
                           "128.0.0.1", "2001:db8::1", "fec0::1", "fb00::1", "::ffff:8.8.8.8", "::2"}) {
    CAPTURE(text);
    CHECK(classify_address(text) == AddressKind::elsewhere);
  }
}

TEST_CASE("addresses of nobody and of everybody are no device's") {
  for (const char* text : {"0.0.0.0", "255.255.255.255", "224.0.0.251", "239.1.1.1", "240.0.0.1", "::", "ff02::1",
                           "::ffff:255.255.255.255"}) {
    CAPTURE(text);
    CHECK(classify_address(text) == AddressKind::everywhere);
  }
}

TEST_CASE("what is not numeric is not looked up") {
  for (const std::string& text :
       {std::string(), std::string("plug.lan"), std::string("10.0.0"), std::string("10.0.0.256"),
        std::string("10.0.0.1:6668"), std::string("10.0.0.01x"), std::string(" 10.0.0.1"), std::string("[::1]"),
        std::string("fe80::1%"), std::string("fe80::1%a/b"), std::string("10.0.0.1\0x", 10), std::string("0x7f.1")}) {
    CAPTURE(text);
    CHECK(classify_address(text) == AddressKind::not_numeric);
  }
}
