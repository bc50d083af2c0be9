#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <mutex>

#include "base/journal.h"
#include "base/line_limit.h"

namespace presad::log {

namespace {

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

spdlog::logger& logger() {
  static const std::unique_ptr<spdlog::logger> instance = [] {
    auto made = std::make_unique<spdlog::logger>("presad", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%d %H:%M:%S.%e %-7l %v");
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *instance;
}

void write_to_stderr(Level level, const Subject& subject, std::string_view text) {
  logger().log(library_level(level), "{}: {}", subject.name, text);
}

/// What was asked for in detail is not limited.
LineLimit::Verdict look_at_limit(Level level, const Subject& subject) {
  if (level < Level::info) return {};
  static std::mutex guard;
  static LineLimit limit;
  const std::lock_guard lock(guard);
  return limit.on_line(subject.name, SystemClock().now());
}

void write_to_journal(Level level, const Subject& subject, std::string_view text, const Fields& fields) {
  const LineLimit::Verdict verdict = look_at_limit(level, subject);
  if (verdict.left_out != 0) {
    journal::write(Level::warning, subject,
                   fmt::format("{} more lines were left out: too many in a minute", verdict.left_out), {});
  }
  if (verdict.write && !journal::write(level, subject, text, fields)) write_to_stderr(level, subject, text);
}

}  // namespace

void set_level(Level level) noexcept { logger().set_level(library_level(level)); }

bool enabled(Level level) noexcept { return logger().should_log(library_level(level)); }

void write(Level level, const Subject& subject, std::string_view text, const Fields& fields) {
  static const bool journal = journal::reached();
  if (journal) {
    write_to_journal(level, subject, text, fields);
  } else {
    write_to_stderr(level, subject, text);
  }
}

}  // namespace presad::log
