// A value, or why there is none. Pure.
//
// A few lines over tl::expected with the names of C++23's std::expected, which GCC 12 lacks;
// [[nodiscard]], so that no failure is dropped by mistake.

#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace presad {

/// Whose fault it is and what follows from it (ARCHITECTURE.md, "Errors").
enum class ErrorKind : unsigned char {
  malformed,    ///< does not follow the format: the sender's fault
  integrity,    ///< CRC, HMAC or tag disagrees: mostly the local_key
  refused,      ///< understood and declined
  unreachable,  ///< no connection
  timed_out,    ///< connected but silent
  busy,         ///< serves another client
  unsupported,  ///< this device cannot do that
  bad_config,   ///< the person's set-up
};

/// Static text such as "malformed".
const char* name(ErrorKind kind) noexcept;

struct Error {
  ErrorKind kind = ErrorKind::malformed;
  std::string what;  ///< one sentence for a person; never holds a secret

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
  Result(Error error)
      : tl::expected<T, Error>(tl::unexpect, std::move(error)) {}  // NOLINT(google-explicit-constructor)
};

/// `return fail(ErrorKind::malformed, "length 0");`
inline tl::unexpected<Error> fail(ErrorKind kind, std::string what) {
  return tl::unexpected<Error>({kind, std::move(what)});
}

}  // namespace presad
