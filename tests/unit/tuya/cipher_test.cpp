// lib/families/tuya/cipher.h: return codes, headers, and what a wrong key looks like where the frame cannot tell.

#include "families/tuya/cipher.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "crypto/aes.h"
#include "crypto/base64.h"
#include "families/tuya/payload.h"

namespace presad::tuya {
namespace {

Key key_from(std::string_view text) { return Key(as_bytes(text).first<16>()); }

const Key key = key_from("0123456789abcdef");
const Key other_key = key_from("fedcba9876543210");
constexpr Version all_versions[] = {Version::v3_1, Version::v3_2, Version::v3_3, Version::v3_4, Version::v3_5};
constexpr Version enciphered_versions[] = {Version::v3_2, Version::v3_3, Version::v3_4};

Message push(Version version, std::string payload) {
  Message message;
  message.sequence_number = 5;
  message.command = CommandCode::status;
  message.return_code = 0;
  message.payload = std::move(payload);
  message.version_header = make_version_header(version);
  return message;
}

Bytes encode_body(Version version, Role writer, const Key& with, const Message& message) {
  Bytes body;
  tuya::encode_body(version, writer, with, message, body);
  return body;
}

Frame frame_of(Bytes body, CommandCode command = CommandCode::dp_query) { return {1, command, std::move(body)}; }

Result<Message> reread(Version version, Role writer, const Message& message) {
  const Role reader = writer == Role::client ? Role::device : Role::client;
  return decode_body(version, reader, key,
                     {message.sequence_number, message.command, encode_body(version, writer, key, message)});
}

}  // namespace

TEST_CASE("what was encoded decodes, for every version and both ends") {
  for (const Version version : all_versions) {
    CAPTURE(name(version));
    Message message = push(version, R"({"dps":{"1":true}})");
    CHECK(reread(version, Role::device, message).value() == message);
    message.command = CommandCode::control;
    message.return_code.reset();
    CHECK(reread(version, Role::client, message).value() == message);
  }
}

TEST_CASE("a device's empty answer is its return code alone; a client's empty request is a block of padding") {
  Message ack;
  ack.command = CommandCode::control;
  ack.return_code = 1;
  Message heart_beat;
  heart_beat.command = CommandCode::heart_beat;
  for (const Version version : all_versions) {
    CAPTURE(name(version));
    CHECK(to_hex(encode_body(version, Role::device, key, ack)) == "00000001");
    const bool enciphered = version != Version::v3_1 && version != Version::v3_5;
    CHECK(encode_body(version, Role::client, key, heart_beat).size() == (enciphered ? 16U : 0U));
    CHECK(reread(version, Role::device, ack).value() == ack);
    CHECK(reread(version, Role::client, heart_beat).value() == heart_beat);
  }
}

TEST_CASE("a return code is told by its three zero bytes, and only on frames that a device sent") {
  const Bytes refused = {0, 0, 0, 1};
  CHECK(decode_body(Version::v3_1, Role::client, key, frame_of(refused)).value().return_code == 1U);
  CHECK(decode_body(Version::v3_1, Role::client, key, frame_of(to_bytes("{}"))).value().return_code == std::nullopt);
  CHECK(decode_body(Version::v3_1, Role::client, key, frame_of(to_bytes("{\"a\":1}"))).value().payload == "{\"a\":1}");
  const Message from_client = decode_body(Version::v3_1, Role::device, key, frame_of(refused)).value();
  CHECK(!from_client.return_code.has_value());
  CHECK(from_client.payload.size() == 4);
}

TEST_CASE("whatever a device put into the version header is skipped and kept") {
  for (const Version version : {Version::v3_2, Version::v3_3, Version::v3_4, Version::v3_5}) {
    CAPTURE(name(version));
    Message message = push(version, R"({"dps":{}})");
    for (std::size_t i = 3; i < message.version_header->size(); ++i)
      (*message.version_header)[i] = static_cast<std::uint8_t>(0xF0U + i);
    CHECK(reread(version, Role::device, message).value() == message);
    (*message.version_header)[2] = '3';  // a client that writes 3.3 whatever it speaks
    CHECK(reread(version, Role::device, message).value() == message);
  }
}

TEST_CASE("a nonce that begins with 3.4 is a nonce, not a header") {
  for (const Version version : {Version::v3_4, Version::v3_5}) {
    Message response;
    response.command = CommandCode::session_key_response;
    response.return_code = 0;
    response.payload = "3.4xxxxxxxxxxxxx" + std::string(32, 'p');
    CHECK(reread(version, Role::device, response).value() == response);
  }
}

TEST_CASE("another key is an integrity error wherever the payload is enciphered by itself") {
  for (const Version version : {Version::v3_1, Version::v3_2, Version::v3_3, Version::v3_4}) {
    CAPTURE(name(version));
    const Message message = push(version, R"({"dps":{"1":true}})");
    const auto decoded = decode_body(version, Role::client, key,
                                     {1, message.command, encode_body(version, Role::device, other_key, message)});
    REQUIRE(!decoded.has_value());
    CHECK(decoded.error().kind == ErrorKind::integrity);
    CHECK(decoded.error().what.find("0123456789abcdef") == std::string::npos);
  }
}

TEST_CASE("what deciphers with good padding to no text is an integrity error too") {
  // One wrong key in 256 passes the padding check with a last byte of 01.
  const Bytes no_text = {0xFF, 0xFE, 0x00};
  for (const Version version : {Version::v3_2, Version::v3_3}) {
    const auto decoded = decode_body(version, Role::client, key, frame_of(crypto::encrypt_ecb(key.bytes(), no_text)));
    REQUIRE(!decoded.has_value());
    CHECK(decoded.error().kind == ErrorKind::integrity);
  }
}

TEST_CASE("ciphertext that is not made of whole blocks is malformed") {
  for (const Version version : enciphered_versions) {
    for (const std::size_t size : {1U, 15U, 17U, 33U}) {
      CAPTURE(size);
      const auto decoded = decode_body(version, Role::client, key, frame_of(Bytes(size, 0xEE)));
      REQUIRE(!decoded.has_value());
      CHECK(decoded.error().kind == ErrorKind::malformed);
    }
  }
}

TEST_CASE("3.2 and 3.3: a refusal in clear is shown, but only beside a return code") {
  Bytes body = {0, 0, 0, 1};
  append(body, as_bytes("json obj data unvalid"));
  for (const Version version : {Version::v3_2, Version::v3_3}) {
    CHECK(decode_body(version, Role::client, key, frame_of(body)).value().payload == "json obj data unvalid");
    body[3] = 0;
    CHECK(!decode_body(version, Role::client, key, frame_of(body)).has_value());
    body[3] = 1;
    body.back() = 0x07;
    CHECK(!decode_body(version, Role::client, key, frame_of(body)).has_value());
    body.back() = 'd';
  }
}

TEST_CASE("3.1 enciphers and signs control from a client and status from a device, and nothing else") {
  const auto is_signed = [](Role writer, CommandCode command) {
    Message message;
    message.command = command;
    message.payload = "{}";
    return as_text(encode_body(Version::v3_1, writer, key, message)).starts_with("3.1");
  };
  CHECK(is_signed(Role::client, CommandCode::control));
  CHECK(is_signed(Role::device, CommandCode::status));
  CHECK(!is_signed(Role::client, CommandCode::dp_query));
  CHECK(!is_signed(Role::client, CommandCode::heart_beat));
  CHECK(!is_signed(Role::device, CommandCode::dp_query));
  CHECK(!is_signed(Role::device, CommandCode::control));
}

TEST_CASE("3.1: text that is no base64 is malformed, a wrong signature is nobody's business") {
  const std::string cipher = crypto::encode_base64(crypto::encrypt_ecb(key.bytes(), as_bytes("{}")));
  const auto decode = [](const std::string& text) {
    return decode_body(Version::v3_1, Role::client, key, frame_of(to_bytes(text)));
  };
  CHECK(decode("3.10123456789abcdef" + cipher).value().payload == "{}");
  CHECK(decode("3.10123456789abcdef!" + cipher).error().kind == ErrorKind::malformed);
  CHECK(decode("3.10123456789abcdef").error().kind == ErrorKind::malformed);
  CHECK(decode("3.1 or less").value().payload == "3.1 or less");
}

}  // namespace presad::tuya
