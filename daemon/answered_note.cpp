#include "daemon/answered_note.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <utility>

#include "base/log.h"
#include "inventory/inventory_files.h"

namespace presad {

namespace {
/// Ten thousand topics of the longest kind fit.
constexpr std::size_t longest_note = std::size_t{4} << 20U;
}  // namespace

void AnsweredNote::write(const std::vector<std::string>& lwt_topics) {
  std::string text;
  for (const std::string& topic : lwt_topics) text += topic + '\n';
  if (text == written_) return;
  written_ = std::move(text);
  const std::string fresh = path_ + ".new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  file << written_;
  file.close();
  if (file.fail() || std::rename(fresh.c_str(), path_.c_str()) != 0) {
    log::warning("presad", "{} cannot be written: if presad is killed, its devices are not said to be Offline", path_);
  }
}

void AnsweredNote::remove() {
  written_.clear();
  ::unlink(path_.c_str());
}

std::vector<std::string> AnsweredNote::read() const {
  const Result<std::string> text = read_text_file(path_, longest_note);
  std::vector<std::string> topics;
  if (!text) return topics;
  // A line without its end was not written whole.
  for (std::size_t begin = 0, end = 0; (end = text->find('\n', begin)) != std::string::npos; begin = end + 1) {
    if (end > begin) topics.push_back(text->substr(begin, end - begin));
  }
  return topics;
}

}  // namespace presad
