// One question to the vendor's OpenAPI: where it goes and which headers make it the project's own. Pure.
// Source: developer.tuya.com/en/docs/iot/new-singnature?id=Kbw0q34cs2e5g (headers); jasonacox/tinytuya at 728779d,
// Cloud.py (the query is signed as it is before it is escaped).

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "cloud/signature.h"

namespace presad::cloud {

/// Always a GET. The path holds nothing that would have to be escaped.
struct Ask {
  std::string path;                                        ///< "/v1.0/token"
  std::vector<std::pair<std::string, std::string>> query;  ///< in any order, not escaped
  SecretText access_token;                                 ///< empty where a token is asked for
};

struct SignedRequest {
  std::string target;                ///< path and query, escaped: what stands behind the host
  std::vector<std::string> headers;  ///< "name: value"; one of them holds the token
};

/// `nonce`: whatever is new each time, in letters and digits.
SignedRequest sign_request(const Credentials& credentials, const Ask& ask, WallTime now, std::string_view nonce);

}  // namespace presad::cloud
