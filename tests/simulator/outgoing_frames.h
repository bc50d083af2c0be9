// What a plug has yet to send on one connection, bent as its faults say. Pure.
//
// Frames go in whole, pieces come out when they are due. Source of the faults: faults.h.

#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/random.h"
#include "simulator/faults.h"

namespace presad::simulator {

class OutgoingFrames {
 public:
  /// Takes one encoded frame. Dropped when max_waiting_bytes wait already, or the connection is cut.
  void put(Bytes frame, const Faults& faults, RandomSource& random, Timestamp now);

  /// What is due, in order; each piece is to be written by itself.
  std::vector<Bytes> take_due(Timestamp now);

  /// When the next piece is due; `never` while none waits.
  Timestamp deadline() const { return waiting_.empty() ? never : waiting_.front().due; }

  /// cut-after has struck and all that it lets through has been taken: the connection is to be closed.
  bool cut() const { return cut_ && waiting_.empty(); }

  static constexpr std::size_t max_waiting_bytes = std::size_t{256} * 1024;

 private:
  struct Waiting {
    Timestamp due;
    Bytes piece;
    bool joins = false;  ///< with the piece before it
  };

  void spoil(Bytes& frame, const Faults& faults, RandomSource& random) const;
  void shorten(Bytes& frame, const Fault& cut);
  void wait(Bytes piece, const Faults& faults, Timestamp now);

  std::deque<Waiting> waiting_;  ///< ordered by due
  std::size_t waiting_bytes_ = 0;
  std::size_t frames_ = 0;  ///< put so far
  std::size_t bytes_ = 0;   ///< put so far
  Timestamp merge_due_ = Timestamp::min();
  bool cut_ = false;
};

}  // namespace presad::simulator
