// The sub-devices of a simulated gateway: what each is like, whether the gateway reaches it, what it remembers. Pure.
//
// Source: lib/families/tuya/PROTOCOL.md, 9: a gateway answers from its memory, also for one that has lost its power,
// and says so in its list only once it has noticed.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/plug_hardware.h"
#include "simulator/plug_settings.h"

namespace presad::simulator {

struct SubDevice {
  SubDevice(std::string its_cid, const PlugSettings& settings) : cid(std::move(its_cid)), hardware(settings) {}

  std::string cid;
  PlugHardware hardware;
  bool powered = true;
  bool listed_online = true;  ///< what the gateway has noticed of that
  Datapoints remembered;      ///< as it was when its power went
};

class SubDevices {
 public:
  /// One for each of `settings.sub_devices`, with what `settings` says of relays and meters.
  explicit SubDevices(const PlugSettings& settings);

  bool empty() const noexcept { return all_.empty(); }
  SubDevice* find(std::string_view cid);
  /// From 1; nullptr when there are not so many.
  SubDevice* at(unsigned number);
  std::vector<SubDevice>& all() noexcept { return all_; }
  const std::vector<SubDevice>& all() const noexcept { return all_; }

  /// The gateway's memory of it.
  static Datapoints remembered(const SubDevice& sub_device, Timestamp now);

  /// The answer to the question for the list; asked for one alone, the piece that tells of it.
  std::string render_list(const SubDevice* only = nullptr) const;

  Timestamp deadline() const;

 private:
  std::vector<SubDevice> all_;
};

}  // namespace presad::simulator
