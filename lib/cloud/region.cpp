#include "cloud/region.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace presad::cloud {

namespace {

constexpr std::array<Region, 7> all = {{
    {"eu", "openapi.tuyaeu.com", "Central Europe"},
    {"eu-w", "openapi-weaz.tuyaeu.com", "Western Europe"},
    {"us", "openapi.tuyaus.com", "Western America"},
    {"us-e", "openapi-ueaz.tuyaus.com", "Eastern America"},
    {"cn", "openapi.tuyacn.com", "China"},
    {"in", "openapi.tuyain.com", "India"},
    {"sg", "openapi-sg.iotbing.com", "Singapore"},
}};

bool is_number(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// 127.x.y.z, [::1] or localhost: whatever is said there stays on this computer.
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  if (!host.starts_with("127.")) return false;
  host.remove_prefix(4);
  for (int part = 0; part < 3; ++part) {
    const auto end = std::min(host.find('.'), host.size());
    if (!is_number(host.substr(0, end), 3) || (part < 2) != (end < host.size())) return false;
    host.remove_prefix(std::min(end + 1, host.size()));
  }
  return true;
}

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 253 && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

}  // namespace

std::span<const Region> regions() noexcept { return all; }

std::string region_words() {
  std::string words;
  for (const Region& region : all) words += (words.empty() ? "" : ", ") + std::string(region.word);
  return words;
}

Result<Region> find_region(std::string_view word) {
  for (const Region& region : all) {
    if (equal_ignoring_case(region.word, word)) return region;
  }
  return fail(ErrorKind::bad_config, "\"" + printable(word) + "\" is not a region; expected one of " + region_words());
}

Result<std::string> check_server(std::string_view url) {
  const auto wrong = [&](const char* what) {
    return fail(ErrorKind::bad_config, "\"" + printable(url) + "\" cannot be the server: " + what);
  };
  if (url.ends_with('/')) url.remove_suffix(1);
  const bool secure = url.starts_with("https://");
  if (!secure && !url.starts_with("http://")) return wrong("it begins with neither https:// nor http://");
  const std::string_view place = url.substr(secure ? 8 : 7);
  const auto colon = place.rfind(':');
  const bool has_port = colon != std::string_view::npos && !place.ends_with(']');
  const std::string_view host = has_port ? place.substr(0, colon) : place;
  if (has_port && !is_number(place.substr(colon + 1), 5)) return wrong("no port stands behind the colon");
  if (!is_host(host) && host != "[::1]") return wrong("a host and a port, and nothing else");
  if (!secure && !is_loopback(host)) return wrong("without https at a loopback address only");
  return std::string(url);
}

}  // namespace presad::cloud
