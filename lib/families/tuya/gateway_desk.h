// The sub-devices of one gateway, as its link sees them: who is there, whose request is next, who is told what. Pure.
//
// A session takes one request at a time. Sub-devices have at most one waiting each and are served in the order of their
// asking; the gateway's own link takes turns with them.
//
// Who is there: the gateway's list decides (PROTOCOL.md, 9). It is asked for first on each session, then every minute,
// and comes unasked as well. Until it is answered, or left open, nobody has a place: what a gateway remembers of a
// sub-device is no sign of life. A sub-device in `offline` has no place until it is in `online` again, or pushes.
// Where the reference is silent: a sub-device in neither list (long lists come in pieces), and every sub-device of a
// gateway that leaves the list open, as many of version 3.3 do, gets a place. The gateway's word is all there is then,
// and a command to one that is gone ends unconfirmed.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "families/tuya/gateway_notice.h"

namespace presad::tuya {

/// One notice, and for whom.
struct ToSubDevice {
  std::string cid;
  GatewayNotice notice;
};

class GatewayDesk {
 public:
  /// The inventory has a sub-device with this cid. It is told where it stands, now and whenever that changes.
  void add(const std::string& cid);
  void remove(const std::string& cid);
  bool empty() const noexcept { return sub_devices_.empty(); }

  /// The sub-device wants a place, where it gave up the one it had.
  void join(const std::string& cid);
  /// It has no interest any more in what it asked.
  void leave(const std::string& cid);
  /// A request of a sub-device: takes the place of the one before. True when that one was in flight, and is of no
  /// interest any more.
  [[nodiscard]] bool ask(const std::string& cid, const Asked& asked);

  // What happens to the gateway's session.
  void on_established(Timestamp now);
  /// It serves requests. `address`, `version`: its own, for people.
  void on_serving(const std::string& address, Version version);
  void on_lost(const std::string& cause);

  /// Something to ask is due.
  bool due(Timestamp now) const noexcept { return deadline() <= now; }
  /// When; in the past while somebody waits.
  Timestamp deadline() const noexcept;
  /// The next request, its cid filled in; in flight from then on. Only while due().
  Request take(Timestamp now);
  /// The request in flight is a sub-device's, or for the list.
  bool asking() const noexcept { return in_flight_.has_value(); }
  void on_ended(const RequestEnded& ended, Timestamp now);

  /// A report with a cid.
  void on_reported(const Reported& reported);
  void on_listed(const std::vector<std::string>& online, const std::vector<std::string>& offline);

  /// What is to be told since the last call, in order.
  std::vector<ToSubDevice> take_notices();
  /// Sub-devices that no inventory has, each told once; at most max_strangers of them.
  std::vector<std::string> take_strangers();

  static constexpr std::size_t max_strangers = 64;

 private:
  enum class Listing : std::uint8_t { none, awaited, answered, open };
  struct SubDevice {
    bool placed = false;  ///< was told so
  };
  struct Errand {
    std::string cid;  ///< empty: the list
    Request request;
    std::uint32_t number = 0;  ///< 0: nobody waits for the answer
  };

  void settle(const std::string& cid, SubDevice& sub_device);
  void tell(const std::string& cid, GatewayNotice notice);
  void note_stranger(const std::string& cid);
  void drop_waiting(const std::string& cid);
  bool away(const std::string& cid) const { return offline_.contains(cid); }
  Displaced no_place(const std::string& cid) const;

  std::map<std::string, SubDevice> sub_devices_;
  std::set<std::string> offline_;  ///< of the sub-devices in the inventory
  std::vector<Errand> waiting_;    ///< at most one for each sub-device; without memory while empty, unlike a deque
  std::optional<Errand> in_flight_;
  bool serving_ = false;
  Listing listing_ = Listing::none;
  Timestamp list_due_ = never;
  std::string address_;
  Version version_{};
  std::string lost_cause_;
  std::set<std::string> strangers_;
  std::vector<std::string> new_strangers_;
  std::vector<ToSubDevice> notices_;
};

}  // namespace presad::tuya
