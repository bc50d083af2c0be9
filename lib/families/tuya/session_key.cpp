// See session_key.h.

#include "families/tuya/session_key.h"

#include <algorithm>
#include <cassert>
#include <string>

#include "crypto/aes.h"
#include "crypto/compare.h"
#include "crypto/digest.h"

namespace presad::tuya {
namespace {

constexpr std::size_t nonce_size = std::tuple_size_v<Nonce>;
constexpr std::size_t proof_size = std::tuple_size_v<crypto::Sha256>;

/// What only somebody who knows the key can make of a nonce.
crypto::Sha256 prove(const Key& local_key, const Nonce& nonce) { return crypto::hmac_sha256(local_key.bytes(), nonce); }

Message make_step(CommandCode command, ByteView payload) {
  Message message;
  message.command = command;
  message.payload = as_text(payload);
  return message;
}

}  // namespace

Message make_session_key_start(const Nonce& local_nonce) {
  return make_step(CommandCode::session_key_start, local_nonce);
}

Message make_session_key_response(const Key& local_key, const Nonce& local_nonce, const Nonce& remote_nonce) {
  Bytes payload(remote_nonce.begin(), remote_nonce.end());
  append(payload, prove(local_key, local_nonce));
  Message message = make_step(CommandCode::session_key_response, payload);
  message.return_code = 0;
  return message;
}

Result<Nonce> check_session_key_response(const Key& local_key, const Nonce& local_nonce, const Message& response) {
  const ByteView payload = as_bytes(response.payload);
  if (payload.size() < nonce_size + proof_size)
    return fail(ErrorKind::malformed,
                "the session key response has " + std::to_string(payload.size()) + " bytes, not 48");
  if (!crypto::equal_in_constant_time(payload.subspan(nonce_size, proof_size), prove(local_key, local_nonce)))
    return fail(ErrorKind::integrity, "the device does not know our local_key");
  Nonce remote_nonce{};
  std::copy_n(payload.begin(), nonce_size, remote_nonce.begin());
  return remote_nonce;
}

Message make_session_key_finish(const Key& local_key, const Nonce& remote_nonce) {
  return make_step(CommandCode::session_key_finish, prove(local_key, remote_nonce));
}

Result<bool> check_session_key_finish(const Key& local_key, const Nonce& remote_nonce, const Message& finish) {
  const ByteView payload = as_bytes(finish.payload);
  if (payload.size() < proof_size)
    return fail(ErrorKind::malformed,
                "the session key finish has " + std::to_string(payload.size()) + " bytes, not 32");
  if (!crypto::equal_in_constant_time(payload.first(proof_size), prove(local_key, remote_nonce)))
    return fail(ErrorKind::integrity, "the client does not know our local_key");
  return true;
}

Key derive_session_key(Version version, const Key& local_key, const Nonce& local_nonce, const Nonce& remote_nonce) {
  assert(negotiates_session_key(version));
  crypto::AesBlock mixed{};
  std::transform(local_nonce.begin(), local_nonce.end(), remote_nonce.begin(), mixed.begin(),
                 [](std::uint8_t left, std::uint8_t right) { return static_cast<std::uint8_t>(left ^ right); });
  if (version == Version::v3_4)
    return Key(std::span<const std::uint8_t, 16>(crypto::encrypt_block(local_key.bytes(), mixed)));
  Bytes sealed = crypto::seal_gcm(local_key.bytes(), ByteView(local_nonce).first(crypto::gcm_iv_size), {}, mixed);
  const Key key(std::span<const std::uint8_t, 16>(sealed.data(), 16));  // the tag behind it is dropped
  wipe(sealed.data(), sealed.size());
  return key;
}

}  // namespace presad::tuya
