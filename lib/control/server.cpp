#include "control/server.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace presad::control {

namespace {

/// Clients taken in one turn of the loop: those who came before have their turn ahead of a flood of others.
constexpr int most_clients_per_turn = 8;

/// When there is no descriptor at all: until the next look whether there is one again.
constexpr Duration retry_after = std::chrono::seconds(1);

constexpr const char* subject = "control";

/// Who cannot be taken in, before he is hung up on.
void refuse_one(const Descriptor& client, const std::string& why) {
  static_cast<void>(send(client, render_refusal({"ClientsTooMany", why, {}})));
}

}  // namespace

Server::Server(loop::EventLoop& loop, ServerListener& listener)
    : loop_(loop),
      listener_(listener),
      more_clients_(loop, Delegate<void()>::to<&Server::accept_some>(this)),
      retry_(loop, Delegate<void()>::to<&Server::accept_some>(this)),
      burial_(loop, Delegate<void()>::to<&Server::bury>(this)) {}

Server::~Server() {
  if (acceptor_.listening().open()) remove_socket(path_);
}

Result<bool> Server::open(const std::string& path) {
  Result<Descriptor> listening = listen_at(path);
  if (!listening) return listening.error();
  acceptor_ = Acceptor(*std::move(listening));
  path_ = path;
  watch_.start(loop_, acceptor_.listening().number(), loop::Ready::read,
               Delegate<void(loop::Ready)>::to<&Server::on_clients>(this));
  return true;
}

void Server::reply(CallId call, std::string_view parameters) { finish(call, render_reply(parameters)); }

void Server::refuse(CallId call, const Refusal& refusal) { finish(call, render_refusal(refusal)); }

void Server::tell(CallId call, std::string_view parameters) {
  if (Connection* const connection = find(call)) connection->write(render_reply(parameters, true));
}

void Server::on_clients(loop::Ready) { accept_some(); }

void Server::accept_some() {
  for (int count = 0; count < most_clients_per_turn; ++count) {
    Arrived next = acceptor_.next();
    switch (next.arrival) {
      case Arrival::welcome:
        note_shortage(false);
        take_in(std::move(next.client));
        break;
      case Arrival::to_be_refused:
        note_shortage(true);
        refuse_one(next.client, "presad has no file descriptor left; try again");
        break;
      case Arrival::nobody:
        return;
      case Arrival::later:
        note_shortage(true);
        return retry_.arm_in(retry_after);
    }
  }
  more_clients_.schedule();  // edge-triggered: nobody would tell us of the rest
}

/// Said once per change.
void Server::note_shortage(bool short_of) {
  if (std::exchange(short_of_descriptors_, short_of) == short_of) return;
  if (short_of) {
    log::warning(subject, "no file descriptor left: presa is refused, or waits; raise LimitNOFILE in presad's service");
  } else {
    log::info(subject, "there are file descriptors again: presa is answered");
  }
}

void Server::take_in(Descriptor client) {
  if (!make_room()) {
    return refuse_one(client, std::to_string(max_clients) + " others are being answered; try again");
  }
  ConnectionListener& self = *this;
  connections_.push_back(std::make_unique<Connection>(loop_, std::move(client), self));
  connections_.back()->start();
}

/// Whether one more may come, after the one who has been idle longest was sent away for it.
bool Server::make_room() {
  const auto here = std::count_if(connections_.begin(), connections_.end(), [](const auto& c) { return !c->ended(); });
  if (static_cast<std::size_t>(here) < max_clients) return true;
  Connection* longest = nullptr;
  for (const auto& each : connections_) {
    if (each->ended() || !each->idle()) continue;
    if (longest == nullptr || each->active_at() < longest->active_at()) longest = each.get();
  }
  if (longest != nullptr) longest->end();
  return longest != nullptr;
}

void Server::on_line(Connection& connection, const std::string& line) {
  const ParsedRequest parsed = parse_request(line);
  if (const auto* refusal = std::get_if<Refusal>(&parsed)) return connection.write(render_refusal(*refusal));
  const auto& request = std::get<Request>(parsed);
  const bool watches = std::holds_alternative<AskWatch>(request);
  const auto watching =
      std::count_if(connections_.begin(), connections_.end(), [](const auto& c) { return c->watching(); });
  if (watches && static_cast<std::size_t>(watching) >= max_watches) {
    const Refusal refusal{"WatchesTooMany", std::to_string(max_watches) + " others watch already", {}};
    return connection.write(render_refusal(refusal));
  }
  const CallId call = ++last_call_;
  calls_[call] = &connection;
  connection.occupy(watches);
  listener_.on_request(call, request);
}

void Server::on_endless_line(Connection& connection) {
  connection.write(render_refusal(
      {"RequestInvalid", "a line of more than " + std::to_string(max_request_size) + " bytes; good-bye", {}}));
  connection.end();
}

void Server::on_ended(Connection& connection) {
  burial_.schedule();
  const auto found = std::find_if(calls_.begin(), calls_.end(), [&](const auto& c) { return c.second == &connection; });
  if (found == calls_.end()) return;
  const CallId call = found->first;
  calls_.erase(found);
  listener_.on_gone(call);
}

void Server::bury() {
  std::erase_if(connections_, [](const auto& connection) { return connection->ended(); });
}

Connection* Server::find(CallId call) {
  const auto found = calls_.find(call);
  return found == calls_.end() ? nullptr : found->second;
}

void Server::finish(CallId call, std::string_view line) {
  Connection* const connection = find(call);
  if (connection == nullptr) return;
  calls_.erase(call);  // before it can end and be told as gone
  connection->write(line);
  connection->free();
}

}  // namespace presad::control
