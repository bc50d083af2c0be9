#include "inventory/broker_url.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace presad {

namespace {

/// The part of `rest` in front of the port; `rest` keeps what follows. Empty: no host.
std::string_view take_host(std::string_view& rest) {
  if (rest.starts_with('[')) {
    const std::size_t end = rest.find(']');
    if (end == std::string_view::npos) return {};
    const std::string_view host = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    return host;
  }
  const std::string_view host = rest.substr(0, rest.find(':'));
  rest.remove_prefix(host.size());
  return host;
}

bool is_ipv6(std::string_view host) {
  in6_addr address{};
  return inet_pton(AF_INET6, std::string(host.substr(0, host.find('%'))).c_str(), &address) == 1;
}

bool is_host_name(std::string_view host) {
  return host.size() <= 253 && std::all_of(host.begin(), host.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
                  c == '_';
         });
}

Result<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) {
    return fail(ErrorKind::bad_config, "the port must be a number from 1 to 65535");
  }
  return port;
}

}  // namespace

Result<BrokerUrl> parse_broker_url(std::string_view text) {
  constexpr std::string_view plain = "mqtt://";
  constexpr std::string_view secure = "mqtts://";
  BrokerUrl url;
  url.tls = text.starts_with(secure);
  if (!url.tls && !text.starts_with(plain)) {
    return fail(ErrorKind::bad_config, "the broker's URL must begin with mqtt:// or mqtts://");
  }
  std::string_view rest = text.substr(url.tls ? secure.size() : plain.size());
  if (rest.find('@') != std::string_view::npos) {
    return fail(ErrorKind::bad_config, "username and password have keys of their own and no place in the URL");
  }
  if (rest.ends_with('/')) rest.remove_suffix(1);
  if (rest.find_first_of("/?#") != std::string_view::npos) {
    return fail(ErrorKind::bad_config, "nothing may follow the host and port of the broker's URL");
  }
  const bool bracketed = rest.starts_with('[');
  const std::string_view host = take_host(rest);
  if (host.empty() || !(bracketed ? is_ipv6(host) : is_host_name(host))) {
    return fail(ErrorKind::bad_config, "the broker's URL names no host (an IPv6 address stands in brackets)");
  }
  url.host = host;
  url.port = url.tls ? 8883 : 1883;
  if (rest.empty()) return url;
  if (!rest.starts_with(':')) return fail(ErrorKind::bad_config, "only a port may follow the broker's host");
  const auto port = parse_port(rest.substr(1));
  if (!port) return port.error();
  url.port = *port;
  return url;
}

}  // namespace presad
