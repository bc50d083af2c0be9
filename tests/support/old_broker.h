// A broker of before MQTT 5: stands in front of a mosquitto, declines every CONNECT of version 5, and passes the rest
// on. (mosquitto 2.0 has no switch for that.)

#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace presad::testing {

class OldBroker {
 public:
  enum class Manner : unsigned char {
    answers_in_3_1_1,  ///< CONNACK with return code 1, as mosquitto 1.5 does
    answers_in_5,      ///< CONNACK with reason code 0x84
    hangs_up,          ///< without a word
  };

  /// Listens on a port of its own; what it accepts goes to `target` on 127.0.0.1.
  OldBroker(std::uint16_t target, Manner manner);
  ~OldBroker();
  OldBroker(const OldBroker&) = delete;
  OldBroker& operator=(const OldBroker&) = delete;

  std::uint16_t port() const noexcept { return port_; }

  /// CONNECTs seen so far of level 5 and of level 4.
  int connects_of_5() const noexcept { return of_5_; }
  int connects_of_4() const noexcept { return of_4_; }

 private:
  struct Pair {
    int client = -1;
    int broker = -1;  ///< -1 until the CONNECT was looked at
  };

  void run();
  bool serve(Pair& pair, bool client_ready, bool broker_ready);
  bool look_at_connect(Pair& pair);

  std::uint16_t target_;
  Manner manner_;
  int listener_ = -1;
  int wake_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> of_5_ = 0;
  std::atomic<int> of_4_ = 0;
  std::vector<Pair> pairs_;  ///< the thread's own
  std::thread thread_;
};

}  // namespace presad::testing
