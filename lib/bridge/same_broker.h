// Whether two devices that each name a broker may mean the same one. Pure.

#pragma once

#include <string_view>

namespace presad::bridge {

/// False only when both are numeric addresses that other machines use too, and differ: a name, or "localhost", may mean
/// anything.
bool may_be_same_broker(std::string_view ours, std::string_view theirs) noexcept;

}  // namespace presad::bridge
