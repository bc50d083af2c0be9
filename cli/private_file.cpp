#include "cli/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/descriptor.h"
#include "base/text.h"

namespace presad::cli {

namespace {

constexpr std::size_t longest = std::size_t{64} * 1024;

Error failed(const std::string& path, const char* what) {
  return {ErrorKind::bad_config, printable(path, 200) + ' ' + what + ": " + std::strerror(errno)};
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0;
}

Result<std::string> read_all(int descriptor, const std::string& name) {
  std::string text;
  std::array<char, 4096> piece{};
  for (;;) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed(name, "cannot be read");
    if (count == 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(count));
    if (text.size() > longest) return fail(ErrorKind::bad_config, name + " is longer than 64 KiB");
  }
}

}  // namespace

Result<bool> write_private_file(const std::string& path, std::string_view text) {
  std::string temporary = path + ".XXXXXX";
  const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));  // mode 0600 from the first moment, mkstemp(3)
  if (!file.open()) return failed(path, "cannot be written");
  if (write_all(file.number(), text) && ::rename(temporary.c_str(), path.c_str()) == 0) return true;
  const Error error = failed(path, "cannot be written");
  ::unlink(temporary.c_str());
  return error;
}

Result<std::string> read_private_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open()) return failed(path, "cannot be opened");
  struct stat about{};
  if (::fstat(file.number(), &about) != 0) return failed(path, "cannot be opened");
  if (!S_ISREG(about.st_mode)) return fail(ErrorKind::bad_config, printable(path, 200) + " is no file");
  if ((about.st_mode & 077) != 0) {
    return fail(ErrorKind::bad_config,
                printable(path, 200) + " holds a secret and can be read by others; chmod 600 it");
  }
  return read_all(file.number(), printable(path, 200));
}

Result<std::string> read_standard_input() { return read_all(STDIN_FILENO, "standard input"); }

}  // namespace presad::cli
