// An inquiry (cloud/inquiry.h) carried out over the network: the one place from which presad's programs reach for the
// internet, and only by the person's own command.

#pragma once

#include <string>

#include "base/result.h"
#include "cloud/inquiry.h"
#include "cloud/signature.h"

namespace presad::cli {

struct CloudServer {
  std::string url;      ///< https://HOST, or what check_server() (cloud/region.h) gave
  std::string ca_file;  ///< PEM: to trust instead of the system's authorities; empty: those
};

/// Status of a verb that was ended by Ctrl-C, as a shell has it.
inline constexpr int exit_interrupted = 130;

/// Asks until the devices are known; what is being asked stands on standard error while a person watches. Blocks SIGINT
/// and SIGTERM for good and ends with exit_interrupted when one comes: `interrupted` is then true, and the error of no
/// use. Errors: those of Inquiry and http::ResponseListener, the server named.
Result<cloud::Found> talk_to_cloud(const CloudServer& server, const cloud::Credentials& credentials,
                                   const std::string& device_id, bool& interrupted);

}  // namespace presad::cli
