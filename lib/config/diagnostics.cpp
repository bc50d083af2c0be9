#include "config/diagnostics.h"

#include <algorithm>
#include <tuple>

#include "config/quote.h"

namespace presad::config {

namespace {

std::string count_of(std::size_t number, const char* noun) {
  return std::to_string(number) + ' ' + noun + (number == 1 ? "" : "s");
}

std::string render_finding(const Finding& finding, const std::vector<Hidden>& hidden) {
  std::string text = describe(finding.place);
  text += finding.severity == Severity::warning ? ": warning: " : ": ";
  text += finding.message;
  if (finding.place.line != 0) return text + '\n' + quote(finding.place, hidden, finding.hint);
  if (!finding.hint.empty()) text += "; " + finding.hint;
  return text + '\n';
}

}  // namespace

void Diagnostics::error(Place place, std::string message, std::string hint) {
  findings_.push_back({Severity::error, std::move(place), std::move(message), std::move(hint)});
  ++errors_;
}

void Diagnostics::warning(Place place, std::string message, std::string hint) {
  findings_.push_back({Severity::warning, std::move(place), std::move(message), std::move(hint)});
}

std::vector<Finding> Diagnostics::findings() const {
  // With its address as the last part of the key, whatever was found first on a spot stays first.
  const auto key = [](const Finding* finding) {
    const Place& place = finding->place;
    const std::string_view file = place.source ? std::string_view(place.source->file) : std::string_view();
    return std::tuple(file, place.line, place.column, finding);
  };
  std::vector<const Finding*> order;
  order.reserve(findings_.size());
  for (const Finding& finding : findings_) order.push_back(&finding);
  std::sort(order.begin(), order.end(), [&](const Finding* a, const Finding* b) { return key(a) < key(b); });
  std::vector<Finding> sorted;
  sorted.reserve(order.size());
  for (const Finding* finding : order) sorted.push_back(*finding);
  return sorted;
}

std::string Diagnostics::render(std::string_view consequence) const {
  if (findings_.empty()) return {};
  std::string text;
  const bool errors_only = findings_.size() > max_printed && errors_ != 0;
  std::size_t printed = 0;
  for (const Finding& finding : findings()) {
    if (printed == max_printed) break;
    if (errors_only && finding.severity != Severity::error) continue;
    text += render_finding(finding, hidden_);
    ++printed;
  }
  if (findings_.size() > printed) text += "… and " + std::to_string(findings_.size() - printed) + " more\n";

  if (errors_ == 0) return text + count_of(warnings(), "warning") + ".\n";
  text += count_of(errors_, "problem");
  if (warnings() != 0) text += ", " + count_of(warnings(), "warning");
  return text + "; " + std::string(consequence) + ".\n";
}

}  // namespace presad::config
