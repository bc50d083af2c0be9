// What is to be seen of each cell, by the table of docs/power-cuts.md and small rules of its own: no line of presad's.
// Pure.

#include "scenarios/power_cut_cell.h"

namespace presad::scenario {

namespace {

bool pressed_before_presad_came(Happening happening) {
  return happening == Happening::button_while_booting || happening == Happening::button_while_out_of_air;
}
bool pressed_on_the_ladder(Happening happening) {
  return happening == Happening::button_early_on_the_ladder || happening == Happening::button_later_on_the_ladder ||
         happening == Happening::button_last_on_the_ladder;
}

/// presad reads it on a new connection, because of what happened or because it stopped answering.
bool asked_anew(const Cell& cell) { return cell.row.ends_the_session || !cell.waking.session_survives; }

/// What the plug says when presad asks it anew.
Power said(const Cell& cell, bool actual) {
  const Says says = cell.waking.says;
  const bool pressed = pressed_before_presad_came(cell.row.happening);
  const bool silent = says == Says::unasked || says == Says::once_set ||
                      ((says == Says::once_switched || says == Says::once_pressed) && !pressed);
  if (silent) return Power::undefined;
  return actual ? Power::on : Power::off;
}

unsigned ignored_sets(const Cell& cell) {
  const bool cured = cell.waking.says == Says::once_pressed && pressed_before_presad_came(cell.row.happening);
  return cured ? 0 : cell.waking.ignored_sets;
}

struct Expected {
  unsigned fewest_sets = 0;
  unsigned most_sets = 0;
  unsigned edges = 0;
};

/// Four times at first, then once a minute.
constexpr unsigned most_repetitions = 4 + static_cast<unsigned>(watched / std::chrono::minutes(1)) + 1;

/// By the table, what follows from it for a plug that does not obey, and nothing else.
Expected expected(const Cell& cell, bool actual) {
  if (cell.waking.says == Says::nothing || !asked_anew(cell)) return {};
  // One that speaks only once it was woken had lost its power.
  const bool lost_power = cell.row.lost_power || cell.waking.says == Says::when_refreshed;
  const auto order = ordered(cell.wish, cell.was_on, said(cell, actual), lost_power);
  if (!order) return {};
  const unsigned edges = *order == actual ? 0 : 1;
  const unsigned ignored = ignored_sets(cell);
  if (ignored == for_ever) return {4, most_repetitions, 0};
  // Undefined on every connection, which is replaced for want of answers: told again, where nothing moves and so
  // nothing is pushed.
  if (cell.waking.says == Says::unasked) return {1, 1 + most_repetitions, edges};
  return {1 + ignored, 1 + ignored, edges};
}

/// It came to show its position.
bool shown(const Cell& cell, const Seen& seen) {
  if (cell.waking.says == Says::nothing) return false;
  if (!asked_anew(cell) || said(cell, seen.actual) != Power::undefined) return true;
  const bool obeyed = seen.all.sets > ignored_sets(cell);
  return obeyed && (cell.waking.says != Says::unasked || seen.all.edges > 0);
}

std::string complaint_of_the_button(const Cell& cell, const Seen& seen) {
  if (seen.after_button.edges != 0) return "presad moved the relay after its button was pressed";
  if (seen.all.edges > expected(cell, seen.actual).edges) return "more movements than ordered";
  const bool told_again = cell.waking.says == Says::unasked || cell.waking.says == Says::once_set;
  if (seen.after_button.sets != 0 && !told_again) return "presad wrote after the button was pressed";
  if (seen.online && seen.remembered != (seen.final ? Power::on : Power::off)) return "the choice is not remembered";
  return {};
}

/// A plug that wakes by and by is switched by the left column of the table while it says nothing, by the others after.
std::string complaint_of_the_slow(const Cell& cell, const Seen& seen) {
  const auto early = ordered(cell.wish, cell.was_on, Power::undefined, true);
  const auto late = ordered(cell.wish, cell.was_on, seen.actual ? Power::on : Power::off, cell.row.lost_power);
  if (seen.all.sets > 2 * most_repetitions) return "too many sets";
  if (seen.all.edges > 1) return "more movements than ordered";
  const bool may_move = early == !seen.actual || late == !seen.actual;
  if (seen.all.edges == 1 && !may_move) return "a movement that nobody ordered";
  if (seen.all.edges == 0 && late) return "it was not restored";
  return seen.online ? "" : "it is not online";
}

}  // namespace

std::string complaint_of(const Cell& cell, const Seen& seen) {
  if (seen.crashes != 0) return "a refresh crashed the plug";
  if (pressed_on_the_ladder(cell.row.happening)) return complaint_of_the_button(cell, seen);
  if (cell.waking.says == Says::after_a_while) return complaint_of_the_slow(cell, seen);
  Expected want = expected(cell, seen.actual);
  // The meter of a session that was well is refreshed too: perhaps before anybody saw that nothing else is answered.
  const bool woken_unseen = cell.waking.says == Says::when_refreshed && !cell.row.ends_the_session;
  if (woken_unseen && seen.all.sets == 0) want = {};
  if (seen.all.sets < want.fewest_sets || seen.all.sets > want.most_sets) {
    return "expected " + std::to_string(want.fewest_sets) + " to " + std::to_string(want.most_sets) + " sets";
  }
  if (seen.all.edges != want.edges) return "expected " + std::to_string(want.edges) + " movements";
  if (seen.final != (seen.actual != (want.edges == 1))) return "it ended elsewhere";
  const bool is_shown = shown(cell, seen);
  const bool now_and_then = cell.waking.says == Says::unasked;
  if (seen.online != is_shown && !now_and_then) return is_shown ? "it is not online" : "it is said to be online";
  const bool stuck = want.fewest_sets > 0 && ignored_sets(cell) == for_ever;
  const bool remembered = is_shown && !stuck ? seen.final : cell.was_on;
  if (seen.remembered != (remembered ? Power::on : Power::off)) return "something else is remembered";
  return {};
}

}  // namespace presad::scenario
