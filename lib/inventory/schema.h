// The JSON Schema of presad.yaml, for editors: what they complete, explain and underline. Pure.
//
// Made of the questions that the readers ask (config/survey.h), so that it knows each key that they know, with its
// range and its words. Draft 7, which the YAML language server knows best. It is never stricter than the readers but
// in one thing: numbers stand without quotes. What only they can tell (whether an address is local, a key has 16
// characters) is left to `presa check`.

#pragma once

#include <span>
#include <string>

#include "families/family.h"

namespace presad {

/// Indented, and ended with a line feed.
std::string render_schema(std::span<const Family> families);

}  // namespace presad
