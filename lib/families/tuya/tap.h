// Somebody who sees the bytes of devices' connections as they are on the wire: presa record. presad has nobody there.
//
// Loop thread.

#pragma once

#include "base/bytes.h"
#include "families/family.h"
#include "families/tuya/message.h"
#include "families/tuya/settings.h"

namespace presad::tuya {

class TapListener {
 public:
  /// A device is made; what follows is of the one that was made last.
  virtual void on_device(const TuyaSettings& settings) = 0;
  virtual void on_connection(const std::string& address) = 0;  ///< one begins
  virtual void on_bytes(Role writer, ByteView bytes) = 0;      ///< of the latest connection; valid during the call

 protected:
  ~TapListener() = default;
};

/// `listener` is set before the devices are made; nullptr: nobody looks.
struct Tap final : FamilyService {
  TapListener* listener = nullptr;
};

}  // namespace presad::tuya
