// AES-128 as Tuya uses it: ECB with PKCS#7 padding, one bare block, and GCM. Pure.
//
// Each call is whole in itself; no object to keep. OpenSSL's algorithms are looked up once in the process
// and its scratch contexts live once a thread, so that a frame costs microseconds and an idle connection nothing.
// Source: NIST SP 800-38A (ECB), SP 800-38D (GCM), RFC 5652 6.3 (padding).

#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/result.h"

namespace presad::crypto {

inline constexpr std::size_t aes_block_size = 16;
inline constexpr std::size_t aes_key_size = 16;  ///< every `key` below has exactly this many bytes (asserted)
inline constexpr std::size_t gcm_iv_size = 12;   ///< every `iv` below has exactly this many bytes (asserted)
inline constexpr std::size_t gcm_tag_size = 16;

using AesBlock = std::array<std::uint8_t, aes_block_size>;

/// Pads `plaintext` (1 to 16 bytes, always at least one) and enciphers it.
Bytes encrypt_ecb(ByteView key, ByteView plaintext);

/// The same where it lies: with what stands in `text` from `offset` on.
void encrypt_ecb_in_place(ByteView key, Bytes& text, std::size_t offset);

/// Undoes encrypt_ecb(). Every byte of the padding is checked: a wrong key passes a look at the last byte
/// alone once in 16 times. Errors: `malformed` (no whole blocks), `integrity` (padding wrong: mostly another key).
Result<Bytes> decrypt_ecb(ByteView key, ByteView ciphertext);

/// The same into `text`, whose memory is used again; after an error it holds nothing of use.
Result<bool> decrypt_ecb(ByteView key, ByteView ciphertext, Bytes& text);

/// One block, enciphered without padding.
AesBlock encrypt_block(ByteView key, const AesBlock& plaintext);

/// Enciphers and authenticates: the ciphertext, then the 16 bytes of the tag. `associated` is authenticated only.
/// One `iv` must never serve twice under one key.
Bytes seal_gcm(ByteView key, ByteView iv, ByteView associated, ByteView plaintext);

using GcmTag = std::array<std::uint8_t, gcm_tag_size>;

/// The same where the text lies; the tag comes back by itself.
GcmTag seal_gcm_in_place(ByteView key, ByteView iv, ByteView associated, std::span<std::uint8_t> text);

/// Undoes seal_gcm(). `sealed` is the ciphertext and its tag.
/// Errors: `malformed` (shorter than a tag), `integrity` (the tag disagrees).
Result<Bytes> open_gcm(ByteView key, ByteView iv, ByteView associated, ByteView sealed);

/// The same into `text`, whose memory is used again; after an error it holds nothing of use.
Result<bool> open_gcm(ByteView key, ByteView iv, ByteView associated, ByteView sealed, Bytes& text);

}  // namespace presad::crypto
