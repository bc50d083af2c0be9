// What the files of this folder share about OpenSSL; nobody else includes it.
//
// Source: crypto(7) of OpenSSL 3, "ALGORITHM FETCHING": implicit fetches (EVP_aes_128_ecb() and its like)
// search the providers at every use, explicit ones once.

#pragma once

#include <openssl/evp.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace presad::crypto {

/// A function that frees, as a deleter without size.
template <auto Function>
struct Freed {
  template <class T>
  void operator()(T* object) const noexcept {
    Function(object);
  }
};

/// What OpenSSL gave; ends the process when it gave nothing. Happens only out of memory or on a machine whose
/// OpenSSL is set up without the algorithm (FIPS only): nothing that runs could go on.
template <class T>
T* required(T* given, const char* what) noexcept {
  if (given == nullptr) {
    std::fprintf(stderr, "presad: this machine's OpenSSL offers no %s\n", what);
    std::abort();
  }
  return given;
}

/// For calls that fail only when the caller broke a promise or memory ran out.
inline void expect(bool succeeded, const char* what) noexcept {
  if (!succeeded) {
    std::fprintf(stderr, "presad: OpenSSL failed at %s\n", what);
    std::abort();
  }
}

}  // namespace presad::crypto
