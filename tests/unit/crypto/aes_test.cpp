// lib/crypto/aes.h against published vectors, and against damage.

#include "crypto/aes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "base/text.h"

namespace presad::crypto {
namespace {

Bytes hex(std::string_view digits) { return from_hex(digits).value(); }

const Bytes key = hex("2b7e151628aed2a6abf7158809cf4f3c");

/// The McGrew-Viega specification of GCM, test case 4.
struct GcmCase {
  Bytes key = hex("feffe9928665731c6d6a8f9467308308");
  Bytes iv = hex("cafebabefacedbaddecaf888");
  Bytes associated = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  Bytes plaintext =
      hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
          "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  Bytes sealed =
      hex("42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
          "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
          "5bc94fbc3221a5db94fae95ae7121a47");
};

}  // namespace

TEST_CASE("one block is enciphered as NIST SP 800-38A, F.1.1, shows") {
  AesBlock block{};
  const Bytes plaintext = hex("6bc1bee22e409f96e93d7e117393172a");
  std::copy(plaintext.begin(), plaintext.end(), block.begin());
  CHECK(to_hex(encrypt_block(key, block)) == "3ad77bb40d7a3660a89ecaf32466ef97");
}

TEST_CASE("ECB enciphers each block by itself and adds a whole block of padding to whole blocks") {
  const Bytes ciphertext = encrypt_ecb(key, hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"));
  REQUIRE(ciphertext.size() == 48);
  CHECK(to_hex(ByteView(ciphertext).first(32)) == "3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf");
}

TEST_CASE("ECB gives back every length") {
  Bytes plaintext;
  for (std::size_t size = 0; size <= 70; ++size) {
    CAPTURE(size);
    const Bytes ciphertext = encrypt_ecb(key, plaintext);
    CHECK(ciphertext.size() == (size / 16 + 1) * 16);
    const auto again = decrypt_ecb(key, ciphertext);
    REQUIRE(again.has_value());
    CHECK(*again == plaintext);
    plaintext.push_back(static_cast<std::uint8_t>(size));
  }
}

TEST_CASE("ciphertext that is not made of whole blocks is malformed") {
  for (const std::size_t size : {0U, 1U, 15U, 17U, 31U}) {
    CAPTURE(size);
    const auto text = decrypt_ecb(key, Bytes(size, 7));
    REQUIRE(!text.has_value());
    CHECK(text.error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("every byte of the padding is looked at") {
  // Each row is the last block in clear; ECB of one block lets us make its ciphertext.
  for (const std::string_view last :
       {"00000000000000000000000000000000", "00000000000000000000000000000011", "000000000000000000000000000000ff",
        "00000000000000000000000000000102", "00000000000000000000000003020303", "0f101010101010101010101010101010"}) {
    CAPTURE(last);
    AesBlock block{};
    const Bytes bytes = hex(last);
    std::copy(bytes.begin(), bytes.end(), block.begin());
    const auto text = decrypt_ecb(key, encrypt_block(key, block));
    REQUIRE(!text.has_value());
    CHECK(text.error().kind == ErrorKind::integrity);
  }
}

TEST_CASE("GCM seals and opens as its specification shows") {
  const GcmCase known;
  CHECK(seal_gcm(known.key, known.iv, known.associated, known.plaintext) == known.sealed);
  const auto opened = open_gcm(known.key, known.iv, known.associated, known.sealed);
  REQUIRE(opened.has_value());
  CHECK(*opened == known.plaintext);
}

TEST_CASE("GCM of nothing is a tag alone") {
  const Bytes zeros(16);
  const Bytes sealed = seal_gcm(zeros, Bytes(12), {}, {});
  CHECK(to_hex(sealed) == "58e2fccefa7e3061367f1d57a4e7455a");
  const auto opened = open_gcm(zeros, Bytes(12), {}, sealed);
  REQUIRE(opened.has_value());
  CHECK(opened->empty());
}

TEST_CASE("a flipped bit anywhere in what GCM guards is refused") {
  GcmCase known;
  const auto refused = [&] {
    const auto opened = open_gcm(known.key, known.iv, known.associated, known.sealed);
    return !opened && opened.error().kind == ErrorKind::integrity;
  };
  for (Bytes* guarded : {&known.sealed, &known.associated, &known.iv, &known.key}) {
    for (std::size_t bit = 0; bit < guarded->size() * 8; ++bit) {
      const auto mask = static_cast<std::uint8_t>(1U << bit % 8);
      (*guarded)[bit / 8] ^= mask;
      CHECK(refused());
      (*guarded)[bit / 8] ^= mask;
    }
  }
  CHECK(!refused());
}

TEST_CASE("what is shorter than a tag is malformed") {
  for (std::size_t size = 0; size < gcm_tag_size; ++size) {
    const auto opened = open_gcm(key, Bytes(12), {}, Bytes(size));
    REQUIRE(!opened.has_value());
    CHECK(opened.error().kind == ErrorKind::malformed);
  }
}

TEST_CASE("a call leaves nothing behind that the next one feels") {
  const GcmCase known;
  Bytes damaged = known.sealed;
  damaged[3] ^= 1U;
  for (int round = 0; round < 3; ++round) {
    CHECK(!open_gcm(known.key, known.iv, known.associated, damaged).has_value());
    CHECK(!decrypt_ecb(key, Bytes(16, 1)).has_value());
    CHECK(open_gcm(known.key, known.iv, known.associated, known.sealed).has_value());
    CHECK(seal_gcm(known.key, known.iv, known.associated, known.plaintext) == known.sealed);
    CHECK(decrypt_ecb(key, encrypt_ecb(key, known.plaintext)).value() == known.plaintext);
  }
}

TEST_CASE("threads do not disturb each other") {
  const GcmCase known;
  bool same[2] = {true, true};
  const auto work = [&known](bool& all_same) {
    for (int round = 0; round < 200; ++round)
      all_same = all_same && seal_gcm(known.key, known.iv, known.associated, known.plaintext) == known.sealed;
  };
  std::thread first(work, std::ref(same[0]));
  std::thread second(work, std::ref(same[1]));
  first.join();
  second.join();
  CHECK(same[0]);
  CHECK(same[1]);
}

}  // namespace presad::crypto
