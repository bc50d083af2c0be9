#include "control/connection.h"

#include <algorithm>
#include <array>
#include <utility>

namespace presad::control {

namespace {
/// Of 4 KiB.
constexpr int most_pieces_per_turn = 16;
}  // namespace

Connection::Connection(loop::EventLoop& loop, Descriptor descriptor, ConnectionListener& listener)
    : loop_(loop),
      descriptor_(std::move(descriptor)),
      listener_(listener),
      active_at_(loop.now()),
      turn_(loop, Delegate<void()>::to<&Connection::on_turn>(this)) {}

void Connection::start() {
  watch_.start(loop_, descriptor_.number(), loop::Ready::read | loop::Ready::write,
               Delegate<void(loop::Ready)>::to<&Connection::on_ready>(this));
  read();  // most have asked by now, and are idle no more
}

void Connection::occupy(bool watching) noexcept {
  occupied_ = true;
  watching_ = watching;
}

void Connection::free() {
  occupied_ = watching_ = false;
  active_at_ = loop_.now();
  if (!ended()) turn_.schedule();
}

void Connection::write(std::string_view bytes) {
  if (ended()) return;
  if (unsent_.empty()) {
    const Moved sent = send(descriptor_, bytes);
    if (sent.came == Came::end) return end();
    bytes.remove_prefix(sent.size);
  }
  if (unsent_.size() + bytes.size() > max_unread_size) return end();
  unsent_ += bytes;
}

void Connection::end() {
  if (ended()) return;
  watch_.stop();
  descriptor_.close();
  unsent_ = std::string();
  listener_.on_ended(*this);
}

void Connection::on_ready(loop::Ready ready) {
  flush();
  if (loop::has(ready, loop::Ready::read)) read();
}

/// Reads what there is room for. Edge-triggered: what stays unread for want of room is read by the turn that makes
/// room.
void Connection::read() {
  std::array<char, 4096> bytes;
  unread_ = false;
  for (int pieces = 0; !ended() && !finished_ && lines_.room() > 0; ++pieces) {
    unread_ = pieces == most_pieces_per_turn;  // the others have their turn first
    if (unread_) break;
    const Moved received = receive(descriptor_, bytes.data(), std::min(bytes.size(), lines_.room()));
    if (received.came == Came::nothing) break;
    if (received.came == Came::end) {
      finished_ = true;
    } else if (!watching_) {                                            // who watches has nothing more to say
      static_cast<void>(lines_.append({bytes.data(), received.size}));  // there is room
      active_at_ = loop_.now();
    }
  }
  if (!ended()) turn_.schedule();
}

void Connection::flush() {
  while (!ended() && !unsent_.empty()) {
    const Moved sent = send(descriptor_, unsent_);
    if (sent.came == Came::nothing) return;
    if (sent.came == Came::end) return end();
    unsent_.erase(0, sent.size);
    active_at_ = loop_.now();
  }
  unsent_ = std::string();  // gives the memory back
  if (!ended()) turn_.schedule();
}

void Connection::on_turn() {
  if (ended()) return;
  if (unread_) return read();
  if (finished_ && watching_) return end();
  if (occupied_ || !unsent_.empty()) return;
  if (const auto line = lines_.take()) {
    listener_.on_line(*this, *line);
    read();  // there is room again, and perhaps another line
  } else if (lines_.room() == 0) {
    listener_.on_endless_line(*this);
  } else if (finished_) {
    end();
  }
}

}  // namespace presad::control
