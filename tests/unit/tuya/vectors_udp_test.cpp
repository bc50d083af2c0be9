// Every datagram among the vectors, both ways.

#include <doctest/doctest.h>

#include "families/tuya/announcement.h"
#include "unit/tuya/vector_wire.h"

namespace presad::tuya::test {
namespace {

using presad::test::chosen_vectors;
using presad::test::load_vectors;

bool is_probe(const Vector& vector) {
  return vector.has("direction") && vector.text("direction").starts_with("client");
}

}  // namespace

TEST_CASE("every announcement is read whatever its form, and says the same when sent again") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "udp" || is_probe(vector)) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    const auto json = parse_json(vector.text("payload"));
    REQUIRE(json.has_value());
    const Vector members(vector.file(), *json);
    const auto announcement = decode_announcement(vector.bytes("frame"));
    REQUIRE(announcement.has_value());
    CHECK(announcement->device_id == members.text("gwId"));
    CHECK(announcement->address == members.text("ip"));
    CHECK(announcement->product_key == members.text("productKey"));
    CHECK(announcement->version == parse_version(vector.text("device_version")));

    SeededRandom random(3);
    const auto again = decode_announcement(encode_announcement(*announcement, random));
    REQUIRE(again.has_value());
    CHECK(*again == *announcement);
    CHECK(!decode_probe(vector.bytes("frame")).has_value());
  }
}

TEST_CASE("every probe is told from an announcement, with the address it wants its answers at") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "udp" || !is_probe(vector)) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    const auto json = parse_json(vector.text("payload"));
    REQUIRE(json.has_value());
    const Vector members(vector.file(), *json);
    const auto probe = decode_probe(vector.bytes("frame"));
    REQUIRE(probe.has_value());
    CHECK(probe->address == members.text("ip"));
    const auto announcement = decode_announcement(vector.bytes("frame"));
    REQUIRE(!announcement.has_value());
    CHECK(announcement.error().kind == ErrorKind::unsupported);
  }
}

TEST_CASE("every truncated and every flipped datagram is refused, save the form that nothing guards") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "udp" || vector.text("form") == "bare-ecb") continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    Bytes datagram = vector.bytes("frame");
    for (std::size_t size = 0; size < datagram.size(); ++size) {
      const ByteView cut = ByteView(datagram).first(size);
      if (decode_announcement(cut) || decode_probe(cut)) FAIL_CHECK("taken with ", size, " bytes");
    }
    for (std::size_t bit = 0; bit < datagram.size() * 8; ++bit) {
      const auto mask = static_cast<std::uint8_t>(1U << bit % 8);
      datagram[bit / 8] ^= mask;
      if (decode_announcement(datagram) || decode_probe(datagram))
        FAIL_CHECK("taken although bit ", bit, " was flipped");
      datagram[bit / 8] ^= mask;
    }
  }
}

}  // namespace presad::tuya::test
