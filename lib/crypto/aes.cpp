// See aes.h.

#include "crypto/aes.h"

#include <algorithm>
#include <cassert>

#include "crypto/openssl.h"

namespace presad::crypto {
namespace {

using Cipher = std::unique_ptr<EVP_CIPHER, Freed<EVP_CIPHER_free>>;
using Context = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;

enum class Direction : int { decrypt = 0, encrypt = 1 };  // as EVP_CipherInit_ex2() counts

Cipher fetch(const char* name) { return Cipher(required(EVP_CIPHER_fetch(nullptr, name, nullptr), name)); }

/// This thread's scratch context for ECB, given its key.
EVP_CIPHER_CTX* ecb(ByteView key, Direction direction) {
  static const Cipher cipher = fetch("AES-128-ECB");
  thread_local const Context context{required(EVP_CIPHER_CTX_new(), "cipher context")};
  assert(key.size() == aes_key_size);
  expect(
      EVP_CipherInit_ex2(context.get(), cipher.get(), key.data(), nullptr, static_cast<int>(direction), nullptr) == 1,
      "AES-128-ECB");
  // Padding is ours: OpenSSL's own check looks at all bytes too, but tells nothing apart and queues an error.
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  return context.get();
}

/// The same for GCM, the associated bytes already taken in.
EVP_CIPHER_CTX* gcm(ByteView key, ByteView iv, ByteView associated, Direction direction) {
  static const Cipher cipher = fetch("AES-128-GCM");
  thread_local const Context context{required(EVP_CIPHER_CTX_new(), "cipher context")};
  assert(key.size() == aes_key_size && iv.size() == gcm_iv_size);
  expect(
      EVP_CipherInit_ex2(context.get(), cipher.get(), key.data(), iv.data(), static_cast<int>(direction), nullptr) == 1,
      "AES-128-GCM");
  if (!associated.empty()) {
    int written = 0;
    expect(
        EVP_CipherUpdate(context.get(), nullptr, &written, associated.data(), static_cast<int>(associated.size())) == 1,
        "associated bytes");
  }
  return context.get();
}

/// `source` and `target` may be the same memory.
void update(EVP_CIPHER_CTX* context, std::uint8_t* target, ByteView source) {
  if (source.empty()) return;
  int written = 0;
  expect(EVP_CipherUpdate(context, target, &written, source.data(), static_cast<int>(source.size())) == 1, "AES");
}

/// The padding's length; 0 when it is wrong.
std::size_t padding_size(ByteView padded) {
  const std::size_t size = padded.back();
  if (size == 0 || size > aes_block_size) return 0;
  const bool all_alike = std::all_of(padded.end() - static_cast<std::ptrdiff_t>(size), padded.end(),
                                     [size](std::uint8_t byte) { return byte == size; });
  return all_alike ? size : 0;
}

}  // namespace

Bytes encrypt_ecb(ByteView key, ByteView plaintext) {
  const std::size_t padding = aes_block_size - plaintext.size() % aes_block_size;
  Bytes text;
  text.reserve(plaintext.size() + padding);
  append(text, plaintext);
  text.resize(plaintext.size() + padding, static_cast<std::uint8_t>(padding));
  update(ecb(key, Direction::encrypt), text.data(), text);
  return text;
}

Result<Bytes> decrypt_ecb(ByteView key, ByteView ciphertext) {
  if (ciphertext.empty() || ciphertext.size() % aes_block_size != 0)
    return fail(ErrorKind::malformed, "the ciphertext is not made of whole blocks");
  Bytes text(ciphertext.size());
  update(ecb(key, Direction::decrypt), text.data(), ciphertext);
  const std::size_t padding = padding_size(text);
  if (padding == 0) return fail(ErrorKind::integrity, "the padding is wrong");
  text.resize(text.size() - padding);
  return text;
}

AesBlock encrypt_block(ByteView key, const AesBlock& plaintext) {
  AesBlock ciphertext{};
  update(ecb(key, Direction::encrypt), ciphertext.data(), plaintext);
  return ciphertext;
}

Bytes seal_gcm(ByteView key, ByteView iv, ByteView associated, ByteView plaintext) {
  EVP_CIPHER_CTX* context = gcm(key, iv, associated, Direction::encrypt);
  Bytes sealed(plaintext.size() + gcm_tag_size);
  update(context, sealed.data(), plaintext);
  std::uint8_t* tag = sealed.data() + plaintext.size();
  int written = 0;
  expect(EVP_CipherFinal_ex(context, tag, &written) == 1, "GCM");
  expect(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(gcm_tag_size), tag) == 1, "GCM tag");
  return sealed;
}

Result<Bytes> open_gcm(ByteView key, ByteView iv, ByteView associated, ByteView sealed) {
  if (sealed.size() < gcm_tag_size) return fail(ErrorKind::malformed, "shorter than a GCM tag");
  const ByteView ciphertext = sealed.first(sealed.size() - gcm_tag_size);
  std::array<std::uint8_t, gcm_tag_size> tag{};
  std::copy_n(sealed.data() + ciphertext.size(), tag.size(), tag.begin());

  EVP_CIPHER_CTX* context = gcm(key, iv, associated, Direction::decrypt);
  Bytes text(ciphertext.size());
  update(context, text.data(), ciphertext);
  expect(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1, "GCM tag");
  std::array<std::uint8_t, aes_block_size> rest{};  // GCM leaves nothing for the end, but OpenSSL wants a place
  int written = 0;
  if (EVP_CipherFinal_ex(context, rest.data(), &written) != 1)
    return fail(ErrorKind::integrity, "the GCM tag disagrees");
  return text;
}

}  // namespace presad::crypto
