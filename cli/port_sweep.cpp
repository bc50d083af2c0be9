#include "cli/port_sweep.h"

#include <algorithm>
#include <utility>

#include "net/tcp_stream.h"

namespace presad::cli {

/// One connection at a time.
class PortSweep::Knock final : net::StreamListener {
 public:
  explicit Knock(PortSweep& sweep)
      : sweep_(sweep),
        stream_(sweep.loop_, static_cast<net::StreamListener&>(*this)),
        limit_(sweep.loop_, Delegate<void()>::to<&Knock::on_limit>(this)) {}

  void at(const std::string& address) {
    address_ = address;
    limit_.arm_in(limit);
    stream_.connect(address_, sweep_.port_);
  }

 private:
  void on_connected() override {
    stream_.close();  // before anything is said: a plug's one place is free again
    sweep_.listener_.on_open(address_);
    finish();
  }
  void on_bytes(ByteView) override {}
  void on_closed(const Error&) override { finish(); }
  void on_limit() {
    stream_.close();
    finish();
  }
  void finish() {
    limit_.disarm();
    --sweep_.busy_;
    sweep_.go_on(*this);
  }

  PortSweep& sweep_;
  std::string address_;
  net::TcpStream stream_;
  loop::Timer limit_;
};

PortSweep::PortSweep(loop::EventLoop& loop, SweepListener& listener, std::vector<std::string> addresses,
                     std::uint16_t port)
    : loop_(loop),
      listener_(listener),
      addresses_(std::move(addresses)),
      port_(port),
      end_(loop, Delegate<void()>::to<&PortSweep::on_end>(this)) {}

PortSweep::~PortSweep() = default;

void PortSweep::start() {
  const std::size_t count = std::min(most_at_once, addresses_.size());
  if (count == 0) end_.arm(loop_.now());
  for (std::size_t i = 0; i < count; ++i) go_on(*knocks_.emplace_back(std::make_unique<Knock>(*this)));
}

void PortSweep::go_on(Knock& knock) {
  while (next_ < addresses_.size()) {
    const std::string& address = addresses_[next_++];
    if (listener_.skips(address)) continue;
    ++busy_;
    return knock.at(address);
  }
  if (busy_ == 0) end_.arm(loop_.now());
}

void PortSweep::on_end() { listener_.on_swept(); }

}  // namespace presad::cli
