#include "inventory/topic_words.h"

#include <algorithm>
#include <array>
#include <vector>

namespace presad {

namespace {

/// Taken by Tasmota's prefixes and by the daemon itself.
constexpr std::array<std::string_view, 4> taken = {"cmnd", "stat", "tele", "presad"};

/// presad@site is presad_site.
constexpr std::string_view of_an_instance = "presad_";

/// Tasmota finds group messages by looking for this anywhere in the topic.
constexpr std::string_view default_group = "tasmotas";

Result<std::string> refuse(std::string_view what, const char* why) {
  return fail(ErrorKind::bad_config, std::string(what) + ' ' + why);
}

std::vector<std::string_view> levels_of(std::string_view text) {
  std::vector<std::string_view> levels;
  while (!text.empty()) {
    const std::string_view level = text.substr(0, text.find('/'));
    if (!level.empty()) levels.push_back(level);
    text.remove_prefix(std::min(level.size() + 1, text.size()));
  }
  return levels;
}

bool is_fallback_topic(std::string_view word) { return word.starts_with("DVES_") && word.ends_with("_fb"); }

}  // namespace

Result<std::string> check_topic_word(std::string_view word, std::string_view what) {
  if (word.empty()) return refuse(what, "is empty");
  if (word.size() > max_topic_word) return refuse(what, "is longer than 64 bytes");
  if (word.find_first_of("+#") != std::string_view::npos) return refuse(what, "cannot hold the wildcards + and #");
  if (word.find('/') != std::string_view::npos) return refuse(what, "cannot hold a /");
  if (word.find(' ') != std::string_view::npos) return refuse(what, "cannot hold a space");
  if (word.find_first_of("$%") != std::string_view::npos) return refuse(what, "cannot hold $ or %");
  const bool control =
      std::any_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
  if (control) return refuse(what, "cannot hold a control character");
  return std::string(word);
}

Result<std::string> check_device_topic(std::string_view word, std::string_view group_topic) {
  constexpr std::string_view what = "a topic";
  auto checked = check_topic_word(word, what);
  if (!checked) return checked;
  if (std::find(taken.begin(), taken.end(), word) != taken.end()) {
    return refuse(what, "cannot be cmnd, stat, tele or presad: these are taken");
  }
  if (word.starts_with(of_an_instance)) return refuse(what, "cannot begin with presad_: these are instances of presad");
  if (word == group_topic) return refuse(what, "cannot be the group topic");
  if (word.find(default_group) != std::string_view::npos) {
    return refuse(what, "cannot hold \"tasmotas\": Tasmota would take it for the group");
  }
  if (is_fallback_topic(word)) return refuse(what, "cannot look like a fallback topic (DVES_…_fb)");
  return checked;
}

Result<std::string> parse_full_topic(std::string_view text) {
  constexpr std::string_view what = "full_topic";
  const auto levels = levels_of(text);
  for (const std::string_view token : {"%prefix%", "%topic%"}) {
    if (std::count(levels.begin(), levels.end(), token) != 1) {
      return refuse(what, "must hold %prefix% and %topic% once, each between slashes");
    }
  }
  std::string joined;
  for (const std::string_view level : levels) {
    if (level != "%prefix%" && level != "%topic%") {
      auto checked = check_topic_word(level, "a level of full_topic");
      if (!checked) return checked;
    }
    joined.append(level).append("/");
  }
  return joined;
}

}  // namespace presad
