// Which MQTT version the next attempt speaks: 5, or 3.1.1 where the broker does not know 5. Pure.

#pragma once

#include <cstdint>

#include "base/clock.h"

namespace presad::mqtt {

/// The values are the protocol levels of the CONNECT packet.
enum class Version : std::uint8_t { v3_1_1 = 4, v5 = 5 };

inline const char* name(Version version) { return version == Version::v5 ? "MQTT 5" : "MQTT 3.1.1"; }

class VersionChoice {
 public:
  /// How long 3.1.1 stays the first choice: a broker is updated rarely, and each attempt with 5 costs time.
  static constexpr Duration remembered_for = std::chrono::hours(1);

  /// What to try now.
  Version next(Timestamp now) noexcept {
    if (now >= v5_again_at_) older_ = false;
    return older_ ? Version::v3_1_1 : Version::v5;
  }

  void on_connected() noexcept {
    silent_ends_ = 0;
    guessed_ = false;
  }

  /// The broker said that it does not speak `version`. True: the other one is worth an attempt at once.
  bool on_version_refused(Version version, Timestamp now) noexcept {
    silent_ends_ = 0;
    guessed_ = false;
    older_ = version == Version::v5;
    if (older_) v5_again_at_ = now + remembered_for;
    return older_;
  }

  /// The broker hung up on our CONNECT without an answer. Old brokers do that to version 5, but so does one that
  /// is being restarted: only the second time in a row counts, and then only if 3.1.1 does better.
  /// True: 3.1.1 is worth an attempt at once.
  bool on_hung_up(Version version, Timestamp now) noexcept {
    if (version == Version::v3_1_1) {
      on_failed();
      return false;
    }
    if (++silent_ends_ < 2) return false;
    on_version_refused(version, now);
    guessed_ = true;
    return true;
  }

  /// An attempt failed in another way.
  void on_failed() noexcept {
    silent_ends_ = 0;
    if (guessed_) older_ = false;
    guessed_ = false;
  }

 private:
  bool older_ = false;    ///< 3.1.1 is the first choice until v5_again_at_
  bool guessed_ = false;  ///< and that from silence alone
  int silent_ends_ = 0;
  Timestamp v5_again_at_{};
};

}  // namespace presad::mqtt
