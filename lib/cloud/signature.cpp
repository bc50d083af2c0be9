#include "cloud/signature.h"

#include <cassert>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/digest.h"

namespace presad::cloud {

std::string string_to_sign(std::string_view method, std::string_view body, std::span<const std::string> signed_headers,
                           std::string_view url) {
  std::string text = std::string(method) + '\n' + to_hex(crypto::sha256(as_bytes(body))) + '\n';
  for (const std::string& header : signed_headers) text += header + '\n';
  return text + '\n' + std::string(url);
}

std::string sign(const Credentials& credentials, std::string_view access_token, std::string_view t,
                 std::string_view nonce, std::string_view to_sign) {
  assert(!credentials.access_secret.empty());
  std::string text = credentials.access_id;
  text.append(access_token).append(t).append(nonce).append(to_sign);
  return to_upper(to_hex(crypto::hmac_sha256(as_bytes(credentials.access_secret.reveal()), as_bytes(text))));
}

}  // namespace presad::cloud
