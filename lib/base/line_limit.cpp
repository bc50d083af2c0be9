#include "base/line_limit.h"

namespace presad {

LineLimit::Verdict LineLimit::on_line(std::string_view subject, Timestamp now) {
  const std::string key(subject);
  if (counts_.size() >= most_subjects && !counts_.contains(key)) forget_old(now);
  if (counts_.size() >= most_subjects && !counts_.contains(key)) return {};
  const auto [found, is_new] = counts_.try_emplace(key, Count{now, 0});
  Count& count = found->second;
  Verdict verdict;
  if (!is_new && now - count.began >= window) {
    verdict.left_out = count.lines > most_lines ? count.lines - most_lines : 0;
    count = {now, 0};
  }
  verdict.write = ++count.lines <= most_lines;
  return verdict;
}

void LineLimit::forget_old(Timestamp now) {
  std::erase_if(counts_, [now](const auto& each) { return now - each.second.began >= window; });
}

}  // namespace presad
