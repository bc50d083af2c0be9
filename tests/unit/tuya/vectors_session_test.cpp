// The vectors of whole conversations: streams in pieces, key negotiation, transcripts.

#include <doctest/doctest.h>

#include "base/text.h"
#include "families/tuya/session_key.h"
#include "unit/tuya/vector_wire.h"

namespace presad::tuya::test {
namespace {

using presad::test::chosen_vectors;
using presad::test::load_vectors;

Nonce nonce_of(const Vector& vector, std::string_view key) {
  const Bytes bytes = vector.bytes(key);
  REQUIRE(bytes.size() == std::tuple_size_v<Nonce>);
  Nonce nonce{};
  std::copy_n(bytes.begin(), nonce.size(), nonce.begin());
  return nonce;
}

}  // namespace

TEST_CASE("every stream gives exactly its messages, in order") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "stream") continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    Wire reader = reader_for(vector);
    std::vector<Message> messages;
    for (const std::string& chunk : vector.texts("chunks")) {
      const auto bytes = from_hex(chunk);
      REQUIRE(bytes.has_value());
      const Drained drained = feed(reader, *bytes);
      messages.insert(messages.end(), drained.messages.begin(), drained.messages.end());
    }
    const Json::Array& expected = *vector.at("expect").array();
    REQUIRE(messages.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CAPTURE(i);
      const Vector wanted(vector.file(), expected[i]);
      CHECK(static_cast<std::int64_t>(messages[i].command) == wanted.number("command"));
      CHECK(messages[i].sequence_number == wanted.number("seq"));
      CHECK(messages[i].payload == wanted.text("payload"));
      CHECK(messages[i].return_code.has_value() == wanted.has("retcode"));
      if (wanted.has("retcode")) CHECK(messages[i].return_code.value_or(999) == wanted.number("retcode"));
    }
    // Up to three bytes that could begin a prefix of either format stay in any case.
    CHECK(static_cast<std::int64_t>(reader.pending()) <= std::max<std::int64_t>(3, vector.number("left_in_buffer")));
  }
}

TEST_CASE("every negotiation gives its proofs and its session key") {
  for (const Vector& vector : load_vectors(chosen_vectors())) {
    if (vector.kind() != "handshake") continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    const Key local_key = key_of(vector.bytes("key_hex"));
    const Nonce local_nonce = nonce_of(vector, "local_nonce");
    const Nonce remote_nonce = nonce_of(vector, "remote_nonce");
    const Message response = make_session_key_response(local_key, local_nonce, remote_nonce);
    CHECK(to_hex(as_bytes(response.payload)) == vector.text("remote_nonce") + vector.text("hmac_of_local_nonce"));
    const Message finish = make_session_key_finish(local_key, remote_nonce);
    CHECK(to_hex(as_bytes(finish.payload)) == vector.text("hmac_of_remote_nonce"));
    const Key session_key = derive_session_key(version_of(vector), local_key, local_nonce, remote_nonce);
    CHECK(to_hex(session_key.bytes()) == vector.text("session_key"));
  }
}

TEST_CASE("every transcript reads from its first frame to its last on one connection") {
  const auto vectors = load_vectors(chosen_vectors());
  for (const Vector& transcript : vectors) {
    if (transcript.kind() != "transcript") continue;
    CAPTURE(transcript.file());
    CAPTURE(transcript.name());
    const Key local_key = key_of(transcript.bytes("key_hex"));
    Wire client(version_of(transcript), local_key, Role::client);
    Wire device(version_of(transcript), local_key, Role::device);
    for (const std::string& name : transcript.texts("order")) {
      CAPTURE(name);
      const auto step = std::find_if(vectors.begin(), vectors.end(), [&](const Vector& vector) {
        return vector.file() == transcript.file() && vector.has("name") && vector.name() == name;
      });
      REQUIRE(step != vectors.end());
      Wire& reader = writer_of(*step) == Role::client ? device : client;
      reader.use_session_key(key_of(*step));
      const Drained drained = feed(reader, step->bytes("frame"));
      CHECK(drained.faults.empty());
      REQUIRE(drained.messages.size() == 1);
      CHECK(drained.messages.front().payload == message_of(*step).payload);
      CHECK(reader.pending() == 0);
    }
  }
}

}  // namespace presad::tuya::test
