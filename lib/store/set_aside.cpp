#include "store/set_aside.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "store/disk_failure.h"

namespace presad::store {

namespace {

std::string utc_stamp(WallTime now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32] = "";
  std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &parts);
  return text;
}

/// Those that lie beside `path`, without their logs.
int set_aside_before(const std::string& path) {
  const std::string begin = std::filesystem::path(path).filename().string() + '.';
  int count = 0;
  std::error_code failed;
  for (std::filesystem::directory_iterator file(std::filesystem::path(path).parent_path(), failed), end;
       !failed && file != end; file.increment(failed)) {
    const std::string name = file->path().filename().string();
    if (name.starts_with(begin) && !name.ends_with("-wal") && !name.ends_with("-shm")) ++count;
  }
  return count;
}

/// A name that is not taken: two in one second are possible, and a clock that goes back.
std::string free_name(const std::string& wanted) {
  std::string name = wanted;
  std::error_code failed;
  for (int number = 2; std::filesystem::symlink_status(name, failed).type() != std::filesystem::file_type::not_found;
       ++number) {
    name = wanted + '.' + std::to_string(number);
    if (number > most_set_aside) break;
  }
  return name;
}

}  // namespace

Result<std::string> set_aside(const std::string& path, std::string_view why, WallTime now) {
  if (set_aside_before(path) >= most_set_aside) {
    return fail(ErrorKind::unreachable,
                path + " cannot be used, and " + std::to_string(most_set_aside) +
                    " files like it were set aside before; remove them, and look for what damages "
                    "them: the disk, or its power");
  }
  std::string aside = free_name(path + '.' + std::string(why) + '-' + utc_stamp(now));
  // The log first: it must never meet a new database. SQLite finds it again beside the new name.
  for (const char* part : {"-wal", "-shm", ""}) {
    if (std::rename((path + part).c_str(), (aside + part).c_str()) == 0 || (*part != '\0' && errno == ENOENT)) continue;
    return disk_failure("cannot rename " + path + part, errno);
  }
  return aside;
}

}  // namespace presad::store
