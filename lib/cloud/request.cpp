#include "cloud/request.h"

#include <algorithm>
#include <chrono>

namespace presad::cloud {

namespace {

bool needs_no_escape(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '~';
}

/// RFC 3986, 2.1.
std::string escape(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    if (needs_no_escape(c)) {
      escaped += c;
    } else {
      escaped += '%';
      escaped += digits[static_cast<unsigned char>(c) >> 4U];
      escaped += digits[static_cast<unsigned char>(c) & 15U];
    }
  }
  return escaped;
}

}  // namespace

SignedRequest sign_request(const Credentials& credentials, const Ask& ask, WallTime now, std::string_view nonce) {
  auto query = ask.query;
  std::sort(query.begin(), query.end());
  std::string plain = ask.path;
  std::string target = ask.path;
  for (std::size_t i = 0; i < query.size(); ++i) {
    const char* const join = i == 0 ? "?" : "&";
    plain += join + query[i].first + '=' + query[i].second;
    target += join + escape(query[i].first) + '=' + escape(query[i].second);
  }
  const auto since_1970 = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
  const std::string t = std::to_string(since_1970.count());
  const std::string& token = ask.access_token.reveal();
  const std::string signature = sign(credentials, token, t, nonce, string_to_sign("GET", "", {}, plain));
  SignedRequest request{std::move(target),
                        {"client_id: " + credentials.access_id, "sign: " + signature, "sign_method: HMAC-SHA256",
                         "t: " + t, "nonce: " + std::string(nonce), "lang: en"}};
  if (!token.empty()) request.headers.push_back("access_token: " + token);
  return request;
}

}  // namespace presad::cloud
