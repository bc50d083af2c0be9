#include "base/journal.h"

#define SD_JOURNAL_SUPPRESS_LOCATION
#include <sys/stat.h>
#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

namespace presad::journal {

namespace {

/// syslog(3)'s numbers.
int priority(log::Level level) noexcept {
  switch (level) {
    case log::Level::trace:
    case log::Level::debug:
      return 7;
    case log::Level::info:
      return 6;
    case log::Level::warning:
      return 4;
    case log::Level::error:
      return 3;
  }
  return 6;
}

}  // namespace

bool reached() noexcept {
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat standard_error{};
  if (stream == nullptr || fstat(STDERR_FILENO, &standard_error) != 0) return false;
  return fmt::format("{}:{}", standard_error.st_dev, standard_error.st_ino) == stream;
}

bool write(log::Level level, const log::Subject& subject, std::string_view text, const log::Fields& fields) {
  std::array<std::string, 7> lines;
  std::array<iovec, lines.size()> parts{};
  std::size_t count = 0;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    lines.at(count) = fmt::format("{}={}", name, value);
    parts.at(count) = {lines.at(count).data(), lines.at(count).size()};
    ++count;
  };
  add("MESSAGE", fmt::format("{}: {}", subject.name, text));
  add("PRIORITY", std::to_string(priority(level)));
  add("SYSLOG_IDENTIFIER", "presad");
  add("PRESAD_DEVICE", subject.is_device ? subject.name : std::string_view{});
  add("PRESAD_COMMAND", fields.command);
  add("PRESAD_OUTCOME", fields.outcome);
  add("PRESAD_RUNG", fields.rung);
  return sd_journal_sendv(parts.data(), static_cast<int>(count)) == 0;
}

}  // namespace presad::journal
