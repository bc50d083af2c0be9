#include "store/disk_failure.h"

#include <cerrno>
#include <system_error>

namespace presad::store {

namespace {

const char* cure(int system_error) noexcept {
  switch (system_error) {
    case ENOSPC:
    case EDQUOT:
      return "make room on that disk";
    case EROFS:
      return "the file system is mounted read-only, a dying SD card often ends so: look into dmesg";
    case EACCES:
    case EPERM:
      return "let the account that presad runs under read and write there";
    case ENOENT:
    case ENOTDIR:
      return "make the folder, or name another one";
    case EIO:
      return "the disk fails: look into dmesg, and replace it";
    default:
      return nullptr;
  }
}

}  // namespace

Error disk_failure(std::string_view tried, int system_error, std::string_view otherwise) {
  Error error{ErrorKind::unreachable, std::string(tried) + ": "};
  error.what += system_error != 0 ? std::generic_category().message(system_error) : std::string(otherwise);
  if (const char* advice = cure(system_error)) error.what += std::string("; ") + advice;
  return error;
}

}  // namespace presad::store
