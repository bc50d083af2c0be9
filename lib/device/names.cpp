// The plain names of the nouns' enumerators, for logs and JSON.

#include "device/command.h"
#include "device/device.h"

namespace presad {

const char* name(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::confirmed:
      return "confirmed";
    case Outcome::unchanged:
      return "unchanged";
    case Outcome::unconfirmed:
      return "unconfirmed";
    case Outcome::superseded:
      return "superseded";
    case Outcome::offline:
      return "offline";
    case Outcome::refused:
      return "refused";
  }
  return "?";
}

const char* name(Trouble trouble) noexcept {
  switch (trouble) {
    case Trouble::none:
      return "none";
    case Trouble::starting:
      return "starting";
    case Trouble::no_address:
      return "no address";
    case Trouble::unreachable:
      return "unreachable";
    case Trouble::connection_refused:
      return "connection refused";
    case Trouble::slot_taken:
      return "slot taken";
    case Trouble::silent:
      return "silent";
    case Trouble::key_wrong:
      return "key wrong";
    case Trouble::version_wrong:
      return "version wrong";
    case Trouble::relay_undefined:
      return "relay undefined";
  }
  return "?";
}

}  // namespace presad
