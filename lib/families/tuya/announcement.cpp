// See announcement.h.

#include "families/tuya/announcement.h"

#include "base/json.h"
#include "crypto/aes.h"
#include "families/tuya/frame.h"

namespace presad::tuya {
namespace {

/// MD5 of "yGAdlopoPVldABfn", the same for every device: a disguise, no secret.
constexpr std::array<std::uint8_t, 16> announcement_key = {0x6c, 0x1e, 0xc8, 0xe2, 0xbb, 0x9b, 0xb5, 0x9a,
                                                           0xb5, 0x0b, 0x0d, 0xaf, 0x64, 0x9b, 0x41, 0x0a};

/// Ids have 20 or 22 characters, addresses 15: anything longer is no announcement.
constexpr std::size_t longest_member = 64;

/// The plaintext of a 55AA body or of a datagram without frame. Ciphertext begins with '{' too, once in 256 devices:
/// what deciphers to JSON is ciphertext, whatever it looks like.
Result<Bytes> open_body(ByteView body) {
  auto plaintext = crypto::decrypt_ecb(announcement_key, body);
  if (plaintext && as_text(*plaintext).starts_with('{')) return plaintext;
  if (as_text(body).starts_with('{')) return Bytes(body.begin(), body.end());
  if (!plaintext) return plaintext;
  return fail(ErrorKind::integrity, "what came out of the cipher is no announcement");
}

/// The JSON of a frame's body: behind a return code or not, enciphered or not, NULs at the end or not.
Result<std::string> read_body(FrameFormat format, ByteView body) {
  const bool has_return_code = body.size() >= 4 && body[0] == 0 && body[1] == 0 && body[2] == 0;
  if (has_return_code) body = body.subspan(4);
  auto plaintext = format == FrameFormat::gcm ? Result<Bytes>(Bytes(body.begin(), body.end())) : open_body(body);
  if (!plaintext) return std::move(plaintext.error());
  while (!plaintext->empty() && plaintext->back() == 0) plaintext->pop_back();
  return std::string(as_text(*plaintext));
}

Result<std::string> read_frame(FrameFormat format, ByteView datagram) {
  const auto decoded = decode_frame(format, datagram, announcement_key);
  if (!decoded) return decoded.error();
  if (!decoded->frame) return fail(ErrorKind::malformed, "the datagram is cut short");
  return read_body(format, decoded->frame->body);
}

/// The JSON object of a datagram of any form.
Result<Json> open_datagram(ByteView datagram) {
  const auto has_prefix = [&](FrameFormat format) {
    return datagram.size() >= 4 && find_frame(format, datagram.first(4)).offset == 0;
  };
  auto text = has_prefix(FrameFormat::crc)   ? read_frame(FrameFormat::crc, datagram)
              : has_prefix(FrameFormat::gcm) ? read_frame(FrameFormat::gcm, datagram)
                                             : read_body(FrameFormat::crc, datagram);
  if (!text) return std::move(text.error());
  auto json = parse_json(*text);
  if (json && json->object() == nullptr) return fail(ErrorKind::malformed, "the announcement is no JSON object");
  return json;
}

/// A member's text; empty when absent. Errors: `malformed` when it is longer than any of ours.
Result<std::string> read_text(const Json& json, std::string_view key) {
  const Json* member = json.find(key);
  if (member == nullptr || member->string() == nullptr) return std::string();
  if (member->string()->size() > longest_member) return fail(ErrorKind::malformed, std::string(key) + " is too long");
  return *member->string();
}

bool is_probe(const Json& json) noexcept { return json.find("from") != nullptr && json.find("gwId") == nullptr; }

std::string render_announcement(const Announcement& announcement, Version version) {
  JsonWriter json;
  json.begin_object();
  json.key("ip").string(announcement.address).key("gwId").string(announcement.device_id);
  json.key("active").integer(2).key("ablilty").integer(0).key("mode").integer(0);  // sic: so it is spelt on the wire
  json.key("productKey").string(announcement.product_key).key("version").string(name(version));
  json.key("encrypt").boolean(version != Version::v3_1);
  if (negotiates_session_key(version)) json.key("token").boolean(true).key("wf_cfg").boolean(true);
  json.end_object();
  return json.take();
}

Bytes enframe(FrameFormat format, CommandCode command, Bytes body, RandomSource& random) {
  FrameIv iv{};
  if (format == FrameFormat::gcm) random.fill(iv);
  return encode_frame(format, Frame{0, command, std::move(body)}, announcement_key, iv);
}

}  // namespace

Result<Announcement> decode_announcement(ByteView datagram) {
  const auto json = open_datagram(datagram);
  if (!json) return json.error();
  if (is_probe(*json)) return fail(ErrorKind::unsupported, "another client's probe");

  Announcement announcement;
  for (const auto& [key, target] : {std::pair{"gwId", &announcement.device_id}, std::pair{"ip", &announcement.address},
                                    std::pair{"productKey", &announcement.product_key}}) {
    auto text = read_text(*json, key);
    if (!text) return std::move(text.error());
    *target = std::move(*text);
  }
  if (announcement.device_id.empty()) return fail(ErrorKind::malformed, "an announcement without gwId");
  if (const auto version = read_text(*json, "version")) announcement.version = parse_version(*version);
  return announcement;
}

Bytes encode_announcement(const Announcement& announcement, RandomSource& random) {
  const Version version = announcement.version.value_or(Version::v3_3);
  const Bytes text = to_bytes(render_announcement(announcement, version));
  Bytes body(4);  // the return code
  switch (version) {
    case Version::v3_1:
      append(body, text);
      return enframe(FrameFormat::crc, CommandCode::announcement_plain, std::move(body), random);
    case Version::v3_4:
      append(body, crypto::encrypt_ecb(announcement_key, text));
      return enframe(FrameFormat::crc, CommandCode::announcement_3_4, std::move(body), random);
    case Version::v3_5:
      append(body, text);
      return enframe(FrameFormat::gcm, CommandCode::announcement, std::move(body), random);
    default:
      append(body, crypto::encrypt_ecb(announcement_key, text));
      return enframe(FrameFormat::crc, CommandCode::announcement, std::move(body), random);
  }
}

Bytes encode_probe(const std::string& own_address, RandomSource& random) {
  JsonWriter json;
  json.begin_object().key("from").string("app").key("ip").string(own_address).end_object();
  return enframe(FrameFormat::gcm, CommandCode::request_device_info, to_bytes(json.text()), random);
}

Result<Probe> decode_probe(ByteView datagram) {
  const auto json = open_datagram(datagram);
  if (!json) return json.error();
  if (!is_probe(*json)) return fail(ErrorKind::unsupported, "no probe");
  auto address = read_text(*json, "ip");
  if (!address) return std::move(address.error());
  return Probe{std::move(*address)};
}

}  // namespace presad::tuya
