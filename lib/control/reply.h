// What presad answers: one JSON object a line. Pure.
//
//     {"parameters":{…}}                                     the answer
//     {"parameters":{…},"continues":true}                    one of several
//     {"error":"presad1.DeviceUnknown","parameters":{"what":"…","nearest":"presa1"}}

#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace presad::control {

/// The interface and its version, in front of every method's and error's name.
inline constexpr std::string_view interface_name = "presad1";

/// Why a request is not carried out. Names: RequestInvalid, MethodUnknown, ParameterInvalid, DeviceUnknown,
/// AnswersForItself, ClientsTooMany, WatchesTooMany.
struct Refusal {
  std::string_view name;  ///< static, without the interface
  std::string what;       ///< one sentence for a person
  std::string nearest;    ///< the word that may have been meant; empty: none

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// A line, with its line feed. `parameters` is a JSON object.
std::string render_reply(std::string_view parameters, bool continues = false);
std::string render_refusal(const Refusal& refusal);

/// One reply, as a client has it.
struct Reply {
  std::string error;  ///< "DeviceUnknown", without the interface; empty: none
  Json parameters;    ///< an object
  bool continues = false;

  /// The refusal's sentence; empty when it is none.
  std::string what() const;
};

/// Reads one line, without its line feed. Errors: `malformed`: it is no reply of this interface.
Result<Reply> parse_reply(std::string_view line);

}  // namespace presad::control
