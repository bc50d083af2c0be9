#include "mqtt/paho_handle.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>

namespace presad::mqtt {

MQTTAsync make_handle(const std::string& uri, const char* client_id) noexcept {
  MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer;
  options.sendWhileDisconnected = 1;
  options.allowDisconnectedSendAtAnyTime = 1;
  options.deleteOldestMessages = 1;
  options.maxBufferedMessages = 1;
  MQTTAsync handle = nullptr;
  const int failed =
      MQTTAsync_createWithOptions(&handle, uri.c_str(), client_id, MQTTCLIENT_PERSISTENCE_NONE, nullptr, &options);
  return failed == MQTTASYNC_SUCCESS ? handle : nullptr;
}

namespace {

/// A port of 127.0.0.1 that is bound, so that nobody else gets it, and refuses, because nobody listens.
std::uint16_t make_refusing_port() noexcept {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);  // kept for the life of the process
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), size) != 0) return 1;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 1;
  return ntohs(address.sin_port);
}

}  // namespace

std::string make_refusing_uri() { return "tcp://127.0.0.1:" + std::to_string(make_refusing_port()); }

}  // namespace presad::mqtt
