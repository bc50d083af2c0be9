#include "families/tuya/profile.h"

#include <algorithm>

#include "families/tuya/profile_reader.h"
#include "families/tuya/profile_texts.h"

namespace presad::tuya {

namespace {

/// One that is wrong is left out; that none is, a test sees to.
std::vector<Profile> read_all() {
  std::vector<Profile> read;
  for (const ProfileText& file : profile_texts()) {
    config::Diagnostics diagnostics;
    Profile profile = read_profile(std::string(file.name), file.text, diagnostics);
    if (!diagnostics.has_errors()) read.push_back(std::move(profile));
  }
  return read;
}

}  // namespace

std::span<const Profile> profiles() {
  static const std::vector<Profile> table = read_all();
  return table;
}

const Profile* find_profile(std::string_view name) {
  const auto all = profiles();
  const auto found = std::find_if(all.begin(), all.end(), [name](const Profile& row) { return row.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace presad::tuya
