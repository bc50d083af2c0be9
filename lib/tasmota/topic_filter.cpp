#include "tasmota/topic_filter.h"

#include <utility>

namespace presad::tasmota {

namespace {

/// The levels of a filter, one by one.
class Levels {
 public:
  explicit Levels(std::string_view filter) : rest_(filter) {}

  bool at_end() const noexcept { return at_end_; }

  std::string_view next() noexcept {
    const std::size_t slash = rest_.find('/');
    const std::string_view level = rest_.substr(0, slash);
    at_end_ = slash == std::string_view::npos;
    rest_.remove_prefix(at_end_ ? rest_.size() : slash + 1);
    return level;
  }

  /// What is left is "#" alone, which stands for the level above it too.
  bool only_hash_left() const noexcept { return !at_end_ && rest_ == "#"; }

 private:
  std::string_view rest_;
  bool at_end_ = false;
};

}  // namespace

bool overlap(std::string_view left, std::string_view right) noexcept {
  Levels a(left);
  Levels b(right);
  while (!a.at_end() && !b.at_end()) {
    const std::string_view x = a.next();
    const std::string_view y = b.next();
    if (x == "#" || y == "#") return true;
    if (x != "+" && y != "+" && x != y) return false;
  }
  return (a.at_end() && b.at_end()) || a.only_hash_left() || b.only_hash_left();
}

bool covers(std::string_view wide, std::string_view narrow) noexcept {
  Levels a(wide);
  Levels b(narrow);
  while (!a.at_end() && !b.at_end()) {
    const std::string_view x = a.next();
    const std::string_view y = b.next();
    if (x == "#") return true;
    if (y == "#" || (x != "+" && x != y)) return false;
  }
  return (a.at_end() && b.at_end()) || a.only_hash_left();
}

}  // namespace presad::tasmota
