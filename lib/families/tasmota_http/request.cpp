#include "families/tasmota_http/request.h"

namespace presad::tasmota_http {

namespace {

/// RFC 3986, 2.3.
bool unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::string encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded.append({'%', digits[byte >> 4U], digits[byte & 15U]});
  }
  return encoded;
}

/// RFC 6874 for the zone of a link-local address.
std::string host(std::string_view address) {
  if (address.find(':') == std::string_view::npos) return std::string(address);
  const std::size_t zone = address.find('%');
  std::string text = "[" + std::string(address.substr(0, zone));
  if (zone != std::string_view::npos) text += "%25" + std::string(address.substr(zone + 1));
  return text + "]";
}

}  // namespace

std::string render_command(const Forward& what) {
  return what.payload.empty() ? what.word : what.word + " " + what.payload;
}

std::string render_url(std::string_view address, std::string_view command) {
  return "http://" + host(address) + "/cm?cmnd=" + encode(command);
}

std::string render_referer(std::string_view address) { return "http://" + host(address) + "/"; }

}  // namespace presad::tasmota_http
