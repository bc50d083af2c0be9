#include "support/mosquitto.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include "support/loopback_server.h"

namespace presad::testing {

namespace {

bool listens(std::uint16_t port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool answered = ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(descriptor);
  return answered;
}

}  // namespace

Mosquitto::Mosquitto(std::string settings) : port_(free_port()) {
  write_text_file(directory_.file("mosquitto.conf"),
                  "listener " + std::to_string(port_) + " 127.0.0.1\n" +
                      "persistence false\n"
                      "set_tcp_nodelay true\n"
                      "max_queued_messages 0\n"  // no bound: what is lost is then lost by presad
                      "log_type all\n" +
                      (::geteuid() == 0 ? "user root\n" : "") +  // it would give up its rights to the files here
                      settings);
  start();
}

void Mosquitto::start() {
  process_ = std::make_unique<TestProcess>(
      std::vector<std::string>{"mosquitto", "-c", directory_.file("mosquitto.conf")}, directory_.file("log"));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!listens(port_)) {
    if (std::chrono::steady_clock::now() > end || !process_->running()) {
      throw std::runtime_error("mosquitto does not listen: " + log());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

void Mosquitto::stop() {
  process_->end(SIGTERM);
  process_.reset();
}

}  // namespace presad::testing
