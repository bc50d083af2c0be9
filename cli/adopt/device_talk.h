// One command to a Tasmota device's web server, and its answer. Blocking, on a loop of its own.

#pragma once

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "families/tasmota_http/answer_reader.h"
#include "families/tasmota_http/traits_reader.h"

namespace presad::cli {

/// Where it is, and what its web server wants to see first.
struct DeviceDoor {
  std::string address;  ///< numeric, of the local network: the caller has seen to that
  std::string username = "admin";
  SecretText password;  ///< empty: none is sent
};

/// Waits for `pause`, then asks. `command` may hold a password: it is in the request alone, and nowhere logged.
/// Errors: those of http::ResponseListener and of read_answer().
Result<tasmota_http::DeviceAnswer> ask_device(const DeviceDoor& door, const std::string& command, Duration pause = {});

/// All of tasmota_http::traits_commands. Errors: as ask_device(), and `unsupported`: it does not answer as Tasmota
/// does; `busy`: it is starting, and answers nothing yet.
Result<tasmota_http::Traits> read_device(const DeviceDoor& door);

}  // namespace presad::cli
