#include "families/tuya/gateway_desk.h"

#include <algorithm>
#include <utility>

namespace presad::tuya {

namespace {

constexpr Duration list_interval = std::chrono::seconds(60);

}  // namespace

void GatewayDesk::add(const std::string& cid) {
  SubDevice& sub_device = sub_devices_[cid];
  if (list_due_ != never && listing_ == Listing::answered) list_due_ = Timestamp::min();  // where does it stand?
  settle(cid, sub_device);
}

void GatewayDesk::remove(const std::string& cid) {
  leave(cid);
  sub_devices_.erase(cid);
  offline_.erase(cid);
}

void GatewayDesk::join(const std::string& cid) {
  const auto found = sub_devices_.find(cid);
  if (found == sub_devices_.end()) return;
  leave(cid);
  found->second.placed = false;
  settle(cid, found->second);
}

void GatewayDesk::leave(const std::string& cid) {
  drop_waiting(cid);
  if (in_flight_ && in_flight_->cid == cid) in_flight_->number = 0;
}

bool GatewayDesk::ask(const std::string& cid, const Asked& asked) {
  drop_waiting(cid);
  if (!serving_ || !sub_devices_.contains(cid)) return false;
  waiting_.push_back({cid, asked.request, asked.number});
  waiting_.back().request.cid = cid;
  const bool overtaken = in_flight_ && in_flight_->cid == cid;
  if (overtaken) in_flight_.reset();
  return overtaken;
}

void GatewayDesk::drop_waiting(const std::string& cid) {
  waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), [&](const Errand& each) { return each.cid == cid; }),
                 waiting_.end());
}

void GatewayDesk::on_established(Timestamp now) {
  listing_ = Listing::awaited;
  list_due_ = now;
}

void GatewayDesk::on_serving(const std::string& address, Version version) {
  if (serving_ || listing_ == Listing::none || listing_ == Listing::awaited) return;
  serving_ = true;
  address_ = address;
  version_ = version;
  for (auto& [cid, sub_device] : sub_devices_) settle(cid, sub_device);
}

void GatewayDesk::on_lost(const std::string& cause) {
  serving_ = false;
  listing_ = Listing::none;
  list_due_ = never;
  lost_cause_ = cause;
  waiting_.clear();
  in_flight_.reset();
  offline_.clear();  // another session may have other news
  for (auto& [cid, sub_device] : sub_devices_) {
    sub_device.placed = false;
    tell(cid, no_place(cid));
  }
}

/// Tells the sub-device where it stands, unless it knows that it has a place.
void GatewayDesk::settle(const std::string& cid, SubDevice& sub_device) {
  const bool wanted = serving_ && !away(cid);
  if (wanted) {
    if (!std::exchange(sub_device.placed, true)) tell(cid, Placed{address_, version_});
  } else {
    sub_device.placed = false;
    leave(cid);
    tell(cid, no_place(cid));
  }
}

Displaced GatewayDesk::no_place(const std::string& cid) const {
  if (away(cid)) {
    return {Trouble::out_of_reach,
            "its gateway does not reach it: it sleeps, has no power, or is out of the gateway's radio range"};
  }
  if (listing_ != Listing::none) return {Trouble::starting, "its gateway is being asked whether it is there"};
  return {Trouble::gateway_away,
          lost_cause_.empty() ? std::string("its gateway has no session yet") : "its gateway is away: " + lost_cause_};
}

Timestamp GatewayDesk::deadline() const noexcept {
  if (sub_devices_.empty()) return never;  // no gateway, as far as anybody knows: it is not asked for a list
  return waiting_.empty() ? list_due_ : Timestamp::min();
}

Request GatewayDesk::take(Timestamp now) {
  if (list_due_ <= now) {
    list_due_ = listing_ == Listing::awaited ? never : now + list_interval;
    Request list;
    list.kind = Request::Kind::subdevice_list;
    in_flight_ = Errand{{}, list, 0};
  } else {
    in_flight_ = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
  }
  return in_flight_->request;
}

void GatewayDesk::on_ended(const RequestEnded& ended, Timestamp now) {
  if (!in_flight_) return;
  const Errand errand = *std::exchange(in_flight_, std::nullopt);
  if (!errand.cid.empty()) {
    if (errand.number != 0) tell(errand.cid, Settled{errand.number, ended});
    return;
  }
  if (listing_ != Listing::awaited) return;
  const bool answered = ended.how == RequestEnded::How::acknowledged;
  listing_ = answered ? Listing::answered : Listing::open;
  list_due_ = answered ? now + list_interval : never;
}

void GatewayDesk::on_reported(const Reported& reported) {
  const std::string& cid = reported.report.cid;
  const auto found = sub_devices_.find(cid);
  if (found == sub_devices_.end()) return note_stranger(cid);
  if (reported.pushed && offline_.erase(cid) > 0) settle(cid, found->second);
  if (found->second.placed) tell(cid, reported);
}

void GatewayDesk::on_listed(const std::vector<std::string>& online, const std::vector<std::string>& offline) {
  for (const std::string& cid : offline) {
    const auto found = sub_devices_.find(cid);
    if (found == sub_devices_.end()) {
      note_stranger(cid);
    } else if (offline_.insert(cid).second) {
      settle(cid, found->second);
    }
  }
  for (const std::string& cid : online) {
    const auto found = sub_devices_.find(cid);
    if (found == sub_devices_.end()) {
      note_stranger(cid);
    } else if (offline_.erase(cid) > 0) {
      settle(cid, found->second);
    }
  }
}

void GatewayDesk::note_stranger(const std::string& cid) {
  if (strangers_.size() < max_strangers && strangers_.insert(cid).second) new_strangers_.push_back(cid);
}

void GatewayDesk::tell(const std::string& cid, GatewayNotice notice) { notices_.push_back({cid, std::move(notice)}); }

std::vector<ToSubDevice> GatewayDesk::take_notices() { return std::exchange(notices_, {}); }

std::vector<std::string> GatewayDesk::take_strangers() { return std::exchange(new_strangers_, {}); }

}  // namespace presad::tuya
