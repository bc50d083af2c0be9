// presa's end of the control socket: blocks, with a deadline.
//
//     Result<control::Client> client = control::Client::connect(control::socket_of(""));
//     Result<control::Reply> reply = client->call(control::AskHeard{}, std::chrono::seconds(5));

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "control/answers.h"
#include "control/line_buffer.h"
#include "control/request.h"
#include "control/status.h"
#include "control/unix_socket.h"

namespace presad::control {

/// Where the presad of this instance (empty: the only one, or the first) listens when systemd runs it:
/// /run/presad/control, /run/presad@site/control. Pure.
std::string socket_of(const std::string& instance);

class Client {
 public:
  /// Errors: `unreachable`: no presad listens there; `refused`: no permission; `timed_out`: it takes no connection;
  /// `bad_config`: no path for a socket.
  static Result<Client> connect(const std::string& path, Duration patience = std::chrono::seconds(5));

  /// Asks; the replies are next()'s. Errors: `timed_out`.
  Result<bool> ask(const Request& request, Duration patience);

  /// Asks, and gives the first reply; a refusal is a Reply too. Errors: `timed_out`; `unreachable`: presad hung up;
  /// `malformed`: what answers there is no presad, or one of another version.
  Result<Reply> call(const Request& request, Duration patience);

  /// The next reply of several. Errors as call().
  Result<Reply> next(Duration patience);

  /// For who waits on a loop of his own: the next reply that has come whole, without waiting; nothing: none yet.
  std::optional<Result<Reply>> take();
  int descriptor() const noexcept { return socket_.number(); }

 private:
  explicit Client(Descriptor socket) : socket_(std::move(socket)) {}
  Result<bool> say(std::string_view bytes, Timestamp deadline);

  Descriptor socket_;
  LineBuffer lines_{max_reply_size};
};

/// A refusal as an error (`refused`, its sentence); anything else as it is.
Result<Reply> accepted(Result<Reply> reply);

/// The daemon and all its devices, page by page. `topic`: this one alone; empty: all. Errors as call(), and `refused`.
Result<StatusReply> ask_status(Client& client, const std::string& topic, Duration patience);

}  // namespace presad::control
