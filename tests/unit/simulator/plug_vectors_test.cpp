// Plug models against the vectors, which are of independent origin: what other clients send is understood, and
// what a plug says is what those clients expect, byte for byte where a frame has no nonce or IV in it.

#include <doctest/doctest.h>

#include "base/text.h"
#include "simulator/plug_answers.h"
#include "support/vector_file.h"
#include "unit/simulator/bench.h"

using namespace presad;
using namespace presad::simulator;
using presad::test::load_vectors;
using presad::test::own_vectors;
using presad::test::Vector;
using tuya::Version;

namespace {

/// One of this repository's own; read from its file once, because sanitizers make that slow.
const Vector& own_vector(const std::string& file, const std::string& name) {
  static std::map<std::string, Vector> seen;
  const std::string key = file + "/" + name;
  const auto place = seen.find(key);
  return place != seen.end() ? place->second : seen.emplace(key, presad::test::own_vector(file, name)).first->second;
}

/// Gives the vector's nonce whenever a nonce is asked for, zeros otherwise.
class ScriptedRandom final : public RandomSource {
 public:
  explicit ScriptedRandom(Bytes nonce) : nonce_(std::move(nonce)) {}
  void fill(std::span<std::uint8_t> target) override {
    std::ranges::fill(target, std::uint8_t{0});
    if (target.size() == nonce_.size()) std::ranges::copy(nonce_, target.begin());
  }

 private:
  Bytes nonce_;
};

PlugSettings settings_for(const Vector& vector) {
  PlugSettings settings = make_settings(*tuya::parse_version(vector.text("protocol")), "plug");
  settings.local_key = tuya::Key(ByteView(vector.bytes("key_hex")).first<16>());
  return settings;
}

/// A connection on which the negotiation of the vector file, if it has one, is over.
struct Session {
  explicit Session(const Vector& vector, bool device22 = false)
      : random(nonce_of(vector)), model(settings_with(vector, device22), random) {
    take(model.on_connected(1, clock.now()));
    if (tuya::negotiates_session_key(model.settings().version)) {
      send(own_vector(vector.file(), "handshake_1_start").bytes("frame"));
      send(own_vector(vector.file(), "handshake_3_finish").bytes("frame"));
    }
    events.clear();
    sent.clear();
  }

  static PlugSettings settings_with(const Vector& vector, bool device22) {
    PlugSettings settings = settings_for(vector);
    settings.device22 = device22;
    return settings;
  }
  static Bytes nonce_of(const Vector& vector) {
    const bool negotiates = tuya::negotiates_session_key(*tuya::parse_version(vector.text("protocol")));
    return negotiates ? own_vector(vector.file(), "handshake_1_start").bytes("remote_nonce") : Bytes{};
  }

  void send(const Bytes& frame) { take(model.on_bytes(1, frame, clock.now())); }
  void take(const PlugEffects& effects) {
    for (const auto& event : effects.events) events.push_back(event);
    for (const auto& piece : effects.send) sent.push_back(piece.bytes);
    closed = closed || !effects.close.empty();
  }

  FakeClock clock;
  ScriptedRandom random;
  PlugModel model;
  std::vector<PlugEvent> events;
  std::vector<Bytes> sent;
  bool closed = false;
};

bool is_request(const Vector& vector) {
  return vector.kind() == "frame" && vector.text("direction") == "client->device" && !vector.has("keyed_with");
}

}  // namespace

TEST_CASE("what any client of the vectors sends is deciphered and understood") {
  std::size_t requests = 0;
  for (const Vector& vector : load_vectors(own_vectors())) {
    if (!vector.has("direction") || !is_request(vector)) continue;
    CAPTURE(vector.file());
    CAPTURE(vector.name());
    ++requests;
    Session session(vector);
    session.send(vector.bytes("frame"));
    CHECK_FALSE(session.closed);
    REQUIRE_FALSE(session.events.empty());
    CHECK(session.events[0].kind == PlugEvent::Kind::request);
    CHECK(session.events[0].text != "unknown");
  }
  CHECK(requests > 100);
}

TEST_CASE("a switch-on of any client moves the relay") {
  for (const char* file : {"v31.json", "v32.json", "v33.json", "v34.json", "v35.json"}) {
    for (const char* name : {"control_switch_on", "js_set"}) {
      CAPTURE(file);
      CAPTURE(name);
      const Vector vector = own_vector(file, name);
      Session session(vector);
      session.send(vector.bytes("frame"));
      CHECK(session.model.relay(1) == Power::on);
      CHECK(session.sent.size() == 2);
    }
  }
}

TEST_CASE("the negotiation follows the vectors: a good finish opens the session") {
  for (const char* file : {"v34.json", "v35.json"}) {
    CAPTURE(file);
    const Vector query = own_vector(file, "status_query");
    Session session(query);
    session.send(query.bytes("frame"));
    CHECK(session.sent.size() == 1);
    CHECK_FALSE(session.closed);
  }
}

TEST_CASE("heartbeat answers of 3.1 and 3.3 are those of the vectors, byte for byte") {
  for (const char* file : {"v31.json", "v32.json", "v33.json"}) {
    CAPTURE(file);
    const Vector request = own_vector(file, "heartbeat_empty");
    Session session(request);
    session.send(request.bytes("frame"));
    REQUIRE(session.sent.size() == 1);
    CHECK(to_hex(session.sent[0]) == own_vector(file, "heartbeat_reply").text("frame"));
    CHECK(to_hex(session.sent[0]) == "000055aa00000000000000090000000c00000000b051ab030000aa55");
  }
}

TEST_CASE("a refused query of 3.1 and 3.3 is that of the vectors, byte for byte") {
  for (const char* file : {"v31.json", "v33.json"}) {
    CAPTURE(file);
    const Vector expected = own_vector(file, "error_data_unvalid");
    Session session(expected, true);
    const tuya::Key key(ByteView(expected.bytes("key_hex")).first<16>());
    tuya::Wire client(session.model.settings().version, key, tuya::Role::client);
    tuya::Message query = tuya::make_query(client.version(), {"x", ""}, FakeClock::wall_at_zero());
    query.sequence_number = static_cast<std::uint32_t>(expected.number("seq"));
    session.send(client.encode(query, session.random));
    REQUIRE(session.sent.size() == 1);
    CHECK(to_hex(session.sent[0]) == expected.text("frame"));
  }
}

TEST_CASE("query answers and pushes have the shape of the vectors") {
  const WallTime now{std::chrono::seconds{1'700'000'123}};
  for (const char* file : {"v31.json", "v32.json", "v33.json", "v34.json", "v35.json"}) {
    CAPTURE(file);
    const Vector push = own_vector(file, "push_switch");
    const Version version = *tuya::parse_version(push.text("protocol"));
    const auto said = parse_json(push.text("payload"));
    REQUIRE(said.has_value());
    const Json* id = said->find("devId");
    const std::string device_id = id != nullptr && id->string() != nullptr ? *id->string() : "unused";
    CHECK(render_push(version, device_id, {{1, true}}, now, {}) == push.text("payload"));

    const Vector answer = own_vector(file, "reply_query_plug");
    const auto answered = parse_json(answer.text("payload"));
    REQUIRE(answered.has_value());
    REQUIRE(answered->find("dps") != nullptr);
    const auto datapoints = tuya::parse_datapoints(*answered->find("dps"));
    REQUIRE(datapoints.has_value());
    CHECK(render_query_answer(version, device_id, *datapoints, {}) == answer.text("payload"));
  }
}
