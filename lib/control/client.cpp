#include "control/client.h"

#include <array>
#include <utility>

namespace presad::control {

namespace {

Timestamp deadline_in(Duration patience) { return SystemClock().now() + patience; }

Duration left_until(Timestamp deadline) { return deadline - SystemClock().now(); }

Error gone() { return {ErrorKind::unreachable, "presad has hung up"}; }

}  // namespace

std::string socket_of(const std::string& instance) {
  return instance.empty() ? "/run/presad/control" : "/run/presad@" + instance + "/control";
}

Result<Client> Client::connect(const std::string& path, Duration patience) {
  Result<Descriptor> socket = connect_to(path, patience);
  if (!socket) return socket.error();
  return Client(*std::move(socket));
}

Result<bool> Client::ask(const Request& request, Duration patience) {
  return say(render_request(request), deadline_in(patience));
}

Result<Reply> Client::call(const Request& request, Duration patience) {
  const Timestamp deadline = deadline_in(patience);
  if (const Result<bool> said = say(render_request(request), deadline); !said) return said.error();
  return next(left_until(deadline));
}

Result<Reply> Client::next(Duration patience) {
  const Timestamp deadline = deadline_in(patience);
  for (;;) {
    if (auto reply = take()) return *std::move(reply);
    if (!wait_for(socket_, Waiting::to_read, left_until(deadline)) && left_until(deadline) <= Duration(0)) {
      return fail(ErrorKind::timed_out, "presad does not answer");
    }
  }
}

std::optional<Result<Reply>> Client::take() {
  std::array<char, 16384> bytes;
  while (!lines_.has_line()) {
    const Moved received = receive(socket_, bytes.data(), bytes.size());
    if (received.came == Came::nothing) return std::nullopt;
    if (received.came == Came::end) return gone();
    if (!lines_.append({bytes.data(), received.size})) {
      return Error{ErrorKind::malformed, "a reply without end: no presad listens there"};
    }
  }
  return parse_reply(*lines_.take());
}

Result<bool> Client::say(std::string_view bytes, Timestamp deadline) {
  while (!bytes.empty()) {
    const Moved sent = send(socket_, bytes);
    if (sent.came == Came::end) break;  // it may have said why, before it hung up: that is read next
    bytes.remove_prefix(sent.size);
    if (sent.came == Came::nothing && !wait_for(socket_, Waiting::to_write, left_until(deadline)) &&
        left_until(deadline) <= Duration(0)) {
      return fail(ErrorKind::timed_out, "presad does not take the question");
    }
  }
  return true;
}

Result<Reply> accepted(Result<Reply> reply) {
  if (!reply || reply->error.empty()) return reply;
  return Error{ErrorKind::refused, reply->what()};
}

Result<StatusReply> ask_status(Client& client, const std::string& topic, Duration patience) {
  StatusReply all;
  do {
    const Result<Reply> reply = accepted(client.call(AskStatus{topic, all.next}, patience));
    if (!reply) return reply.error();
    Result<StatusReply> page = read_status(reply->parameters);
    if (!page) return page.error();
    if (page->next <= all.next) page->next.clear();  // whatever answers, this ends
    all.daemon = std::move(page->daemon);
    all.next = std::move(page->next);
    std::move(page->devices.begin(), page->devices.end(), std::back_inserter(all.devices));
  } while (!all.next.empty());
  return all;
}

}  // namespace presad::control
