// The one door to spdlog.
//
// A line names its subject first: a device's topic, or the part of presad that speaks. No secret ever gets
// here; whoever logs something from outside passes it through printable(). Callable on any thread,
// but Paho's threads do not log (ARCHITECTURE.md).

#pragma once

#include <fmt/core.h>

#include <string_view>
#include <utility>

namespace presad::log {

enum class Level : unsigned char { trace, debug, info, warning, error };

/// Lines below `level` are dropped before they are formatted. Default: info.
void set_level(Level level) noexcept;
bool enabled(Level level) noexcept;

/// Writes one line to standard error. Under systemd (JOURNAL_STREAM is set) without time, with the journal's priority
/// prefix.
void write(Level level, std::string_view subject, std::string_view text);

template <class... Args>
void line(Level level, std::string_view subject, fmt::format_string<Args...> format, Args&&... args) {
  if (enabled(level)) write(level, subject, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void trace(std::string_view subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::trace, subject, format, std::forward<Args>(args)...);
}
template <class... Args>
void debug(std::string_view subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::debug, subject, format, std::forward<Args>(args)...);
}
template <class... Args>
void info(std::string_view subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::info, subject, format, std::forward<Args>(args)...);
}
template <class... Args>
void warning(std::string_view subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::warning, subject, format, std::forward<Args>(args)...);
}
template <class... Args>
void error(std::string_view subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::error, subject, format, std::forward<Args>(args)...);
}

}  // namespace presad::log
