#include "cli/adopt/broker_move.h"

#include <chrono>

#include "loop/event_loop.h"

namespace presad::cli {

namespace {

using std::chrono::seconds;

/// The part of what is asked that can tell of the move.
Result<tasmota_http::Traits> look(const DeviceDoor& door, Duration pause) {
  tasmota_http::Traits now;
  for (const char* const command : {"Status", "Status 6", "Status 11", "FullTopic"}) {
    const auto answer = ask_device(door, command, pause);
    if (!answer) return fail(answer.error().kind, answer.error().what);
    if (tasmota_http::says_nothing(*answer)) return fail(ErrorKind::busy, "it is starting");
    tasmota_http::read_traits(answer->json, now);
    pause = {};
  }
  return now;
}

}  // namespace

Move move_to_broker(const DeviceDoor& door, const BrokerOrder& order, const tasmota_http::Traits& before,
                    Duration limit) {
  const SystemClock clock;
  const Timestamp start = clock.now();
  const auto told = ask_device(door, render_order(order, config::Secrets::shown));
  // Where the connection broke the device may have been told all the same: what it says of itself decides.
  const bool may_be_told = told || told.error().kind == ErrorKind::timed_out || told.error().kind == ErrorKind::busy ||
                           told.error().kind == ErrorKind::malformed;
  if (!may_be_told) return {Arrival::refused, told.error().what};
  if (told && tasmota_http::is_refusal(*told)) return {Arrival::refused, "it declined the Backlog"};
  Move move{Arrival::silent, "it did not come back"};
  while (clock.now() - start < limit) {
    const auto now = look(door, seconds(1));
    if (!now) {
      move = {Arrival::silent, "it did not come back: " + now.error().what};
      continue;
    }
    const auto ago = std::chrono::duration_cast<seconds>(clock.now() - start).count();
    if (const std::string what = not_taken(order, *now); !what.empty()) {
      move = {Arrival::not_taken, "its " + what};
    } else if (!has_restarted(before.uptime, ago, now->uptime)) {
      move = {Arrival::not_taken, "it has not started anew, and goes on as before"};
    } else if (now->identity.mqtt_count == 0) {
      move = {Arrival::not_connected, "no broker took it: is " + order.host + " at port " + std::to_string(order.port) +
                                          " open to it, and are user name and password right?"};
    } else {
      return {Arrival::accepted, {}};
    }
  }
  return move;
}

}  // namespace presad::cli
