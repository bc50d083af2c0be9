// See cipher.h.

#include "families/tuya/cipher.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"
#include "crypto/aes.h"
#include "crypto/base64.h"
#include "crypto/digest.h"

namespace presad::tuya {
namespace {

constexpr std::string_view signed_mark = "3.1";
constexpr std::size_t signature_size = 16;  ///< hex digits: the middle half of an MD5

bool is_session_key_step(CommandCode command) noexcept {
  return command == CommandCode::session_key_start || command == CommandCode::session_key_response ||
         command == CommandCode::session_key_finish;
}

/// "3.1", the signature, base64 of the ciphertext.
Bytes seal_signed(const Key& key, std::string_view payload) {
  const std::string text = crypto::encode_base64(crypto::encrypt_ecb(key.bytes(), as_bytes(payload)));
  Bytes to_sign = to_bytes("data=" + text + "||lpv=3.1||");
  append(to_sign, key.bytes());
  const std::string digest = to_hex(crypto::md5(to_sign));
  wipe(to_sign.data(), to_sign.size());
  return to_bytes(std::string(signed_mark) + digest.substr(8, signature_size) + text);
}

/// This thread's scratch, so that only what is kept takes memory.
Bytes& scratch() {
  thread_local Bytes bytes;
  return bytes;
}

/// Decrypted bytes as text, or `integrity` when another key would explain them better.
Result<std::string> decrypt_text(const Key& key, ByteView ciphertext) {
  Bytes& plaintext = scratch();
  auto decrypted = crypto::decrypt_ecb(key.bytes(), ciphertext, plaintext);
  if (!decrypted) return std::move(decrypted.error());
  if (!is_utf8(as_text(plaintext))) return fail(ErrorKind::integrity, "what came out of the cipher is no text");
  return std::string(as_text(plaintext));
}

/// The signature is not checked: no client does, and it proves nothing that the CRC and the padding do not.
Result<std::string> open_signed(const Key& key, ByteView body) {
  const auto ciphertext = crypto::decode_base64(as_text(body.subspan(signed_mark.size() + signature_size)));
  if (!ciphertext) return ciphertext.error();
  return decrypt_text(key, *ciphertext);
}

/// "3.1" to "3.5", whatever the connection's own version: some clients write 3.3 on 3.2.
bool begins_with_version(ByteView bytes) noexcept {
  return bytes.size() >= 3 && bytes[0] == '3' && bytes[1] == '.' && bytes[2] >= '1' && bytes[2] <= '5';
}

/// Takes the version header off the front of `bytes`.
VersionHeader take_version_header(ByteView& bytes) noexcept {
  VersionHeader header{};
  std::copy_n(bytes.begin(), header.size(), header.begin());
  bytes = bytes.subspan(header.size());
  return header;
}

/// A word below 256 in front is a return code: ciphertext, '{' and "3.x" look so once in 2^24 times.
std::optional<std::uint32_t> take_return_code(ByteView& bytes) noexcept {
  if (bytes.size() < 4 || bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 0) return std::nullopt;
  const std::uint32_t code = bytes[3];
  bytes = bytes.subspan(4);
  return code;
}

bool is_printable_ascii(ByteView bytes) noexcept {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte >= 0x20 && byte < 0x7F; });
}

/// 3.2 and 3.3: the header in clear, then the ciphertext.
Result<Message> decode_header_in_clear(Message message, const Key& key, ByteView body) {
  const bool whole_blocks_behind_header = body.size() % crypto::aes_block_size == std::tuple_size_v<VersionHeader>;
  if (begins_with_version(body) && whole_blocks_behind_header) message.version_header = take_version_header(body);
  if (body.empty()) return message;
  auto text = decrypt_text(key, body);
  if (text) {
    message.payload = std::move(*text);
  } else if (message.return_code.value_or(0) != 0 && is_printable_ascii(body)) {
    message.payload = as_text(body);  // some firmware sends its refusals in clear
  } else {
    return std::move(text.error());
  }
  return message;
}

/// 3.4 and 3.5: the header inside. A nonce may begin with anything, also with "3.4".
Message decode_header_inside(Message message, ByteView plaintext) {
  if (begins_with_version(plaintext) && plaintext.size() >= std::tuple_size_v<VersionHeader> &&
      !is_session_key_step(message.command))
    message.version_header = take_version_header(plaintext);
  message.payload = as_text(plaintext);
  return message;
}

}  // namespace

void encode_body(Version version, Role writer, const Key& key, const Message& message, Bytes& target) {
  if (message.return_code) {
    for (const unsigned shift : {24U, 16U, 8U, 0U})
      target.push_back(static_cast<std::uint8_t>(*message.return_code >> shift));
  }
  const ByteView payload = as_bytes(message.payload);
  if (version == Version::v3_1) {
    const CommandCode enciphered = writer == Role::client ? CommandCode::control : CommandCode::status;
    const bool plain = message.command != enciphered || message.payload.empty();
    return append(target, plain ? payload : ByteView(seal_signed(key, message.payload)));
  }
  // A device's empty answer is no bytes at all; a client's empty request is one block of padding.
  if (writer == Role::device && payload.empty() && !message.version_header) return;
  const std::size_t with_header = target.size();
  if (message.version_header) append(target, *message.version_header);
  const std::size_t without_header = target.size();
  append(target, payload);
  if (version == Version::v3_5) return;  // enciphered with its frame
  crypto::encrypt_ecb_in_place(key.bytes(), target, version == Version::v3_4 ? with_header : without_header);
}

Result<Message> decode_body(Version version, Role reader, const Key& key, const Frame& frame) {
  ByteView body = frame.body;
  Message message;
  message.sequence_number = frame.sequence_number;
  message.command = frame.command;
  if (reader == Role::client) message.return_code = take_return_code(body);
  if (body.empty()) return message;

  switch (version) {
    case Version::v3_1: {
      if (!as_text(body).starts_with(signed_mark) || body.size() < signed_mark.size() + signature_size) {
        message.payload = as_text(body);
        return message;
      }
      auto text = open_signed(key, body);
      if (!text) return std::move(text.error());
      message.payload = std::move(*text);
      return message;
    }
    case Version::v3_2:
    case Version::v3_3:
      return decode_header_in_clear(std::move(message), key, body);
    case Version::v3_4: {
      Bytes& plaintext = scratch();
      auto decrypted = crypto::decrypt_ecb(key.bytes(), body, plaintext);
      if (!decrypted) return std::move(decrypted.error());
      return decode_header_inside(std::move(message), plaintext);
    }
    case Version::v3_5:
      break;
  }
  return decode_header_inside(std::move(message), body);
}

}  // namespace presad::tuya
