// Frames that do not open, and the negotiation of 3.4 and 3.5, of plug_model.h. Pure.

#include <algorithm>

#include "simulator/plug_answers.h"
#include "simulator/plug_model.h"

namespace presad::simulator {

using tuya::CommandCode;

void PlugModel::on_undeciphered(Connection& connection, const tuya::Fault& fault, PlugEffects& effects, Timestamp now) {
  effects.events.push_back({PlugEvent::Kind::undeciphered, connection.id, 0, Power::undefined, fault.error.what});
  const bool negotiates = tuya::negotiates_session_key(settings_.version);
  KeyMismatch mismatch = settings_.key_mismatch;
  if (mismatch == KeyMismatch::by_version) mismatch = negotiates ? KeyMismatch::close : KeyMismatch::answer;
  if (mismatch == KeyMismatch::close) {
    end(connection.id, false, "undeciphered", effects);
  } else if (mismatch == KeyMismatch::answer && negotiates) {
    respond_with_nonce(connection, now);
  } else if (mismatch == KeyMismatch::answer && !fault.other_format &&
             (fault.undecipherable || fault.error.kind == ErrorKind::malformed)) {
    // Not a wrong CRC: such a frame is none. A 3.3 plug says this to who speaks 3.1 to it (PROTOCOL.md, 11).
    tuya::Message unread;
    unread.command = CommandCode::dp_query;
    answer(connection, unread, 1, text_parse_error, now);
  }
}

/// Steps 1 to 3 of PROTOCOL.md, 5. Anything else before the end of it is ignored, as plugs do.
void PlugModel::negotiate(Connection& connection, const tuya::Message& message, PlugEffects& effects, Timestamp now) {
  if (!tuya::negotiates_session_key(settings_.version)) return;
  if (message.command == CommandCode::session_key_start && connection.stage == Stage::start_awaited) {
    if (message.payload.size() != connection.client_nonce.size()) return;
    std::ranges::copy(as_bytes(message.payload), connection.client_nonce.begin());
    respond_with_nonce(connection, now);
    connection.stage = Stage::finish_awaited;
  } else if (message.command == CommandCode::session_key_finish && connection.stage == Stage::finish_awaited) {
    if (!tuya::check_session_key_finish(settings_.local_key, connection.own_nonce, message)) {
      end(connection.id, false, "negotiation failed", effects);
      return;
    }
    connection.wire.use_session_key(tuya::derive_session_key(settings_.version, settings_.local_key,
                                                             connection.client_nonce, connection.own_nonce));
    connection.stage = Stage::serving;
    effects.events.push_back({PlugEvent::Kind::negotiated, connection.id, 0, Power::undefined, ""});
  }
}

void PlugModel::respond_with_nonce(Connection& connection, Timestamp now) {
  random_.fill(connection.own_nonce);
  tuya::Message response =
      tuya::make_session_key_response(settings_.local_key, connection.client_nonce, connection.own_nonce);
  response.sequence_number = connection.sequence_number++;
  send(connection, std::move(response), now);
}

}  // namespace presad::simulator
