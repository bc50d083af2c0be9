// What the doctor found, and how it is told. Pure.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/doctor/verdict.h"

namespace presad::cli {

struct Finding {
  std::string subject;  ///< "broker", "inventory", a device's topic
  const Verdict* verdict = nullptr;
  std::string proof;  ///< what was seen; may hold what a stranger sent
};

/// One block of lines per finding, the worst of them last, where a terminal still shows it. `quiet`: without those that
/// are well. `color`: severities in the colours of a terminal.
std::string render_findings(std::span<const Finding> findings, bool quiet, bool color = false);

/// {"severity":"ill","findings":[{"subject":…,"verdict":…,"severity":…,"meaning":…,"proof":…,"next":…}]}
std::string render_findings_json(std::span<const Finding> findings);

/// The worst: well when there is nothing.
Severity worst_of(std::span<const Finding> findings) noexcept;

/// 0 well, 1 something to know, 2 something that does not work.
int exit_status(Severity severity) noexcept;

}  // namespace presad::cli
