#include "families/tuya/session.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/text.h"

namespace presad::tuya {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// PROTOCOL.md, 10: devices forget a connection after 20 to 30 s without traffic; 0.6 % of answers take more than a
// second.
constexpr Duration negotiation_time = seconds(5);
constexpr Duration request_time = seconds(3);
constexpr Duration heart_beat_interval = seconds(9);
constexpr Duration heart_beat_time = seconds(5);
constexpr Duration suspect_time = seconds(2);
constexpr Duration frame_time = seconds(5);
constexpr std::uint8_t heart_beats_before_dead = 2;
constexpr std::uint8_t faults_before_hang_up = 8;

constexpr const char* cure_key =
    "copy the current local_key into the inventory (it changes whenever the device is paired again)";

/// Whole blocks that are neither JSON nor any other text.
bool looks_enciphered(std::string_view payload) noexcept {
  constexpr std::size_t block = 16;
  return !payload.empty() && payload.size() % block == 0 && !payload.starts_with('{') && !is_utf8(payload);
}

}  // namespace

Session::Session(Version version, const Key& local_key, std::string device_id, RandomSource& random)
    : wire_(version, local_key, Role::client),
      local_key_(local_key),
      addressee_{std::move(device_id), {}},
      random_(random) {}

Session::Effects Session::on_connected(Timestamp now) {
  Effects effects;
  last_received_ = now;
  if (negotiates_session_key(version())) {
    state_ = State::negotiating;
    negotiation_deadline_ = now + negotiation_time;
    random_.fill(nonce_);
    send(make_session_key_start(nonce_), now, effects);
  } else {
    state_ = State::established;
    heart_beat_deadline_ = now + heart_beat_interval;
    effects.events.emplace_back(Established{});
  }
  return finish(std::move(effects));
}

Session::Effects Session::on_bytes(ByteView received, Timestamp now) {
  Effects effects;
  if (state_ == State::ended || state_ == State::idle) return finish(std::move(effects));
  wire_.receive(received);
  while (state_ != State::ended) {
    const auto next = wire_.next();
    if (!next) break;
    if (const auto* fault = std::get_if<Fault>(&*next)) {
      on_fault(*fault, effects);
    } else {
      on_message(std::get<Message>(*next), now, effects);
    }
  }
  if (wire_.pending() == 0) {
    frame_deadline_ = never;
  } else if (frame_deadline_ == never) {
    frame_deadline_ = now + frame_time;
  }
  return finish(std::move(effects));
}

Session::Effects Session::on_deadline(Timestamp now) {
  Effects effects;
  if (state_ == State::ended || state_ == State::idle) return finish(std::move(effects));
  if (negotiation_deadline_ <= now) {
    end(Trouble::silent,
        "connected, but the session key negotiation was not answered: local_key or version wrong, slot taken by "
        "another "
        "client, or the device does not serve its local port",
        effects);
  } else if (frame_deadline_ <= now) {
    end(Trouble::silent, "a frame began and its rest never came", effects);
  } else if (heart_beat_deadline_ <= now && silent_heart_beats_ >= heart_beats_before_dead) {
    end(Trouble::silent,
        heard_ ? "heartbeats are no longer answered: the device lost its power or its Wi-Fi"
               : "connected, but the device answers no query and no heartbeat: slot taken by another client (close the "
                 "phone app), version wrong, or its server hangs (cycle its mains)",
        effects);
  } else {
    if (heart_beat_deadline_ <= now) send_heart_beat(now, effects);
    if (request_ && request_->deadline <= now) {
      const Request::Kind kind = request_->kind;
      request_.reset();
      effects.events.emplace_back(RequestEnded{kind, RequestEnded::How::timed_out, {}});
    }
  }
  return finish(std::move(effects));
}

Session::Effects Session::on_closed(const Error& why) {
  Effects effects;
  if (state_ == State::ended) return finish(std::move(effects));
  closed_by_peer_ = true;
  if (state_ == State::idle && why.kind != ErrorKind::busy) {
    end(why.kind == ErrorKind::refused ? Trouble::connection_refused : Trouble::unreachable, why.what, effects);
  } else if (proven_) {
    end(Trouble::silent, "the device closed the session (" + why.what + ")", effects);
  } else if (state_ == State::negotiating) {  // worded alike however it was closed: that varies from try to try
    end(Trouble::slot_taken,
        "the device accepted the connection and closed it during the session key negotiation: slot taken by another "
        "client (close the phone app), local_key or version wrong, or its server hangs (cycle its mains)",
        effects);
  } else {
    end(Trouble::slot_taken,
        "the device accepted the connection and closed it without an answer: slot taken by another client (close the "
        "phone app), version wrong, or its server hangs (cycle its mains)",
        effects);
  }
  return finish(std::move(effects));
}

Message Session::make(const Request& request, WallTime wall_time) {
  addressee_.cid = request.cid;
  switch (request.kind) {
    case Request::Kind::set:
      return make_set(version(), addressee_, request.wanted, wall_time);
    case Request::Kind::null_read:
      return make_null_read(version(), addressee_, request.ids, wall_time);
    case Request::Kind::refresh:
      return make_refresh(version(), addressee_, request.ids);
    case Request::Kind::subdevice_list:
      return make_subdevice_list();
    default:
      return make_query(version(), addressee_, wall_time);
  }
}

Session::Effects Session::ask(const Request& request, WallTime wall_time, Timestamp now) {
  assert(ready());
  Effects effects;
  Message message = make(request, wall_time);
  request_ = InFlight{request.kind, request.cid, message.command, now + request_time};
  requested_ = true;
  send(std::move(message), now, effects);
  return finish(std::move(effects));
}

Session::Effects Session::suspect(Timestamp now) {
  Effects effects;
  if (state_ == State::established) {
    send_heart_beat(now, effects);
    silent_heart_beats_ = heart_beats_before_dead;
    heart_beat_deadline_ = now + suspect_time;
  }
  return finish(std::move(effects));
}

bool Session::suspected() const noexcept { return silent_heart_beats_ >= heart_beats_before_dead; }

void Session::send(Message& message, Timestamp now, Effects& effects) {
  message.sequence_number = ++sequence_number_;
  thread_local Bytes frame;  // scratch: its memory is used again
  frame.clear();
  wire_.encode(message, random_, frame);
  append(effects.send, frame);
  unanswered_since_ = std::min(unanswered_since_, now);
  // Any frame of ours keeps the session warm; only silence after a heartbeat counts against the device.
  if (state_ == State::established && silent_heart_beats_ == 0) heart_beat_deadline_ = now + heart_beat_interval;
}

void Session::send_heart_beat(Timestamp now, Effects& effects) {
  thread_local Message heart_beat;  // scratch: its memory is used again
  make_heart_beat(addressee_, heart_beat);
  send(heart_beat, now, effects);
  ++silent_heart_beats_;
  heart_beat_deadline_ = now + heart_beat_time;
}

void Session::on_message(const Message& message, Timestamp now, Effects& effects) {
  last_received_ = now;
  heard_ = true;
  listened_to_ = requested_;
  unanswered_since_ = never;
  faults_in_a_row_ = 0;
  if (silent_heart_beats_ != 0) {  // any frame is a sign of life: a device may be too busy for the heartbeat itself
    silent_heart_beats_ = 0;
    heart_beat_deadline_ = now + heart_beat_interval;
  }
  if (state_ == State::negotiating) {
    if (message.command == CommandCode::session_key_response) on_session_key_response(message, now, effects);
    return;
  }
  switch (message.command) {
    case CommandCode::heart_beat:  // on 3.1 to 3.3 it carries nothing enciphered and so proves nothing
    case CommandCode::session_key_start:
    case CommandCode::session_key_response:
    case CommandCode::session_key_finish:
      break;
    default:
      on_answer(message, effects);
  }
}

void Session::on_session_key_response(const Message& message, Timestamp now, Effects& effects) {
  const Result<Nonce> remote_nonce = check_session_key_response(local_key_, nonce_, message);
  if (!remote_nonce) {
    end(Trouble::key_wrong, "the device's proof in the session key negotiation is wrong: " + std::string(cure_key),
        effects);
    return;
  }
  send(make_session_key_finish(local_key_, *remote_nonce), now, effects);
  wire_.use_session_key(derive_session_key(version(), local_key_, nonce_, *remote_nonce));
  negotiation_deadline_ = never;
  state_ = State::established;
  proven_ = true;
  heart_beat_deadline_ = now + heart_beat_interval;
  effects.events.emplace_back(Established{});
}

/// Without a cid a message with datapoints is about the gateway itself; an acknowledgement names nobody.
bool Session::answers(const Message& message, const Report& report) const {
  if (!request_ || message.command != request_->command) return false;
  return report.cid == request_->cid || (report.cid.empty() && !report.carries_datapoints);
}

void Session::on_answer(const Message& message, Effects& effects) {
  if (version() == Version::v3_1 && looks_enciphered(message.payload)) {
    end(Trouble::version_wrong, "the device answers enciphered, as 3.1 never does: another version", effects);
    return;
  }
  Result<Report> report = parse_report(message);
  if (!report) {
    on_fault(Fault{report.error(), false, false}, effects);
    return;
  }
  const bool is_answer = answers(message, *report);
  // That one text comes from a device of another version, unenciphered (PROTOCOL.md, 11); all else took the right key.
  if (!message.payload.empty() && report->error_text != "parse data error") proven_ = true;
  const bool refused = message.return_code.value_or(0) != 0 || !report->error_text.empty();
  const std::string error_text = report->error_text;
  if (report->subdevices) effects.events.emplace_back(std::move(*report->subdevices));
  if (report->carries_datapoints) {
    const bool query = message.command == CommandCode::dp_query || message.command == CommandCode::dp_query_new;
    const bool late = query && !is_answer;
    const bool pushed = !late && (!is_answer || message.command == CommandCode::status);
    effects.events.emplace_back(Reported{std::move(*report), pushed, late});
  }
  if (is_answer) {
    const Request::Kind kind = request_->kind;
    request_.reset();
    effects.events.emplace_back(RequestEnded{
        kind, refused ? RequestEnded::How::refused : RequestEnded::How::acknowledged, printable(error_text)});
  }
}

void Session::on_fault(const Fault& fault, Effects& effects) {
  if (fault.other_format) {
    end(Trouble::version_wrong, "the device answers in the frames of another protocol version", effects);
  } else if (fault.undecipherable && !proven_) {
    end(Trouble::key_wrong,
        "the device's answer cannot be deciphered (" + fault.error.what + "): " + std::string(cure_key), effects);
  } else if (++faults_in_a_row_ >= faults_before_hang_up) {
    end(fault.undecipherable ? Trouble::key_wrong : Trouble::silent,
        std::to_string(faults_in_a_row_) + " damaged frames in a row, the last: " + fault.error.what, effects);
  }
}

void Session::end(Trouble trouble, std::string cause, Effects& effects) {
  state_ = State::ended;
  request_.reset();
  effects.hang_up = !closed_by_peer_;
  effects.events.emplace_back(Ended{trouble, std::move(cause), closed_by_peer_});
}

Session::Effects Session::finish(Effects effects) const {
  effects.deadline = state_ == State::ended ? never
                                            : std::min({negotiation_deadline_, heart_beat_deadline_, frame_deadline_,
                                                        request_ ? request_->deadline : never});
  return effects;
}

}  // namespace presad::tuya
