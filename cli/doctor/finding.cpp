#include "cli/doctor/finding.h"

#include <algorithm>
#include <string_view>

#include "base/json.h"
#include "cli/terminal.h"

namespace presad::cli {

namespace {

std::string padded(std::string_view text, std::size_t width) {
  std::string out(text);
  if (out.size() < width) out.append(width - out.size(), ' ');
  return out;
}

/// SGR colours: green, yellow, red.
const char* color_of(Severity severity) {
  return severity == Severity::well ? "\x1b[32m" : severity == Severity::notice ? "\x1b[33m" : "\x1b[31m";
}

std::string severity_word(Severity severity, bool color) {
  const std::string word = padded(name(severity), 6);
  return color ? color_of(severity) + word + "\x1b[0m" : word;
}

std::string render(const Finding& finding, std::size_t width, bool color) {
  const Verdict& verdict = *finding.verdict;
  const std::string margin(width + 2, ' ');
  std::string text = padded(for_terminal(finding.subject), width) + "  " + severity_word(verdict.severity, color) +
                     "  " + std::string(verdict.name) + ": " + std::string(verdict.meaning) + '\n';
  if (!finding.proof.empty()) text += margin + "seen    " + for_terminal(finding.proof) + '\n';
  if (!verdict.next.empty()) text += margin + "next    " + std::string(verdict.next) + '\n';
  return text;
}

}  // namespace

std::string render_findings(std::span<const Finding> findings, bool quiet, bool color) {
  const auto left_out = [quiet](const Finding& finding) {
    return quiet && finding.verdict->severity == Severity::well;
  };
  std::size_t width = 0;
  for (const Finding& finding : findings) {
    if (!left_out(finding)) width = std::max(width, for_terminal(finding.subject).size());
  }
  std::string text;
  for (const Severity severity : every_severity) {
    for (const Finding& finding : findings) {
      if (finding.verdict->severity == severity && !left_out(finding)) text += render(finding, width, color);
    }
  }
  return text;
}

std::string render_findings_json(std::span<const Finding> findings) {
  JsonWriter writer;
  writer.begin_object().key("severity").string(name(worst_of(findings))).key("findings").begin_array();
  for (const Finding& finding : findings) {
    const Verdict& verdict = *finding.verdict;
    writer.begin_object();
    writer.key("subject").string(finding.subject).key("verdict").string(verdict.name);
    writer.key("severity").string(name(verdict.severity)).key("meaning").string(verdict.meaning);
    writer.key("proof").string(finding.proof).key("next").string(verdict.next);
    writer.end_object();
  }
  writer.end_array().end_object();
  return json_for_terminal(writer.text()) + '\n';
}

Severity worst_of(std::span<const Finding> findings) noexcept {
  Severity worst = Severity::well;
  for (const Finding& finding : findings) worst = std::max(worst, finding.verdict->severity);
  return worst;
}

int exit_status(Severity severity) noexcept { return static_cast<int>(severity); }

}  // namespace presad::cli
