// See aes.h.

#include "crypto/aes.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "crypto/openssl.h"

namespace presad::crypto {
namespace {

using Cipher = std::unique_ptr<EVP_CIPHER, Freed<EVP_CIPHER_free>>;
using Context = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;

enum class Direction : int { decrypt = 0, encrypt = 1 };  // as EVP_CipherInit_ex2() counts

Cipher fetch(const char* name) { return Cipher(required(EVP_CIPHER_fetch(nullptr, name, nullptr), name)); }

/// A context that has its cipher and no key yet: given the cipher at each use, OpenSSL would set up anew all that goes
/// with it.
Context make_context(const Cipher& cipher) {
  Context context{required(EVP_CIPHER_CTX_new(), "cipher context")};
  expect(EVP_CipherInit_ex2(context.get(), cipher.get(), nullptr, nullptr, static_cast<int>(Direction::encrypt),
                            nullptr) == 1,
         "cipher context");
  return context;
}

/// This thread's scratch context for ECB, given its key.
EVP_CIPHER_CTX* ecb(ByteView key, Direction direction) {
  static const Cipher cipher = fetch("AES-128-ECB");
  thread_local const Context context = [] {
    Context made = make_context(cipher);
    // Padding is ours: OpenSSL's own check looks at all bytes too, but tells nothing apart and queues an error.
    EVP_CIPHER_CTX_set_padding(made.get(), 0);
    return made;
  }();
  assert(key.size() == aes_key_size);
  expect(EVP_CipherInit_ex2(context.get(), nullptr, key.data(), nullptr, static_cast<int>(direction), nullptr) == 1,
         "AES-128-ECB");
  return context.get();
}

/// The same for GCM, the associated bytes already taken in.
EVP_CIPHER_CTX* gcm(ByteView key, ByteView iv, ByteView associated, Direction direction) {
  static const Cipher cipher = fetch("AES-128-GCM");
  thread_local const Context context = make_context(cipher);
  assert(key.size() == aes_key_size && iv.size() == gcm_iv_size);
  expect(EVP_CipherInit_ex2(context.get(), nullptr, key.data(), iv.data(), static_cast<int>(direction), nullptr) == 1,
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

void encrypt_ecb_in_place(ByteView key, Bytes& text, std::size_t offset) {
  const std::size_t padding = aes_block_size - (text.size() - offset) % aes_block_size;
  text.resize(text.size() + padding, static_cast<std::uint8_t>(padding));
  update(ecb(key, Direction::encrypt), text.data() + offset, ByteView(text).subspan(offset));
}

Bytes encrypt_ecb(ByteView key, ByteView plaintext) {
  Bytes text;
  text.reserve(plaintext.size() + aes_block_size);
  append(text, plaintext);
  encrypt_ecb_in_place(key, text, 0);
  return text;
}

Result<bool> decrypt_ecb(ByteView key, ByteView ciphertext, Bytes& text) {
  if (ciphertext.empty() || ciphertext.size() % aes_block_size != 0)
    return fail(ErrorKind::malformed, "the ciphertext is not made of whole blocks");
  text.resize(ciphertext.size());
  update(ecb(key, Direction::decrypt), text.data(), ciphertext);
  const std::size_t padding = padding_size(text);
  if (padding == 0) return fail(ErrorKind::integrity, "the padding is wrong");
  text.resize(text.size() - padding);
  return true;
}

Result<Bytes> decrypt_ecb(ByteView key, ByteView ciphertext) {
  Bytes text;
  auto opened = decrypt_ecb(key, ciphertext, text);
  if (!opened) return std::move(opened.error());
  return text;
}

AesBlock encrypt_block(ByteView key, const AesBlock& plaintext) {
  AesBlock ciphertext{};
  update(ecb(key, Direction::encrypt), ciphertext.data(), plaintext);
  return ciphertext;
}

GcmTag seal_gcm_in_place(ByteView key, ByteView iv, ByteView associated, std::span<std::uint8_t> text) {
  EVP_CIPHER_CTX* context = gcm(key, iv, associated, Direction::encrypt);
  update(context, text.data(), text);
  GcmTag tag{};
  int written = 0;
  expect(EVP_CipherFinal_ex(context, tag.data(), &written) == 1, "GCM");
  expect(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag.size()), tag.data()) == 1, "GCM tag");
  return tag;
}

Bytes seal_gcm(ByteView key, ByteView iv, ByteView associated, ByteView plaintext) {
  Bytes sealed(plaintext.begin(), plaintext.end());
  const GcmTag tag = seal_gcm_in_place(key, iv, associated, sealed);
  append(sealed, tag);
  return sealed;
}

Result<bool> open_gcm(ByteView key, ByteView iv, ByteView associated, ByteView sealed, Bytes& text) {
  if (sealed.size() < gcm_tag_size) return fail(ErrorKind::malformed, "shorter than a GCM tag");
  const ByteView ciphertext = sealed.first(sealed.size() - gcm_tag_size);
  GcmTag tag{};
  std::copy_n(sealed.data() + ciphertext.size(), tag.size(), tag.begin());

  EVP_CIPHER_CTX* context = gcm(key, iv, associated, Direction::decrypt);
  text.resize(ciphertext.size());
  update(context, text.data(), ciphertext);
  expect(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1, "GCM tag");
  std::array<std::uint8_t, aes_block_size> rest{};  // GCM leaves nothing for the end, but OpenSSL wants a place
  int written = 0;
  if (EVP_CipherFinal_ex(context, rest.data(), &written) != 1)
    return fail(ErrorKind::integrity, "the GCM tag disagrees");
  return true;
}

Result<Bytes> open_gcm(ByteView key, ByteView iv, ByteView associated, ByteView sealed) {
  Bytes text;
  auto opened = open_gcm(key, iv, associated, sealed, text);
  if (!opened) return std::move(opened.error());
  return text;
}

}  // namespace presad::crypto
