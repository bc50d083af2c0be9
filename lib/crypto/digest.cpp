// See digest.h.

#include "crypto/digest.h"

#include <openssl/core_names.h>

#include <cassert>

#include "crypto/openssl.h"

namespace presad::crypto {
namespace {

using Digest = std::unique_ptr<EVP_MD, Freed<EVP_MD_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Mac = std::unique_ptr<EVP_MAC, Freed<EVP_MAC_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Freed<EVP_MAC_CTX_free>>;

Digest fetch(const char* name) { return Digest(required(EVP_MD_fetch(nullptr, name, nullptr), name)); }

void digest(const EVP_MD* algorithm, ByteView bytes, std::uint8_t* target) {
  thread_local const DigestContext context{required(EVP_MD_CTX_new(), "digest context")};
  expect(EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1 &&
             EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
             EVP_DigestFinal_ex(context.get(), target, nullptr) == 1,
         "digest");
}

/// A context that knows its digest already, so that each use gives it the key alone.
MacContext make_hmac_context() {
  static const Mac mac{required(EVP_MAC_fetch(nullptr, "HMAC", nullptr), "HMAC")};
  MacContext context{required(EVP_MAC_CTX_new(mac.get()), "HMAC context")};
  char name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                   OSSL_PARAM_construct_end()};
  expect(EVP_MAC_CTX_set_params(context.get(), parameters) == 1, "HMAC-SHA256");
  return context;
}

}  // namespace

Md5 md5(ByteView bytes) {
  static const Digest algorithm = fetch("MD5");
  Md5 result{};
  digest(algorithm.get(), bytes, result.data());
  return result;
}

Sha256 sha256(ByteView bytes) {
  static const Digest algorithm = fetch("SHA256");
  Sha256 result{};
  digest(algorithm.get(), bytes, result.data());
  return result;
}

Sha256 hmac_sha256(ByteView key, ByteView bytes) {
  thread_local const MacContext context = make_hmac_context();
  assert(!key.empty());
  Sha256 result{};
  std::size_t written = 0;
  expect(EVP_MAC_init(context.get(), key.data(), key.size(), nullptr) == 1 &&
             EVP_MAC_update(context.get(), bytes.data(), bytes.size()) == 1 &&
             EVP_MAC_final(context.get(), result.data(), &written, result.size()) == 1,
         "HMAC-SHA256");
  return result;
}

}  // namespace presad::crypto
