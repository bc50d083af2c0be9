#include "base/result.h"

namespace presad {

const char* name(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::malformed:
      return "malformed";
    case ErrorKind::integrity:
      return "integrity";
    case ErrorKind::refused:
      return "refused";
    case ErrorKind::unreachable:
      return "unreachable";
    case ErrorKind::timed_out:
      return "timed out";
    case ErrorKind::busy:
      return "busy";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::bad_config:
      return "bad configuration";
  }
  return "?";
}

}  // namespace presad
