// A connection in memory between a client and a device, on a clock that the test moves. Pure.
//
// What is sent arrives with the *next* take_due(), never inside the call that sent it: otherwise an answer
// would overtake the event that belongs before it, which a real socket can never do. Whom the bytes are
// handed to is the test's business.

#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/random.h"

namespace presad {

enum class End : std::uint8_t { client, device };
constexpr End other(End end) { return end == End::client ? End::device : End::client; }

/// What arrives at one end: bytes, or the news that the other end closed.
struct Delivery {
  End to = End::client;
  Bytes bytes;          ///< empty when `closed`
  bool closed = false;  ///< the other end hung up; nothing follows for this end
};

/// How the link treats what is sent from now on.
struct Weather {
  Duration delay{0};      ///< how long bytes are under way; order is kept whatever the delay
  std::size_t chunk = 0;  ///< longest piece that arrives at once, in bytes; 0: as it was sent
  bool merge = false;     ///< all that is due for one end arrives as one piece
  double loss = 0;        ///< share of pieces that vanish, 0 to 1 (TCP loses none: a device that drops some)
};

class MemoryLink {
 public:
  /// `clock` is borrowed. `seed` decides which pieces are lost.
  explicit MemoryLink(const Clock& clock, std::uint64_t seed = 1) : clock_(clock), random_(seed) {}

  Weather weather;

  /// Sends; on a closed or dark link the bytes go nowhere.
  void send(End from, ByteView bytes);

  /// Hangs up: the other end hears of it after all that was sent before. What is still under way to `from` is lost.
  void close(End from);

  /// The power is cut: nothing arrives any more at either end, not even a close.
  void go_dark() {
    dark_ = true;
    under_way_.clear();
  }

  /// All that has arrived by now, in order. What is sent while these are being handled comes with the next call.
  std::vector<Delivery> take_due();

  /// When something arrives next; `never` while nothing is under way.
  Timestamp next_due() const { return under_way_.empty() ? never : under_way_.front().due; }

  bool closed() const noexcept { return closed_; }
  bool dark() const noexcept { return dark_; }

 private:
  struct UnderWay {
    Timestamp due;
    Delivery delivery;
  };

  void put(Delivery delivery);

  const Clock& clock_;
  SeededRandom random_;
  std::deque<UnderWay> under_way_;  ///< ordered by due
  Timestamp last_due_ = Timestamp::min();
  bool closed_ = false;
  bool dark_ = false;
};

inline void MemoryLink::put(Delivery delivery) {
  last_due_ = std::max(last_due_, clock_.now() + weather.delay);
  under_way_.push_back({last_due_, std::move(delivery)});
}

inline void MemoryLink::send(End from, ByteView bytes) {
  if (closed_ || dark_) return;
  const std::size_t chunk = weather.chunk == 0 ? bytes.size() : weather.chunk;
  while (!bytes.empty()) {
    const ByteView piece = bytes.first(std::min(chunk, bytes.size()));
    bytes = bytes.subspan(piece.size());
    if (weather.loss > 0 && random_.unit() < weather.loss) continue;
    put({other(from), Bytes(piece.begin(), piece.end()), false});
  }
}

inline void MemoryLink::close(End from) {
  if (closed_ || dark_) return;
  std::erase_if(under_way_, [from](const UnderWay& each) { return each.delivery.to == from; });
  put({other(from), {}, true});
  closed_ = true;
}

inline std::vector<Delivery> MemoryLink::take_due() {
  std::vector<Delivery> due;
  while (!under_way_.empty() && under_way_.front().due <= clock_.now()) {
    Delivery next = std::move(under_way_.front().delivery);
    under_way_.pop_front();
    const bool joins = weather.merge && !next.closed && !due.empty() && !due.back().closed && due.back().to == next.to;
    if (joins) {
      append(due.back().bytes, next.bytes);
    } else {
      due.push_back(std::move(next));
    }
  }
  return due;
}

}  // namespace presad
