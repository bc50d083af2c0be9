// How a request to the vendor's OpenAPI is signed. Pure.
// Source: developer.tuya.com/en/docs/iot/new-singnature?id=Kbw0q34cs2e5g; its worked example is
// tests/vectors/cloud/signature.json.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace presad::cloud {

/// Of a cloud project: the developer platform calls them Access ID / Client ID and Access Secret / Client Secret.
struct Credentials {
  std::string access_id;
  SecretText access_secret;
};

/// Four lines: method, SHA-256 of `body`, `signed_headers` ("name:value") with a line feed behind each, and `url`: path
/// and query, the query's members in the order of the alphabet and as they are before anything is escaped.
std::string string_to_sign(std::string_view method, std::string_view body, std::span<const std::string> signed_headers,
                           std::string_view url);

/// 64 hex digits, upper case. `access_token` is empty where one is asked for; `t` is the time in milliseconds since
/// 1970, in digits; `access_secret` is not empty (asserted).
std::string sign(const Credentials& credentials, std::string_view access_token, std::string_view t,
                 std::string_view nonce, std::string_view to_sign);

}  // namespace presad::cloud
