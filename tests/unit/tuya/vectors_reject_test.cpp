// Every vector of damaged or hostile input: refused, and what follows it is read.

#include <doctest/doctest.h>

#include "families/tuya/announcement.h"
#include "families/tuya/payload.h"
#include "families/tuya/session_key.h"
#include "unit/tuya/vector_wire.h"

namespace presad::tuya::test {
namespace {

using presad::test::chosen_vectors;
using presad::test::load_vectors;

bool is_datagram(const Vector& vector) { return vector.has("port"); }

/// The frame is intact; what it says is not. Refused by whoever reads the meaning.
void check_meaning_refused(const Vector& vector, const Message& message) {
  const std::string cause = vector.text("expect");
  if (cause == "json") {
    const bool refused = writer_of(vector) == Role::device ? !parse_report(message) : !parse_request(message);
    CHECK_MESSAGE(refused, "broken JSON was taken");
    return;
  }
  REQUIRE_MESSAGE(cause.starts_with("handshake_"), "a message from a frame that should be refused: ", cause);
  Nonce nonce{};
  const Bytes bytes = vector.bytes("local_nonce");
  std::copy_n(bytes.begin(), nonce.size(), nonce.begin());
  const auto remote_nonce = check_session_key_response(key_of(vector), nonce, message);
  REQUIRE(!remote_nonce.has_value());
  CHECK(remote_nonce.error().kind == (cause == "handshake_short" ? ErrorKind::malformed : ErrorKind::integrity));
}

}  // namespace

TEST_CASE("no hostile frame delivers a message that is taken") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "reject" || is_datagram(vector)) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    Wire reader = reader_for(vector);
    const Drained drained = feed(reader, vector.bytes("frame"));
    for (const Message& message : drained.messages) check_meaning_refused(vector, message);
    if (vector.text("expect") == "incomplete") {
      CHECK(reader.pending() > 0);
    } else {
      CHECK(drained.messages.size() + drained.faults.size() + reader.pending() > 0);  // nothing vanishes untold
    }
  }
}

TEST_CASE("behind every hostile frame the stream finds its step again") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "reject" || is_datagram(vector)) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    Wire reader = reader_for(vector);
    feed(reader, vector.bytes("frame"));

    // An incomplete frame swallows what follows, up to its length and never more; then nothing is lost.
    Wire writer = writer_for(vector);
    SeededRandom random(2);
    Message good;
    good.command = CommandCode::heart_beat;
    if (writer_of(vector) == Role::device) good.return_code = 0;
    std::size_t sent = 0;
    bool in_step = false;
    while (sent <= max_frame_size + 1024) {
      ++good.sequence_number;
      const Bytes frame = writer.encode(good, random);
      sent += frame.size();
      const Drained drained = feed(reader, frame);
      if (in_step) {
        REQUIRE(drained.messages.size() == 1);
        REQUIRE(drained.faults.empty());
      }
      in_step = in_step || !drained.messages.empty();
      if (!drained.messages.empty()) REQUIRE(drained.messages.back() == good);
    }
    CHECK(in_step);
  }
}

TEST_CASE("every hostile datagram is refused") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "reject" || !is_datagram(vector)) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    CHECK(!decode_announcement(vector.bytes("frame")).has_value());
    CHECK(!decode_probe(vector.bytes("frame")).has_value());
  }
}

}  // namespace presad::tuya::test
