// One presad of several that share a broker: what its name gives it. Pure, but for mark_on_this_host().

#pragma once

#include <string>
#include <string_view>

namespace presad {

/// What --instance may be, for a person.
inline constexpr const char* instance_rule = "an instance is named with 1 to 32 letters, digits, - and _";

/// Its name is a part of a topic, a path and a unit's name: nothing may need quoting in any of them.
bool is_instance_name(std::string_view name) noexcept;

/// "presad", and "presad_site" for the instance `site`.
std::string own_topic_of(std::string_view instance);

/// Its client id, and the value of the user property `presad` on all that it publishes from here: unique on the broker,
/// and the same after a restart. "presad-raspberrypi"
std::string mark_on_this_host(const std::string& own_topic);

}  // namespace presad
