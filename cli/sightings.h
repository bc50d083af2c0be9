// What a scan has seen of the network, merged with what the inventory knows. Pure.
//
// Who saw it is no matter: the ports of this process, or a running presad that is asked what it has heard.
// Everything heard is hostile until shown otherwise: bounded here, and made fit for a terminal by scan_text.h. An
// announcement proves nothing: anybody on the network can send one.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "families/tuya/announcement.h"
#include "inventory/found_device.h"
#include "inventory/known_devices.h"

namespace presad::cli {

enum class Verdict : std::uint8_t {
  known,      ///< in the inventory, at its address or without one
  fresh,      ///< not in the inventory
  moved,      ///< in the inventory with another address
  duplicate,  ///< one device_id from two addresses by turns
  missing,    ///< in the inventory and not heard
};

/// "known", "new", "moved", "duplicate", "missing"
const char* word_of(Verdict verdict) noexcept;

struct ScannedDevice {
  Verdict verdict = Verdict::fresh;
  std::string topic;                     ///< of the inventory, as the name is
  std::string name;                      ///< for people
  std::string device_id;                 ///< empty: it said nothing, but its port is open
  std::vector<std::string> addresses;    ///< where it was seen: all of a duplicate's, else the last
  std::string listed_address;            ///< of the inventory; may be empty
  std::optional<tuya::Version> version;  ///< as it says itself
  std::string product_key;

  friend bool operator==(const ScannedDevice&, const ScannedDevice&) = default;
};

/// What of a device may go into the inventory: of one that is new and has an id. Its address is left out: it would be
/// outdated by the next lease, and presad follows announcements. Nothing: it is not new.
std::optional<FoundDevice> addition(const ScannedDevice& device);

class Sightings {
 public:
  /// That the inventory does not know: with an id, and again as many without. Who is known always has a place.
  static constexpr std::size_t most_strangers = 1024;
  static constexpr std::size_t most_addresses_of_one_id = 4;  ///< further ones say nothing new

  explicit Sightings(std::vector<KnownDevice> known);

  /// `sender` is numeric.
  void on_announcement(const tuya::Announcement& announcement, const std::string& sender);

  /// Somebody takes connections on port 6668 of `address`.
  void on_open_port(const std::string& address);

  /// Whether there is nothing to be learned by connecting: it was heard, or presad may have its only connection.
  bool is_accounted_for(const std::string& address) const;

  /// Known ones in the order of the inventory, then the others as they were heard. `complete`: all had their time to
  /// speak, so that who did not is missing.
  std::vector<ScannedDevice> devices(bool complete) const;

  std::size_t heard() const noexcept { return heard_.size() + open_.size(); }
  std::size_t left_out() const noexcept { return left_out_; }  ///< datagrams of strangers beyond the limit

 private:
  struct Heard {
    tuya::Announcement announcement;     ///< the last
    std::vector<std::string> addresses;  ///< in the order in which they were first seen
    std::size_t last = 0;                ///< of addresses
    bool by_turns = false;               ///< it came back to one that it had left: these are two
  };

  ScannedDevice describe(const Heard& heard) const;

  std::vector<KnownDevice> known_;
  std::unordered_set<std::string> known_ids_;
  std::vector<Heard> heard_;
  std::unordered_map<std::string, std::size_t> by_id_;  ///< place in heard_
  std::size_t strangers_ = 0;                           ///< of heard_
  std::vector<std::string> open_;
  std::size_t left_out_ = 0;
};

}  // namespace presad::cli
