// A device's name for people -> a topic that nobody has yet. Pure.

#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace presad {

/// "Presa #1" -> "presa_1": ASCII letters become small, blanks and signs become _, letters of other alphabets stay.
/// Nothing left, or a word that is none of a device's (topic_words.h): `otherwise`, which must be one. While `is_taken`
/// says so, _2, _3 and so on behind it.
std::string topic_from_name(std::string_view name, const std::string& otherwise, const std::string& group_topic,
                            const std::function<bool(const std::string&)>& is_taken);

/// `wish`, or with _2, _3 and so on behind it while it is taken.
std::string untaken(const std::string& wish, const std::function<bool(const std::string&)>& is_taken);

}  // namespace presad
