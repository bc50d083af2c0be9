#include "inventory/instance.h"

#include <unistd.h>

#include <algorithm>

#include "base/text.h"

namespace presad {

namespace {

constexpr std::size_t longest_name = 32;

bool is_allowed(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

bool is_instance_name(std::string_view name) noexcept {
  return !name.empty() && name.size() <= longest_name && std::all_of(name.begin(), name.end(), is_allowed);
}

std::string own_topic_of(std::string_view instance) {
  return instance.empty() ? "presad" : "presad_" + std::string(instance);
}

std::string mark_on_this_host(const std::string& own_topic) {
  char host[256] = "";
  gethostname(host, sizeof host - 1);
  return own_topic + "-" + printable(host, 64);
}

}  // namespace presad
