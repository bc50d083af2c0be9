// A Wire, a Message and randomness as a vector describes them; for the tests of this folder.

#pragma once

#include <algorithm>
#include <stdexcept>
#include <variant>
#include <vector>

#include "families/tuya/wire.h"
#include "support/vector_file.h"

namespace presad::tuya::test {

using presad::test::Vector;

/// Gives the bytes it was made of, once.
class ScriptedRandom final : public RandomSource {
 public:
  explicit ScriptedRandom(Bytes script) : script_(std::move(script)) {}
  void fill(std::span<std::uint8_t> target) override {
    if (target.size() > script_.size()) throw std::logic_error("more randomness asked for than the vector gives");
    std::copy_n(script_.begin(), target.size(), target.begin());
    script_.erase(script_.begin(), script_.begin() + static_cast<std::ptrdiff_t>(target.size()));
  }

 private:
  Bytes script_;
};

inline Key key_of(ByteView bytes) {
  if (bytes.size() != 16) throw std::runtime_error("a key of another length than 16");
  return Key(bytes.first<16>());
}

/// The key of a vector's frame: the session key, unless the entry belongs to the negotiation.
inline Key key_of(const Vector& vector) {
  return key_of(vector.bytes(vector.has("session_key") && !vector.has("keyed_with") ? "session_key" : "key_hex"));
}

inline Version version_of(const Vector& vector) {
  const auto version = parse_version(vector.text("protocol"));
  if (!version) throw std::runtime_error(vector.name() + ": unknown protocol");
  return *version;
}

/// Who sent the vector's frame.
inline Role writer_of(const Vector& vector) {
  return vector.text("direction") == "client->device" ? Role::client : Role::device;
}

inline Role other(Role role) { return role == Role::client ? Role::device : Role::client; }

inline Wire reader_for(const Vector& vector) { return {version_of(vector), key_of(vector), other(writer_of(vector))}; }
inline Wire writer_for(const Vector& vector) { return {version_of(vector), key_of(vector), writer_of(vector)}; }

/// What the vector says the frame means.
inline Message message_of(const Vector& vector) {
  Message message;
  message.sequence_number = static_cast<std::uint32_t>(vector.number("seq"));
  message.command = CommandCode{static_cast<std::uint32_t>(vector.number("command"))};
  if (vector.has("retcode")) message.return_code = static_cast<std::uint32_t>(vector.number("retcode"));
  message.payload =
      vector.has("payload_hex") ? std::string(as_text(vector.bytes("payload_hex"))) : vector.text("payload");
  if (vector.has("header15")) {
    VersionHeader header{};
    const Bytes bytes = vector.bytes("header15");
    std::copy_n(bytes.begin(), std::min(header.size(), bytes.size()), header.begin());
    message.version_header = header;
  }
  return message;
}

inline ScriptedRandom random_of(const Vector& vector) {
  return ScriptedRandom(vector.has("iv") ? vector.bytes("iv") : Bytes());
}

struct Drained {
  std::vector<Message> messages;
  std::vector<Fault> faults;
};

/// Everything `wire` has to tell for now.
inline Drained drain(Wire& wire) {
  Drained drained;
  while (auto next = wire.next()) {
    if (const Message* message = std::get_if<Message>(&*next)) drained.messages.push_back(*message);
    if (const Fault* fault = std::get_if<Fault>(&*next)) drained.faults.push_back(*fault);
  }
  return drained;
}

inline Drained feed(Wire& wire, ByteView bytes) {
  wire.receive(bytes);
  return drain(wire);
}

}  // namespace presad::tuya::test
