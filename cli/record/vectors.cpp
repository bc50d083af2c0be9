#include "cli/record/vectors.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "cli/record/substitutes.h"
#include "families/tuya/cipher.h"
#include "families/tuya/frame.h"
#include "families/tuya/session_key.h"
#include "families/tuya/wire.h"

namespace presad::cli {

namespace {

using tuya::CommandCode;
using tuya::Key;
using tuya::Message;
using tuya::Nonce;
using tuya::Role;
using tuya::Version;

constexpr std::size_t iv_offset = 18;  ///< in a 6699 frame
constexpr std::size_t iv_size = 12;
constexpr std::size_t longest_payload = 11'000;  ///< enciphered as base64 it still fits a frame

Key key_of(std::string_view text) { return Key(as_bytes(text).first<16>()); }

Nonce nonce_of(std::string_view bytes) {
  Nonce nonce{};
  std::copy_n(bytes.begin(), nonce.size(), nonce.begin());
  return nonce;
}

std::string_view word(CommandCode command) noexcept {
  switch (command) {
    case CommandCode::session_key_start:
      return "SESS_KEY_NEG_START";
    case CommandCode::session_key_response:
      return "SESS_KEY_NEG_RESP";
    case CommandCode::session_key_finish:
      return "SESS_KEY_NEG_FINISH";
    case CommandCode::control:
      return "CONTROL";
    case CommandCode::status:
      return "STATUS";
    case CommandCode::heart_beat:
      return "HEART_BEAT";
    case CommandCode::dp_query:
      return "DP_QUERY";
    case CommandCode::control_new:
      return "CONTROL_NEW";
    case CommandCode::dp_query_new:
      return "DP_QUERY_NEW";
    case CommandCode::update_dps:
      return "UPDATEDPS";
    case CommandCode::lan_ext_stream:
      return "LAN_EXT_STREAM";
    default:
      return "UNKNOWN";
  }
}

/// The IV that a frame has, to encode its like.
class OneIv final : public RandomSource {
 public:
  explicit OneIv(ByteView iv) : iv_(iv) {}
  void fill(std::span<std::uint8_t> target) override {
    std::copy_n(iv_.begin(), std::min(iv_.size(), target.size()), target.begin());
  }

 private:
  ByteView iv_;
};

class Connection {
 public:
  Connection(const Recording& recording, const RecordedConnection& recorded, std::size_t number,
             std::string_view produced_by, Substitutes& substitutes, RandomSource& random, JsonWriter& json)
      : version_(recorded.version),
        number_(std::to_string(number)),
        produced_by_(produced_by),
        substitutes_(substitutes),
        random_(random),
        json_(json),
        local_key_(recording.local_key),
        true_key_(recording.local_key),
        other_key_(key_of(substitute_key)) {
    random_.fill(other_nonces_[0]);
    random_.fill(other_nonces_[1]);
    for (const Piece& piece : recorded.pieces) read(piece);
    for (const Role writer : {Role::client, Role::device}) {
      if (!buffer(writer).empty())
        leave_out(writer, std::to_string(buffer(writer).size()) + " bytes of an unfinished frame");
    }
    write_handshake();
    write_transcript();
  }

  std::size_t frames() const noexcept { return order_.size(); }
  const std::vector<std::string>& left_out() const noexcept { return left_out_; }

 private:
  Bytes& buffer(Role writer) { return buffers_[writer == Role::client ? 0 : 1]; }

  void read(const Piece& piece) {
    Bytes& waiting = buffer(piece.writer);
    append(waiting, piece.bytes);
    const tuya::FrameFormat format = tuya::frame_format(version_);
    std::size_t at = 0;
    std::size_t skipped = 0;
    std::string why;
    while (at < waiting.size()) {
      const ByteView rest = ByteView(waiting).subspan(at);
      const tuya::FrameSearch search = tuya::find_frame(format, rest);
      skipped += search.offset;
      at += search.offset;
      if (at >= waiting.size()) break;
      const auto decoded = tuya::decode_frame(format, ByteView(waiting).subspan(at), true_key_.bytes());
      if (!decoded) {
        why = decoded.error().what;
        ++at;
        ++skipped;
        continue;
      }
      if (!decoded->frame) break;
      if (skipped > 0) leave_out(piece.writer, std::to_string(skipped) + " bytes: " + (why.empty() ? "no frame" : why));
      skipped = 0;
      why.clear();
      take(piece.writer, *decoded->frame, ByteView(waiting).subspan(at, decoded->consumed));
      at += decoded->consumed;
    }
    if (skipped > 0) leave_out(piece.writer, std::to_string(skipped) + " bytes: " + (why.empty() ? "no frame" : why));
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(at));
  }

  void take(Role writer, const tuya::Frame& frame, ByteView raw) {
    const Role reader = writer == Role::client ? Role::device : Role::client;
    const auto what = [&] {
      return "command " + std::to_string(static_cast<std::uint32_t>(frame.command)) + ", " +
             std::to_string(raw.size()) + " bytes: ";
    };
    const auto message = tuya::decode_body(version_, reader, true_key_, frame);
    if (!message) return leave_out(writer, what() + message.error().what);
    if (tuya::negotiates_session_key(version_) && is_step(frame.command)) return negotiate(writer, *message, raw);
    if (message->payload.size() > longest_payload) return leave_out(writer, what() + "too long");
    if (!is_utf8(message->payload)) return leave_out(writer, what() + "no text, so what it tells cannot be told apart");
    Message other = *message;
    other.payload = substitutes_.apply(message->payload);
    const bool header_betrays =
        other.version_header && substitutes_.betrayed_by(as_text(*other.version_header).substr(3));
    if (substitutes_.overlooked() || substitutes_.betrayed_by(other.payload) || header_betrays) {
      return leave_out(writer, what() + "it would still tell a key, an id or an address");
    }
    put(writer, *message, other, raw);
  }

  static bool is_step(CommandCode command) noexcept {
    return command == CommandCode::session_key_start || command == CommandCode::session_key_response ||
           command == CommandCode::session_key_finish;
  }

  /// The same step between others who know the substitute.
  void negotiate(Role writer, const Message& message, ByteView raw) {
    const Key other_local = key_of(substitute_key);
    Message other = message;
    const auto refuse = [&] { leave_out(writer, std::string(word(message.command)) + ": not as it should be"); };
    if (message.command == CommandCode::session_key_start) {
      if (message.payload.size() != true_nonces_[0].size()) return refuse();
      true_nonces_[0] = nonce_of(message.payload);
      other.payload = as_text(other_nonces_[0]);
    } else if (message.command == CommandCode::session_key_response) {
      const auto remote = tuya::check_session_key_response(local_key_, true_nonces_[0], message);
      if (!remote || message.payload.size() != 48) return refuse();
      true_nonces_[1] = *remote;
      other.payload = tuya::make_session_key_response(other_local, other_nonces_[0], other_nonces_[1]).payload;
    } else {
      if (!tuya::check_session_key_finish(local_key_, true_nonces_[1], message) || message.payload.size() != 32) {
        return refuse();
      }
      other.payload = tuya::make_session_key_finish(other_local, other_nonces_[1]).payload;
    }
    put(writer, message, other, raw);
    if (message.command != CommandCode::session_key_finish) return;
    true_key_ = tuya::derive_session_key(version_, local_key_, true_nonces_[0], true_nonces_[1]);
    other_key_ = tuya::derive_session_key(version_, other_local, other_nonces_[0], other_nonces_[1]);
    negotiated_ = true;
  }

  /// As presad would write it.
  Bytes encode(Role writer, const Key& key, const Message& message, RandomSource& random) const {
    return tuya::Wire(version_, key, writer).encode(message, random);
  }

  /// Some firmware sends its refusals in clear.
  static Bytes encode_in_clear(const Message& message) {
    Bytes body = {0, 0, 0, static_cast<std::uint8_t>(message.return_code.value_or(0))};
    append(body, as_bytes(message.payload));
    return tuya::encode_frame(tuya::FrameFormat::crc, {message.sequence_number, message.command, std::move(body)}, {},
                              {});
  }

  void put(Role writer, const Message& message, const Message& other, ByteView raw) {
    const bool has_iv = version_ == Version::v3_5;
    OneIv iv(has_iv ? raw.subspan(iv_offset, iv_size) : ByteView());
    const Bytes ours = encode(writer, true_key_, message, iv);
    bool faithful = std::equal(ours.begin(), ours.end(), raw.begin(), raw.end());
    std::string kind = writer == Role::device && !message.return_code ? "frame_no_retcode" : "frame";
    Bytes bytes;
    if (!faithful && (version_ == Version::v3_2 || version_ == Version::v3_3) && message.return_code.value_or(0) != 0) {
      const Bytes clear = encode_in_clear(message);
      if (std::equal(clear.begin(), clear.end(), raw.begin(), raw.end())) {
        faithful = true;
        kind = "frame_plain_error";
        bytes = encode_in_clear(other);
      }
    }
    if (bytes.empty()) bytes = encode(writer, other_key_, other, random_);
    write_frame(writer, other, kind, bytes, faithful ? std::nullopt : std::optional(difference(ours, raw)));
  }

  static std::string difference(ByteView ours, ByteView raw) {
    const auto at = std::mismatch(ours.begin(), ours.end(), raw.begin(), raw.end()).first - ours.begin();
    return "written as presad would: on the wire its " + std::to_string(raw.size()) + " bytes differed from presad's " +
           std::to_string(ours.size()) + " from byte " + std::to_string(at) + " on";
  }

  void begin(std::string_view name, std::string_view kind) {
    json_.begin_object().key("name").string(name).key("kind").string(kind);
    json_.key("protocol").string(tuya::name(version_));
    json_.key("key_ascii").string(substitute_key).key("key_hex").string(to_hex(as_bytes(substitute_key)));
  }

  void end() {
    json_.key("produced_by").begin_array().string(produced_by_).end_array();
    json_.key("checked_by").begin_array().end_array().end_object();
  }

  void write_nonces() {
    json_.key("local_nonce").string(to_hex(other_nonces_[0])).key("remote_nonce").string(to_hex(other_nonces_[1]));
    json_.key("keyed_with").string("local_key");
  }

  void write_frame(Role writer, const Message& message, const std::string& kind, const Bytes& bytes,
                   const std::optional<std::string>& note) {
    const std::string name = "recorded_" + number_ + "_" + std::to_string(order_.size() + 1);
    const bool step = tuya::negotiates_session_key(version_) && is_step(message.command);
    begin(name, kind);
    json_.key("direction").string(writer == Role::client ? "client->device" : "device->client");
    if (step) {
      write_nonces();
    } else if (negotiated_) {
      json_.key("session_key").string(to_hex(other_key_.bytes()));
    }
    json_.key("seq").integer(message.sequence_number);
    json_.key("command").integer(static_cast<std::int64_t>(message.command));
    json_.key("command_name").string(word(message.command));
    if (writer == Role::device) {
      json_.key("retcode");
      message.return_code ? json_.integer(*message.return_code) : json_.null();
    }
    if (message.version_header) {
      json_.key("header15").string(to_hex(*message.version_header));
    } else {
      json_.key("version_header").boolean(false);
    }
    if (version_ == Version::v3_5) json_.key("iv").string(to_hex(ByteView(bytes).subspan(iv_offset, iv_size)));
    if (step) {
      json_.key("payload_hex").string(to_hex(as_bytes(message.payload)));
    } else {
      json_.key("payload").string(message.payload);
    }
    json_.key("frame").string(to_hex(bytes));
    if (note) json_.key("note").string(*note);
    end();
    order_.push_back(name);
  }

  void write_handshake() {
    if (!negotiated_) return;
    const Key key = key_of(substitute_key);
    begin("recorded_" + number_ + "_session_key", "handshake");
    write_nonces();
    const Message response = tuya::make_session_key_response(key, other_nonces_[0], other_nonces_[1]);
    json_.key("hmac_of_local_nonce").string(to_hex(as_bytes(response.payload).subspan(16)));
    const Message finish = tuya::make_session_key_finish(key, other_nonces_[1]);
    json_.key("hmac_of_remote_nonce").string(to_hex(as_bytes(finish.payload)));
    json_.key("session_key").string(to_hex(other_key_.bytes()));
    end();
  }

  void write_transcript() {
    begin("recorded_" + number_, "transcript");
    json_.key("order").begin_array();
    for (const std::string& name : order_) json_.string(name);
    json_.end_array().key("left_out").begin_array();
    for (const std::string& each : left_out_) json_.string(each);
    json_.end_array();
    end();
  }

  /// Its place among the frames, who wrote it, why; nothing of what it says.
  void leave_out(Role writer, const std::string& why) {
    left_out_.push_back("after " + std::to_string(order_.size()) + " frames, " +
                        (writer == Role::client ? "client->device" : "device->client") + ", " + why);
  }

  Version version_;
  std::string number_;
  std::string_view produced_by_;
  Substitutes& substitutes_;
  RandomSource& random_;
  JsonWriter& json_;
  Key local_key_;
  Key true_key_;
  Key other_key_;
  std::array<Nonce, 2> true_nonces_{};  ///< the client's, the device's
  std::array<Nonce, 2> other_nonces_{};
  bool negotiated_ = false;
  std::array<Bytes, 2> buffers_;
  std::vector<std::string> order_;
  std::vector<std::string> left_out_;
};

}  // namespace

Vectors make_vectors(const Recording& recording, std::string_view produced_by, RandomSource& random) {
  Substitutes substitutes(random);
  substitutes.add(recording.device_id);
  substitutes.forbid(as_text(recording.local_key.bytes()));
  for (const std::string& address : recording.addresses) substitutes.add_address(address);
  Vectors vectors;
  JsonWriter json;
  json.begin_array();
  std::size_t number = 0;
  for (const RecordedConnection& each : recording.connections) {
    const Connection connection(recording, each, ++number, produced_by, substitutes, random, json);
    vectors.frames += connection.frames();
    for (const std::string& why : connection.left_out()) vectors.left_out.push_back({number, why});
  }
  json.end_array();
  vectors.json = json.take() + "\n";
  // Once more over all of it, now for what is long enough to be no accident.
  Substitutes last(random);
  last.add(recording.device_id);
  last.forbid(as_text(recording.local_key.bytes()));
  if (last.betrayed_by(vectors.json)) vectors.json.clear();
  return vectors;
}

}  // namespace presad::cli
