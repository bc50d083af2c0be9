// What `presa wizard` must know of a cloud project, and how a person writes it down. Pure.

#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "cloud/signature.h"

namespace presad::cli {

struct CloudAccount {
  cloud::Credentials credentials;
  std::string region;     ///< empty: not said
  std::string device_id;  ///< of any device of the account; empty: all accounts that are linked to the project
};

/// Reads `text`: access_id, access_secret and, if the person likes, region and device_id, in YAML as the inventory is.
/// Errors: `bad_config`: every finding with its place in `file`, and never the secret.
Result<CloudAccount> parse_cloud_account(const std::string& file, std::string_view text);

/// The same again; holds the secret.
std::string render_cloud_account(const CloudAccount& account);

/// Errors: `bad_config`: what cannot be an Access ID (it goes into a header as it is), or an empty secret.
Result<bool> check_credentials(const cloud::Credentials& credentials);

}  // namespace presad::cli
