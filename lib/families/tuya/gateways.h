// Where sub-devices find their gateway, and the gateway them: by topic and cid, in whatever order they come and go.
//
// Loop thread.

#pragma once

#include <map>
#include <string>

#include "families/family.h"
#include "families/tuya/gateway_desk.h"

namespace presad::tuya {

/// A gateway as its sub-devices reach it; see the functions of link.h with these names.
class GatewayPort {
 public:
  virtual void add_sub_device(const std::string& cid) = 0;
  virtual void remove_sub_device(const std::string& cid) = 0;
  virtual void join(const std::string& cid) = 0;
  virtual void leave(const std::string& cid) = 0;
  virtual void ask(const std::string& cid, const Asked& asked) = 0;

 protected:
  ~GatewayPort() = default;
};

/// A sub-device as its gateway reaches it: on a turn of the loop of its own, never from inside one of its calls, but
/// for the gateway's own end.
class SubDevicePort {
 public:
  virtual void on_notice(const GatewayNotice& notice) = 0;

 protected:
  ~SubDevicePort() = default;
};

class Gateways final : public FamilyService {
 public:
  /// The device with this topic takes sub-devices until close(). Those that are there already are added to it.
  void open(const std::string& topic, GatewayPort& gateway);
  /// Its sub-devices lose their place.
  void close(const std::string& topic);

  /// `sub_device` is borrowed until forget().
  void follow(const std::string& gateway, const std::string& cid, SubDevicePort& sub_device);
  void forget(const std::string& gateway, const std::string& cid);

  /// nullptr while there is none.
  GatewayPort* find(const std::string& topic) const;
  void deliver(const std::string& gateway, const ToSubDevice& notice) const;

 private:
  struct Household {
    GatewayPort* gateway = nullptr;
    std::map<std::string, SubDevicePort*> sub_devices;  ///< by cid
  };

  std::map<std::string, Household> households_;  ///< by the gateway's topic
};

}  // namespace presad::tuya
