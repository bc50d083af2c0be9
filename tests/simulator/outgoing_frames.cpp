#include "simulator/outgoing_frames.h"

#include <algorithm>
#include <array>
#include <utility>

namespace presad::simulator {
namespace {

/// Bytes that belong to no frame and end in the first half of a prefix, the worst place for it.
Bytes make_garbage(RandomSource& random) {
  Bytes garbage(23);
  random.fill(garbage);
  append(garbage, std::array<std::uint8_t, 3>{0x00, 0x00, 0x55});
  return garbage;
}

/// 0x7fffffff into the length field; offset 12 in 55AA frames, 14 in 6699 (PROTOCOL.md, 3).
void claim_absurd_length(Bytes& frame) {
  const std::size_t offset = frame.size() > 4 && frame[2] == 0x66 ? 14 : 12;
  if (frame.size() < offset + 4) return;
  constexpr std::array<std::uint8_t, 4> absurd = {0x7f, 0xff, 0xff, 0xff};
  std::ranges::copy(absurd, frame.begin() + static_cast<std::ptrdiff_t>(offset));
}

}  // namespace

void OutgoingFrames::spoil(Bytes& frame, const Faults& faults, RandomSource& random) const {
  if (const Fault* bad = faults.find(FaultKind::bad_crc);
      bad != nullptr && frames_ % bad->count == 0 && frame.size() > 5) {
    frame[frame.size() - 5] ^= 0x01;  // the last byte of CRC, HMAC or tag: the suffix is 4 bytes long
  }
  if (faults.has(FaultKind::absurd_length)) claim_absurd_length(frame);
  if (faults.has(frames_ == 1 ? FaultKind::garbage_before : FaultKind::garbage_between)) {
    Bytes garbage = make_garbage(random);
    append(garbage, frame);
    frame = std::move(garbage);
  }
}

void OutgoingFrames::shorten(Bytes& frame, const Fault& cut) {
  if (cut.frames) {
    if (frames_ > cut.count) frame.clear();
    cut_ = frames_ >= cut.count;
    return;
  }
  const std::size_t left = bytes_ >= cut.count ? 0 : cut.count - bytes_;
  if (frame.size() > left) frame.resize(left);
  cut_ = bytes_ + frame.size() >= cut.count;
}

void OutgoingFrames::put(Bytes frame, const Faults& faults, RandomSource& random, Timestamp now) {
  if (cut_ || waiting_bytes_ >= max_waiting_bytes) return;
  ++frames_;
  spoil(frame, faults, random);
  if (const Fault* cut = faults.find(FaultKind::cut_after)) shorten(frame, *cut);
  bytes_ += frame.size();
  if (!faults.has(FaultKind::split)) {
    wait(std::move(frame), faults, now);
    return;
  }
  for (const std::uint8_t byte : frame) wait({byte}, faults, now);
}

void OutgoingFrames::wait(Bytes piece, const Faults& faults, Timestamp now) {
  if (piece.empty()) return;
  Timestamp due = now;
  if (const Fault* late = faults.find(FaultKind::late)) due += late->duration;
  bool joins = false;
  if (const Fault* merge = faults.find(FaultKind::merge)) {
    joins = merge_due_ > now;
    if (!joins) merge_due_ = due + merge->duration;
    due = merge_due_;
  }
  if (!waiting_.empty()) due = std::max(due, waiting_.back().due);
  waiting_bytes_ += piece.size();
  waiting_.push_back({due, std::move(piece), joins});
}

std::vector<Bytes> OutgoingFrames::take_due(Timestamp now) {
  std::vector<Bytes> due;
  while (!waiting_.empty() && waiting_.front().due <= now) {
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_bytes_ -= next.piece.size();
    if (next.joins && !due.empty()) {
      append(due.back(), next.piece);
    } else {
      due.push_back(std::move(next.piece));
    }
  }
  return due;
}

}  // namespace presad::simulator
