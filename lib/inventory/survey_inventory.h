// Which keys an inventory's readers ask for. Pure.

#pragma once

#include <span>
#include <string_view>

#include "config/survey.h"
#include "families/family.h"

namespace presad {

/// What is asked of this inventory, right or wrong: every key of its devices, and of what stands beside them.
config::Survey survey_inventory(std::string_view inventory, std::span<const Family> families);

}  // namespace presad
