# Writes OUTPUT: the texts of the profiles in FOLDER as C++.
file(GLOB files "${FOLDER}/*.yaml")
list(SORT files)
list(LENGTH files count)
set(rows "")
foreach(file ${files})
  get_filename_component(name "${file}" NAME_WE)
  file(READ "${file}" text)
  string(APPEND rows "    {\"${name}\", R\"profile(${text})profile\"},\n")
endforeach()
file(WRITE "${OUTPUT}"
"#include \"families/tuya/profile_texts.h\"

#include <array>

namespace presad::tuya {

namespace {

constexpr std::array<ProfileText, ${count}> texts = {{
${rows}}};

}  // namespace

std::span<const ProfileText> profile_texts() noexcept { return texts; }

}  // namespace presad::tuya
")
