// What a Reader was asked, in the order of asking: so that whoever describes the inventory's keys (a schema for
// editors) has them from those who read them. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace presad::config {

struct Question;

/// The questions about one mapping, each key once. A list: a Reader keeps a pointer to what is inside.
using Survey = std::list<Question>;

struct Question {
  enum class Kind : std::uint8_t {
    presence,  ///< no more than whether it is there
    text,      ///< `least` to `most` bytes
    secret,    ///< the same, and never shown
    integer,   ///< `least` to `most`; with `more_than_none`: 0, or that much at least
    number,    ///< the same
    boolean,
    word,      ///< one of `words`
    integers,  ///< a list, `longest` at most, of `least` to `most`
    mapping,   ///< `inside`
    mappings,  ///< a list, `longest` at most, of such mappings
    names,     ///< a mapping of names to mappings: `inside` has the names
  };

  std::string key;
  Kind kind = Kind::presence;
  bool required = false;
  double least = 0;
  double most = 0;
  double more_than_none = 0;
  std::size_t longest = 0;
  std::vector<std::string> words;
  Survey inside;
};

/// The question about `key`; made where there is none yet.
Question& question_about(Survey& survey, std::string_view key);

/// The same, or nullptr.
const Question* find_question(const Survey& survey, std::string_view key) noexcept;

}  // namespace presad::config
