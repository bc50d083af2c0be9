// A simulated Tasmota device's web server: HTTP/1.0, `/cm` alone, one answer a connection. Loop thread.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "simulator/accepted_connection.h"
#include "simulator/tcp_listener.h"

namespace presad::simulator {

/// What a request is answered.
struct WebAnswer {
  enum class Manner : unsigned char {
    whole,
    cut,      ///< half of the body, then the end
    nothing,  ///< closed without a byte
    late,     ///< kept open, never answered
    verbose,  ///< 40 KiB of headers ahead of the body
  };
  int status = 200;
  std::string body;
  Manner manner = Manner::whole;
};

/// Who answers. `command` is decoded; `authorization`: the header's value, or empty.
class WebListener {
 public:
  virtual WebAnswer on_request(const std::string& path, const std::string& command,
                               const std::string& authorization) = 0;

 protected:
  ~WebListener() = default;
};

class TasmotaWeb final : private AcceptListener, private ConnectionListener {
 public:
  TasmotaWeb(loop::EventLoop& loop, WebListener& listener)
      : loop_(loop),
        listener_(listener),
        acceptor_(loop, *this),
        cleaning_(loop, Delegate<void()>::to<&TasmotaWeb::clean>(this)) {}

  Result<bool> open(const std::string& address, std::uint16_t port) { return acceptor_.open(address, port); }
  void close() { acceptor_.close(); }  ///< who connects is refused
  std::uint16_t port() const noexcept { return acceptor_.port(); }

  static constexpr std::size_t max_request_size = 8192;

 private:
  struct Client {
    std::unique_ptr<AcceptedConnection> connection;
    std::string received;
  };

  void on_accepted(int descriptor) override;
  void on_bytes(ConnectionId connection, ByteView received) override;
  void on_closed(ConnectionId connection) override;
  void answer(Client& client);
  void clean();

  loop::EventLoop& loop_;
  WebListener& listener_;
  std::map<ConnectionId, Client> clients_;
  ConnectionId last_ = 0;
  TcpListener acceptor_;
  loop::Deferred cleaning_;
};

}  // namespace presad::simulator
