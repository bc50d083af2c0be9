#include "families/tuya/cover_codec.h"

#include <algorithm>
#include <string_view>

#include "families/tuya/datapoints.h"

namespace presad::tuya {

namespace {

constexpr unsigned opened = 100;
constexpr std::string_view opening_word = "opening";
constexpr std::string_view closing_word = "closing";

std::optional<unsigned> percent(const CoverLayout& layout, const Datapoints& reported, std::uint8_t id) {
  const auto* raw = id == 0 ? nullptr : find_as<std::int64_t>(reported, id);
  if (raw == nullptr || *raw < 0 || *raw > static_cast<std::int64_t>(opened)) return std::nullopt;
  const auto value = static_cast<unsigned>(*raw);
  return layout.inverted ? opened - value : value;
}

std::optional<unsigned> position(const CoverLayout& layout, const Datapoints& reported) {
  for (const std::uint8_t id : layout.positions) {
    if (const auto value = percent(layout, reported, id)) return value;
  }
  return std::nullopt;
}

/// The word of `control`. Some covers take true and false.
std::string control_word(const CoverLayout& layout, const Datapoints& reported) {
  if (layout.control == 0) return {};
  if (const bool* truth = find_as<bool>(reported, layout.control)) return *truth ? "true" : "false";
  const std::string* const word = find_as<std::string>(reported, layout.control);
  return word == nullptr ? std::string() : *word;
}

DatapointValue control_value(const std::string& word) {
  if (word == "true" || word == "false") return word == "true";
  return word;
}

std::optional<CoverDirection> direction_told(const CoverLayout& layout, const Datapoints& reported) {
  if (layout.work_state != 0) {
    if (const auto* word = find_as<std::string>(reported, layout.work_state)) {
      if (*word == opening_word) return CoverDirection::opening;
      if (*word == closing_word) return CoverDirection::closing;
      return CoverDirection::stopped;
    }
  }
  const std::string word = control_word(layout, reported);
  if (word.empty()) return std::nullopt;
  if (word == layout.open) return CoverDirection::opening;
  if (word == layout.close) return CoverDirection::closing;
  if (word == layout.stop) return CoverDirection::stopped;
  return std::nullopt;
}

/// What a cover without positions was told last is all that is known of its place.
void place_by_word(const CoverLayout& layout, const Datapoints& reported, Cover& cover) {
  const std::string word = control_word(layout, reported);
  if (word == layout.open) cover.position = cover.target = opened;
  if (word == layout.close) cover.position = cover.target = 0;
  if (word == layout.stop) cover.position = cover.target = opened / 2;
}

}  // namespace

void decode_cover(const CoverLayout& layout, const Datapoints& reported, const Datapoints& known, bool pushed,
                  Cover& cover) {
  cover.positioned = layout.target != 0;
  if (!cover.positioned) {
    place_by_word(layout, reported, cover);
    // Nobody tells when it has arrived, unless it has a word for it.
    if (layout.work_state == 0) return;
  }
  const Cover before = cover;
  if (const auto target = percent(layout, reported, layout.target)) cover.target = target;
  if (const auto now_at = position(layout, known)) cover.position = now_at;
  if (const auto told = direction_told(layout, reported); told && (pushed || *told == CoverDirection::stopped)) {
    cover.direction = *told;
    if (pushed && *told == CoverDirection::opening && cover.positioned && cover.target == before.target) {
      if (control_word(layout, reported) == layout.open) cover.target = opened;
    }
    if (pushed && *told == CoverDirection::closing && cover.positioned && cover.target == before.target) {
      if (control_word(layout, reported) == layout.close) cover.target = 0;
    }
  } else if (pushed && cover.target && cover.position && cover.target != before.target) {
    cover.direction = *cover.target > *cover.position ? CoverDirection::opening : CoverDirection::closing;
  }
  const bool arrived = cover.positioned && cover.position && cover.position == cover.target;
  const bool at_its_end =
      cover.positioned && ((cover.position == opened && cover.direction == CoverDirection::opening) ||
                           (cover.position == 0U && cover.direction == CoverDirection::closing));
  if (arrived || at_its_end) cover.direction = CoverDirection::stopped;
}

Result<Datapoint> encode_movement(const CoverLayout& layout, const MoveCover& wanted) {
  const auto word = [&](const std::string& control) -> Result<Datapoint> {
    if (layout.control == 0) return fail(ErrorKind::unsupported, "the cover has no such movement");
    return Datapoint{layout.control, control_value(control)};
  };
  const auto place = [&](unsigned position) -> Result<Datapoint> {
    const unsigned raw = layout.inverted ? opened - position : position;
    return Datapoint{layout.target, static_cast<std::int64_t>(raw)};
  };
  const bool by_word = layout.control != 0;
  const unsigned position = std::min(wanted.position, opened);
  switch (wanted.action) {
    case CoverAction::open:
      return by_word ? word(layout.open) : place(opened);
    case CoverAction::close:
      return by_word ? word(layout.close) : place(0);
    case CoverAction::stop:
      return word(layout.stop);
    case CoverAction::go_to:
      if (layout.target != 0) return place(position);
      if (position == opened) return word(layout.open);
      if (position == 0) return word(layout.close);
      return fail(ErrorKind::unsupported, "the cover knows no positions: open, close or stop it");
  }
  return fail(ErrorKind::unsupported, "no movement of a cover");
}

bool shows_movement(const CoverLayout& layout, const Datapoints& reported, const Datapoint& wanted) {
  if (const Datapoint* shown = find(reported, wanted.id); shown != nullptr && shown->value == wanted.value) return true;
  if (wanted.id == layout.target) {
    const Datapoints target = {wanted};
    return position(layout, reported) == percent(layout, target, layout.target);
  }
  if (wanted.id != layout.control || layout.work_state == 0) return false;
  const auto* work = find_as<std::string>(reported, layout.work_state);
  if (work == nullptr) return false;
  if (wanted.value == control_value(layout.open)) return *work == opening_word;
  if (wanted.value == control_value(layout.close)) return *work == closing_word;
  return *work != opening_word && *work != closing_word;
}

}  // namespace presad::tuya
