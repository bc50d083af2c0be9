// lib/families/tuya/announcement.h: every form, and what only looks like one.

#include "families/tuya/announcement.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "crypto/aes.h"
#include "crypto/digest.h"
#include "families/tuya/frame.h"
#include "unit/tuya/vector_wire.h"

namespace presad::tuya::test {
namespace {

using presad::test::own_vector;

const Bytes announcement_key = from_hex("6c1ec8e2bb9bb59ab50b0daf649b410a").value();

Announcement sample(std::optional<Version> version) {
  return {"bf33a1b2c3d4e5f6a7b8c9", "192.0.2.10", version, "keydeadbeef12345"};
}

Result<Announcement> decode_text(std::string_view text) { return decode_announcement(as_bytes(text)); }

}  // namespace

TEST_CASE("the key is the MD5 of its well-known phrase") {
  CHECK(to_hex(crypto::md5(as_bytes("yGAdlopoPVldABfn"))) == to_hex(announcement_key));
}

TEST_CASE("each version announces itself with exactly the bytes of its vector") {
  const std::pair<Version, std::string_view> rows[] = {{Version::v3_1, "udp_6666_v31"},
                                                       {Version::v3_2, "udp_6667_v32"},
                                                       {Version::v3_3, "udp_6667_v33"},
                                                       {Version::v3_4, "udp_6667_v34"},
                                                       {Version::v3_5, "udp_6667_v35_retcode"}};
  for (const auto& [version, vector_name] : rows) {
    CAPTURE(vector_name);
    const Vector vector = own_vector("udp.json", vector_name);
    ScriptedRandom random = random_of(vector);
    CHECK(encode_announcement(sample(version), random) == vector.bytes("frame"));
    CHECK(decode_announcement(vector.bytes("frame")).value() == sample(version));
  }
}

TEST_CASE("without a version a device announces itself as 3.3") {
  SeededRandom random(1);
  CHECK(decode_announcement(encode_announcement(sample(std::nullopt), random))->version == Version::v3_3);
}

TEST_CASE("the probe has exactly the bytes of its vector and reads back") {
  const Vector vector = own_vector("udp.json", "udp_7000_app_request");
  ScriptedRandom random = random_of(vector);
  CHECK(encode_probe("192.0.2.77", random) == vector.bytes("frame"));
  CHECK(decode_probe(vector.bytes("frame"))->address == "192.0.2.77");
}

TEST_CASE("bare JSON and bare ciphertext are announcements too") {
  const std::string text = R"({"gwId":"abc","ip":"192.0.2.1","version":"3.4"})";
  CHECK(decode_text(text)->device_id == "abc");
  CHECK(decode_announcement(crypto::encrypt_ecb(announcement_key, as_bytes(text)))->version == Version::v3_4);
}

TEST_CASE("no device is lost because its ciphertext happens to begin like JSON") {
  SeededRandom random(1);
  int begin_like_json = 0;
  for (unsigned host = 0; host < 4096; ++host) {
    Announcement announcement = sample(host % 2 == 0 ? Version::v3_3 : Version::v3_1);
    announcement.address = "10.0." + std::to_string(host / 256) + "." + std::to_string(host % 256);
    const Bytes datagram = encode_announcement(announcement, random);
    if (datagram[20] == '{') ++begin_like_json;
    const auto decoded = decode_announcement(datagram);
    REQUIRE(decoded.has_value());
    REQUIRE(*decoded == announcement);
  }
  CHECK(begin_like_json > 2048);  // those of 3.1, and then some
}

TEST_CASE("a version that is absent or unknown does not cost the announcement") {
  CHECK(!decode_text(R"({"gwId":"abc"})")->version.has_value());
  CHECK(!decode_text(R"({"gwId":"abc","version":"9.9"})")->version.has_value());
  CHECK(!decode_text(R"({"gwId":"abc","version":3.3})")->version.has_value());
}

TEST_CASE("an announcement without a usable gwId is malformed") {
  for (const char* text : {"{}", R"({"gwId":""})", R"({"gwId":7})", R"({"ip":"192.0.2.1"})", "[]", "{", "null"}) {
    CAPTURE(text);
    const auto announcement = decode_text(text);
    REQUIRE(!announcement.has_value());
    CHECK(announcement.error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("members longer than any real one are refused") {
  const std::string long_text(65, 'x');
  CHECK(!decode_text("{\"gwId\":\"" + long_text + "\"}").has_value());
  CHECK(!decode_text("{\"gwId\":\"a\",\"ip\":\"" + long_text + "\"}").has_value());
  CHECK(!decode_text("{\"gwId\":\"a\",\"productKey\":\"" + long_text + "\"}").has_value());
  CHECK(decode_text("{\"gwId\":\"" + long_text.substr(1) + "\"}").has_value());
}

TEST_CASE("a probe is no announcement and an announcement no probe") {
  SeededRandom random(1);
  const auto announcement = decode_announcement(encode_probe("192.0.2.77", random));
  REQUIRE(!announcement.has_value());
  CHECK(announcement.error().kind == ErrorKind::unsupported);
  const auto probe = decode_probe(encode_announcement(sample(Version::v3_5), random));
  REQUIRE(!probe.has_value());
  CHECK(probe.error().kind == ErrorKind::unsupported);
}

TEST_CASE("damage is told by its kind") {
  SeededRandom random(1);
  for (const Version version : {Version::v3_1, Version::v3_3, Version::v3_5}) {
    CAPTURE(name(version));
    Bytes datagram = encode_announcement(sample(version), random);
    datagram[40] ^= 1U;
    CHECK(decode_announcement(datagram).error().kind == ErrorKind::integrity);
    datagram[40] ^= 1U;
    datagram.pop_back();
    CHECK(decode_announcement(datagram).error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("random datagrams of any length are refused") {
  SeededRandom random(7);
  for (std::size_t size = 0; size < 400; ++size) {
    Bytes datagram(size);
    random.fill(datagram);
    CHECK(!decode_announcement(datagram).has_value());
    CHECK(!decode_probe(datagram).has_value());
  }
}

TEST_CASE("a datagram full of NULs or of nothing is refused") {
  CHECK(!decode_announcement({}).has_value());
  CHECK(!decode_announcement(Bytes(200)).has_value());
  CHECK(!decode_announcement(crypto::encrypt_ecb(announcement_key, {})).has_value());
}

}  // namespace presad::tuya::test
