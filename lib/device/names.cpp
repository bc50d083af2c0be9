// The plain names of the nouns' enumerators, for logs and JSON.

#include "device/command.h"
#include "device/device.h"
#include "device/overview.h"
#include "device/power_on.h"

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
    case Trouble::cloud_locked:
      return "cloud locked";
    case Trouble::out_of_reach:
      return "out of reach";
    case Trouble::gateway_away:
      return "gateway away";
    case Trouble::cid_unknown:
      return "cid unknown";
    case Trouble::key_unknown:
      return "key unknown";
  }
  return "?";
}

const char* name(Answering answering) noexcept {
  switch (answering) {
    case Answering::presad:
      return "presad";
    case Answering::itself:
      return "itself";
    case Answering::nobody:
      return "nobody";
  }
  return "?";
}

const char* name(PowerOn power_on) noexcept {
  switch (power_on) {
    case PowerOn::device:
      return "device";
    case PowerOn::last:
      return "last";
    case PowerOn::on:
      return "on";
    case PowerOn::off:
      return "off";
  }
  return "?";
}

std::optional<PowerOn> parse_power_on(std::string_view word) noexcept {
  for (const PowerOn each : {PowerOn::device, PowerOn::last, PowerOn::on, PowerOn::off}) {
    if (word == name(each)) return each;
  }
  return std::nullopt;
}

}  // namespace presad
