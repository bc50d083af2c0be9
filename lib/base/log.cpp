#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>

namespace presad::log {

namespace {

bool under_journal() noexcept { return std::getenv("JOURNAL_STREAM") != nullptr; }

spdlog::level::level_enum library_level(Level level) noexcept {
  switch (level) {
    case Level::trace:
      return spdlog::level::trace;
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

/// The journal reads the priority from a prefix (sd-daemon(3)).
const char* journal_prefix(Level level) noexcept {
  switch (level) {
    case Level::trace:
    case Level::debug:
      return "<7>";
    case Level::info:
      return "<6>";
    case Level::warning:
      return "<4>";
    case Level::error:
      return "<3>";
  }
  return "<6>";
}

spdlog::logger& logger() {
  static const std::unique_ptr<spdlog::logger> instance = [] {
    auto made = std::make_unique<spdlog::logger>("presad", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern(under_journal() ? "%v" : "%Y-%m-%d %H:%M:%S.%e %-7l %v");
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *instance;
}

}  // namespace

void set_level(Level level) noexcept { logger().set_level(library_level(level)); }

bool enabled(Level level) noexcept { return logger().should_log(library_level(level)); }

void write(Level level, std::string_view subject, std::string_view text) {
  static const bool journal = under_journal();
  logger().log(library_level(level), "{}{}: {}", journal ? journal_prefix(level) : "", subject, text);
}

}  // namespace presad::log
