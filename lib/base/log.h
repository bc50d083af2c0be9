// The one door to spdlog.
//
// A line names its subject first: a device's topic, or the part of presad that speaks. No secret ever gets
// here; whoever logs something from outside passes it through printable(). Callable on any thread,
// but Paho's threads do not log (ARCHITECTURE.md).

#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

namespace presad::log {

enum class Level : unsigned char { trace, debug, info, warning, error };

/// Lines below `level` are dropped before they are formatted. Default: info.
void set_level(Level level) noexcept;
bool enabled(Level level) noexcept;

/// Whom a line speaks of. A literal names a part of presad ("mqtt"), any other text is a device's topic.
struct Subject {
  Subject(const char* part) noexcept : name(part) {}                            // NOLINT(google-explicit-constructor)
  Subject(const std::string& topic) noexcept : name(topic), is_device(true) {}  // NOLINT(google-explicit-constructor)
  Subject(std::string_view topic) noexcept : name(topic), is_device(true) {}    // NOLINT(google-explicit-constructor)

  std::string_view name;
  bool is_device = false;
};

/// What the journal can be asked for by itself; empty: does not apply.
struct Fields {
  std::string_view command;  ///< "POWER ON"
  std::string_view outcome;  ///< "confirmed"
  std::string_view rung;     ///< of the ladder after a power cut
};

/// Writes one line: to the journal with its fields where standard error goes there, else to standard error. In the
/// journal a subject has a bounded number of lines a minute from info on (line_limit.h); the rest is counted and told.
void write(Level level, const Subject& subject, std::string_view text, const Fields& fields = {});

template <class... Args>
void line(Level level, const Subject& subject, fmt::format_string<Args...> format, Args&&... args) {
  if (enabled(level)) write(level, subject, fmt::format(format, std::forward<Args>(args)...));
}
template <class... Args>
void event(Level level, const Subject& subject, const Fields& fields, fmt::format_string<Args...> format,
           Args&&... args) {
  if (enabled(level)) write(level, subject, fmt::format(format, std::forward<Args>(args)...), fields);
}
template <class... Args>
void trace(const Subject& subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::trace, subject, format, std::forward<Args>(args)...);
}
template <class... Args>
void debug(const Subject& subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::debug, subject, format, std::forward<Args>(args)...);
}
template <class... Args>
void info(const Subject& subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::info, subject, format, std::forward<Args>(args)...);
}
template <class... Args>
void warning(const Subject& subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::warning, subject, format, std::forward<Args>(args)...);
}
template <class... Args>
void error(const Subject& subject, fmt::format_string<Args...> format, Args&&... args) {
  line(Level::error, subject, format, std::forward<Args>(args)...);
}

}  // namespace presad::log
