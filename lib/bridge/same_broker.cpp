#include "bridge/same_broker.h"

namespace presad::bridge {

namespace {

bool is_loopback(std::string_view host) noexcept { return host.starts_with("127.") || host == "::1"; }

bool is_numeric(std::string_view host) noexcept {
  return host.find(':') != std::string_view::npos || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

bool may_be_same_broker(std::string_view ours, std::string_view theirs) noexcept {
  const bool comparable = is_numeric(ours) && is_numeric(theirs) && !is_loopback(ours);
  // One may be reached by both kinds of address.
  const bool same_kind = (ours.find(':') == std::string_view::npos) == (theirs.find(':') == std::string_view::npos);
  return !comparable || !same_kind || ours == theirs;
}

}  // namespace presad::bridge
