// presa record: what is replaced in payloads, and what a conversation becomes.

#include "cli/record/record.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "cli/record/record_report.h"
#include "cli/record/substitutes.h"
#include "cli/record/vectors.h"
#include "crypto/base64.h"
#include "families/tuya/payload.h"
#include "families/tuya/wire.h"

using namespace presad;
using namespace presad::cli;

namespace {

const std::string device_id = "bf0123456789abcdefghij";
const std::string true_key = "0a1b2c3d4e5f6071";

tuya::Key key_of(std::string_view text) { return tuya::Key(as_bytes(text).first<16>()); }

Bytes said(tuya::Version version, tuya::Role writer, std::string payload) {
  SeededRandom random(7);
  tuya::Message message;
  message.sequence_number = 5;
  message.command = tuya::CommandCode::status;
  if (writer == tuya::Role::device) message.return_code = 0;
  message.payload = std::move(payload);
  return tuya::Wire(version, key_of(true_key), writer).encode(message, random);
}

Vectors vectors_of(std::vector<Piece> pieces) {
  SeededRandom random(1);
  return make_vectors({device_id, key_of(true_key), {"10.0.0.129"}, {{tuya::Version::v3_3, std::move(pieces)}}},
                      "a test", random);
}

}  // namespace

TEST_CASE("ids get substitutes of the same length, the same ones each time, and nothing else changes") {
  SeededRandom random(1);
  Substitutes substitutes(random);
  substitutes.add(device_id);
  const std::string payload =
      R"({"devId": ")" + device_id + R"(","dps":{"1":true,"9":"uid"},"cids":["a1","b2"],"ip":"10.0.0.1"})";
  const std::string other = substitutes.apply(payload);
  CHECK(other.size() == payload.size());
  CHECK(other.find(device_id) == std::string::npos);
  CHECK(other.find("10.0.0.1") == std::string::npos);
  CHECK(other.find("\"a1\"") == std::string::npos);
  CHECK(other.find(R"("dps":{"1":true,"9":"uid"})") != std::string::npos);
  CHECK(substitutes.apply(payload) == other);
}

TEST_CASE("an id that is no plain text is noticed, and its frame left out") {
  SeededRandom random(1);
  Substitutes substitutes(random);
  for (const char* const payload : {R"({"uid":1234567})", R"({"ssid":"M\u00fcller"})", R"({"uid":{"a":"b"}})",
                                    R"({"u\u0069d":"abcdef"})", R"({"data":"{\"uid\":\"abcdef\"}"})"}) {
    CAPTURE(payload);
    substitutes.apply(payload);
    CHECK(substitutes.overlooked());
  }
  substitutes.apply(R"({"devId":"abcdef","dps":{"1":true,"9":0},"cids":["a1"],"gwId":null})");
  CHECK_FALSE(substitutes.overlooked());

  const Vectors vectors = vectors_of(
      {{tuya::Role::device, said(tuya::Version::v3_3, tuya::Role::device, R"({"uid":1234567,"dps":{"1":true}})")}});
  CHECK(vectors.frames == 0);
  CHECK(vectors.left_out.size() == 1);
}

TEST_CASE("a secret is found in either case, in hex and in base64 wherever it begins") {
  SeededRandom random(1);
  Substitutes substitutes(random);
  substitutes.add(device_id);
  substitutes.add_address("10.0.0.129");
  CHECK(substitutes.betrayed_by("x" + to_upper(device_id)));
  CHECK(substitutes.betrayed_by(to_hex(as_bytes(device_id))));
  for (const char* before : {"", "x", "xx", "xxx"}) {
    CHECK(substitutes.betrayed_by(crypto::encode_base64(as_bytes(before + device_id + "after"))));
  }
  CHECK(substitutes.betrayed_by("0A000081"));
  CHECK_FALSE(substitutes.betrayed_by("bf0123456789"));
}

TEST_CASE("no block of the true frames is in the file, and what it says is") {
  const Bytes frame =
      said(tuya::Version::v3_3, tuya::Role::device, R"({"devId":")" + device_id + R"(","dps":{"1":true}})");
  const Vectors vectors = vectors_of({{tuya::Role::device, frame}});
  CHECK(vectors.frames == 1);
  CHECK(vectors.left_out.empty());
  CHECK(vectors.json.find("\\\"dps\\\":{\\\"1\\\":true}") != std::string::npos);
  for (std::size_t at = 20; at + 16 <= frame.size() - 8; at += 16) {
    CHECK(vectors.json.find(to_hex(ByteView(frame).subspan(at, 16))) == std::string::npos);
  }
}

TEST_CASE("what cannot be opened, or would tell a secret in other clothes, is left out and said to be") {
  Bytes damaged = said(tuya::Version::v3_3, tuya::Role::device, R"({"dps":{"1":true}})");
  damaged[30] ^= 1;
  const std::string clothed = R"({"dps":{"9":")" + crypto::encode_base64(as_bytes("x" + device_id)) + R"("}})";
  const Vectors vectors = vectors_of(
      {{tuya::Role::device, damaged}, {tuya::Role::device, said(tuya::Version::v3_3, tuya::Role::device, clothed)}});
  CHECK(vectors.frames == 0);
  CHECK(vectors.left_out.size() == 2);
  CHECK(vectors.json.find(to_hex(ByteView(damaged).subspan(32, 16))) == std::string::npos);
}

TEST_CASE("a report says what was written, what was left out, how long it took and what ended it") {
  Vectors vectors;
  vectors.frames = 7;
  vectors.left_out = {{2, "after 3 frames, device->client, 9 bytes: no frame"}};
  const RecordReport report{"presa1", "presa1.json", std::chrono::milliseconds(59'999), RecordingEnd::interrupted};
  CHECK(render_record(report, vectors) == "presa1.json: 7 frames, 1 left out; the key is \"presa-substitute\"\n");
  CHECK(render_record_json(report, vectors) ==
        R"({"topic":"presa1","file":"presa1.json","frames":7,"left_out":[{"connection":2,)"
        R"("why":"after 3 frames, device->client, 9 bytes: no frame"}],"key":"presa-substitute","seconds":59,)"
        R"("ended_by":"interrupted"})"
        "\n");
  const RecordReport full{"presa1", "a\x1b[m.json", std::chrono::seconds(4), RecordingEnd::size};
  CHECK(render_record(full, {}) ==
        "a\\x1b[m.json: 0 frames, 0 left out; the key is \"presa-substitute\"; it ended early, at 4 MiB\n");
  CHECK(
      render_record_json(full, {}).ends_with(R"("left_out":[],"key":"presa-substitute","seconds":4,"ended_by":"size"})"
                                             "\n"));
}

TEST_CASE("a span is seconds or minutes, an hour at most") {
  CHECK(parse_span("60s") == std::chrono::seconds(60));
  CHECK(parse_span("2m") == std::chrono::seconds(120));
  CHECK(parse_span("90") == std::chrono::seconds(90));
  for (const char* text : {"", "0s", "61m", "soon", "5h", "-1s", "3601"}) CHECK_FALSE(parse_span(text).has_value());
}
