// lib/families/tuya/session_key.h: both ends of the negotiation, and who does not know the key.

#include "families/tuya/session_key.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "families/tuya/wire.h"
#include "unit/tuya/vector_wire.h"

namespace presad::tuya::test {
namespace {

const Key local_key = key_of(as_bytes("0123456789abcdef"));
const Key other_key = key_of(as_bytes("0123456789abcdeX"));
const Nonce local_nonce = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
const Nonce remote_nonce = {'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P'};

Message only(Wire& reader, ByteView bytes) {
  const Drained drained = feed(reader, bytes);
  REQUIRE(drained.messages.size() == 1);
  return drained.messages.front();
}

}  // namespace

TEST_CASE("both ends come to the same key, over the wire, and use it at once") {
  SeededRandom random(1);
  for (const Version version : {Version::v3_4, Version::v3_5}) {
    CAPTURE(name(version));
    Wire client(version, local_key, Role::client);
    Wire device(version, local_key, Role::device);

    const Message start = only(device, client.encode(make_session_key_start(local_nonce), random));
    CHECK(start.command == CommandCode::session_key_start);
    CHECK(start.payload == as_text(local_nonce));
    const Bytes response = device.encode(make_session_key_response(local_key, local_nonce, remote_nonce), random);
    const auto seen_nonce = check_session_key_response(local_key, local_nonce, only(client, response));
    REQUIRE(seen_nonce.has_value());
    CHECK(*seen_nonce == remote_nonce);
    const Message finish = only(device, client.encode(make_session_key_finish(local_key, *seen_nonce), random));
    CHECK(check_session_key_finish(local_key, remote_nonce, finish).has_value());

    client.use_session_key(derive_session_key(version, local_key, local_nonce, *seen_nonce));
    device.use_session_key(derive_session_key(version, local_key, local_nonce, remote_nonce));
    Message beat;
    beat.command = CommandCode::heart_beat;
    CHECK(only(device, client.encode(beat, random)).command == CommandCode::heart_beat);
  }
}

TEST_CASE("3.4's first frame has 84 bytes and tells nothing but the nonce") {
  SeededRandom random(1);
  Wire client(Version::v3_4, local_key, Role::client);
  CHECK(client.encode(make_session_key_start(local_nonce), random).size() == 84);
}

TEST_CASE("a response whose proof is wrong in any bit is an integrity error") {
  Message response = make_session_key_response(local_key, local_nonce, remote_nonce);
  REQUIRE(response.payload.size() == 48);
  for (std::size_t bit = 16 * 8; bit < 48 * 8; ++bit) {
    response.payload[bit / 8] = static_cast<char>(response.payload[bit / 8] ^ (1 << bit % 8));
    const auto nonce = check_session_key_response(local_key, local_nonce, response);
    REQUIRE(!nonce.has_value());
    CHECK(nonce.error().kind == ErrorKind::integrity);
    response.payload[bit / 8] = static_cast<char>(response.payload[bit / 8] ^ (1 << bit % 8));
  }
  CHECK(check_session_key_response(local_key, local_nonce, response).has_value());
}

TEST_CASE("a proof made with another key, or of another nonce, is an integrity error") {
  const auto kind = [](const Message& response) {
    const auto nonce = check_session_key_response(local_key, local_nonce, response);
    REQUIRE(!nonce.has_value());
    return nonce.error().kind;
  };
  CHECK(kind(make_session_key_response(other_key, local_nonce, remote_nonce)) == ErrorKind::integrity);
  CHECK(kind(make_session_key_response(local_key, remote_nonce, remote_nonce)) == ErrorKind::integrity);
  CHECK(check_session_key_finish(local_key, remote_nonce, make_session_key_finish(other_key, remote_nonce))
            .error()
            .kind == ErrorKind::integrity);
}

TEST_CASE("steps that are too short are malformed") {
  Message response = make_session_key_response(local_key, local_nonce, remote_nonce);
  Message finish = make_session_key_finish(local_key, remote_nonce);
  response.payload.resize(47);
  finish.payload.resize(31);
  CHECK(check_session_key_response(local_key, local_nonce, response).error().kind == ErrorKind::malformed);
  CHECK(check_session_key_finish(local_key, remote_nonce, finish).error().kind == ErrorKind::malformed);
  response.payload.clear();
  CHECK(check_session_key_response(local_key, local_nonce, response).error().kind == ErrorKind::malformed);
}

TEST_CASE("3.4 and 3.5 derive different keys, and neither is the local_key") {
  const Key old_way = derive_session_key(Version::v3_4, local_key, local_nonce, remote_nonce);
  const Key new_way = derive_session_key(Version::v3_5, local_key, local_nonce, remote_nonce);
  CHECK(!(old_way == new_way));
  CHECK(!(old_way == local_key));
  CHECK(!(new_way == local_key));
}

}  // namespace presad::tuya::test
