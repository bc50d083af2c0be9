// Every vector of single frames, both ways, and what can be generated from them.

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "families/tuya/payload.h"
#include "unit/tuya/vector_wire.h"

namespace presad::tuya::test {
namespace {

using presad::test::chosen_vectors;
using presad::test::load_vectors;
using presad::test::own_vectors;

bool is_frame(const Vector& vector) { return vector.kind().starts_with("frame"); }

/// The message in `frame`, when it is just that.
void check_decodes(const Vector& vector, ByteView frame, const Message& expected) {
  Wire reader = reader_for(vector);
  const Drained drained = feed(reader, frame);
  CHECK(drained.faults.empty());
  CHECK(reader.pending() == 0);
  REQUIRE(drained.messages.size() == 1);
  Message message = drained.messages.front();
  CHECK(message.sequence_number == expected.sequence_number);
  CHECK(message.command == expected.command);
  CHECK(message.return_code == expected.return_code);
  CHECK(message.payload == expected.payload);
  const bool header_told =
      vector.has("header15") || (vector.has("version_header") && !vector.boolean("version_header"));
  if (header_told) CHECK(message.version_header == expected.version_header);
}

}  // namespace

TEST_CASE("the folder holds vectors, and every kind in it is known") {
  const std::set<std::string> ours = {"frame",  "frame_no_retcode", "frame_plain_error", "stream",
                                      "reject", "handshake",        "transcript",        "udp"};
  const std::set<std::string> of_bulbs = {"colour_encode", "colour_encode_hsv", "colour_reject", "scene_opaque"};
  std::map<std::string, int> counts;
  int skipped = 0;
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    ++counts[vector.kind()];
    if (of_bulbs.contains(vector.kind())) {
      ++skipped;
    } else {
      CHECK_MESSAGE(ours.contains(vector.kind()), "unknown kind ", vector.kind());
    }
  }
  CHECK(!counts.empty());
  MESSAGE("vectors from ", chosen_vectors().string());
  for (const auto& [kind, count] : counts) MESSAGE(count, " of ", kind);
  if (skipped > 0) MESSAGE(skipped, " vectors of bulb colours and scenes skipped: presad has no bulbs yet");
}

TEST_CASE("every frame decodes to what its vector says") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (!is_frame(vector)) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    check_decodes(vector, vector.bytes("frame"), message_of(vector));
  }
}

TEST_CASE("every client frame encodes to exactly its bytes") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "frame" || writer_of(vector) != Role::client) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    Message message = message_of(vector);
    if (vector.has("version_header") && !vector.boolean("version_header")) message.version_header.reset();
    ScriptedRandom random = random_of(vector);
    CHECK(writer_for(vector).encode(message, random) == vector.bytes("frame"));
  }
}

TEST_CASE("every device frame, encoded again, says the same") {
  const bool own = chosen_vectors() == own_vectors();
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "frame" || writer_of(vector) != Role::device) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    const Message message = message_of(vector);
    SeededRandom dice(1);
    ScriptedRandom script = random_of(vector);
    RandomSource& random = vector.has("iv") ? static_cast<RandomSource&>(script) : dice;
    const Bytes encoded = writer_for(vector).encode(message, random);
    check_decodes(vector, encoded, message);
    // One vector has a wrong signature on purpose, which no client checks.
    if (own && vector.name() != "push_bad_md5_accept_and_warn") CHECK(encoded == vector.bytes("frame"));
  }
}

TEST_CASE("every client frame is a request that a plug model understands") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "frame" || writer_of(vector) != Role::client || vector.has("keyed_with")) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    const auto request = parse_request(message_of(vector));
    REQUIRE(request.has_value());
    CHECK(request->kind != Request::Kind::unknown);
  }
}

TEST_CASE("every device frame is a report, with the datapoints that its JSON lists") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (!is_frame(vector) || writer_of(vector) != Role::device || vector.has("keyed_with")) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    const Message message = message_of(vector);
    const auto report = parse_report(message);
    REQUIRE(report.has_value());
    const auto json = parse_json(message.payload);
    if (!json) {
      CHECK(report->error_text == message.payload);
      continue;
    }
    const Json* dps = json->find("dps");
    if (dps == nullptr && json->find("data") != nullptr) dps = json->find("data")->find("dps");
    CHECK(report->carries_datapoints == (dps != nullptr));
    if (dps == nullptr) continue;
    std::size_t told = 0;
    for (const auto& [id, value] : *dps->object()) told += value.is_null() ? 0U : 1U;
    CHECK(report->datapoints.size() == told);
  }
}

TEST_CASE("every truncation of every frame waits or is refused") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (!is_frame(vector)) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    const Bytes frame = vector.bytes("frame");
    for (std::size_t size = 0; size < frame.size(); ++size) {
      Wire reader = reader_for(vector);
      if (!feed(reader, ByteView(frame).first(size)).messages.empty()) FAIL_CHECK("a message from ", size, " bytes");
    }
  }
}

TEST_CASE("every flipped bit of every frame is refused") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (!is_frame(vector)) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    Bytes frame = vector.bytes("frame");
    for (std::size_t bit = 0; bit < frame.size() * 8; ++bit) {
      const auto mask = static_cast<std::uint8_t>(1U << bit % 8);
      frame[bit / 8] ^= mask;
      Wire reader = reader_for(vector);
      if (!feed(reader, frame).messages.empty()) FAIL_CHECK("a message although bit ", bit, " was flipped");
      frame[bit / 8] ^= mask;
    }
  }
}

}  // namespace presad::tuya::test
