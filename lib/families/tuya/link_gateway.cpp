// Sub-devices, from both sides: what the link of a gateway does for them, and how the link of one of them comes to its
// place on the gateway's session. Of link.h. Pure. Source: PROTOCOL.md, 9.

#include <utility>

#include "families/tuya/link.h"

namespace presad::tuya {

namespace {

constexpr std::string_view gateway_profile = "gateway";

}  // namespace

Link::Effects Link::add_sub_device(const std::string& cid, Moment moment) {
  desk_.add(cid);
  return finish({}, moment);
}

Link::Effects Link::remove_sub_device(const std::string& cid, Moment moment) {
  desk_.remove(cid);
  return finish({}, moment);
}

Link::Effects Link::join(const std::string& cid, Moment moment) {
  desk_.join(cid);
  return finish({}, moment);
}

Link::Effects Link::leave(const std::string& cid, Moment moment) {
  desk_.leave(cid);
  return finish({}, moment);
}

Link::Effects Link::ask(const std::string& cid, const Asked& asked, Moment moment) {
  if (desk_.ask(cid, asked)) session_->abandon_request();
  return finish({}, moment);
}

/// Sends what a sub-device asked, or the question for the list; false when nothing waits.
bool Link::ask_for_others(Moment moment, Effects& effects) {
  if (phase_ != Phase::up || !session_->ready() || !desk_.due(moment.now)) return false;
  apply(session_->ask(desk_.take(moment.now), moment.wall_time, moment.now), moment, effects);
  return true;
}

void Link::on_errand_ended(const RequestEnded& event, Moment moment, Effects& effects) {
  desk_.on_ended(event, moment.now);
  // Sub-devices keep a session busy, so that no heartbeat of its own tells whether the gateway lives.
  const bool silent = event.how == RequestEnded::How::timed_out && session_->unanswered_since() != never;
  if (silent && !session_->suspected()) apply(session_->suspect(moment.now), moment, effects);
}

/// A gateway without relays of its own may refuse the query, or leave it open (PROTOCOL.md, 9): nothing is wrong with
/// it, and no ladder may throw out its sub-devices.
void Link::on_gateway_queried(const RequestEnded& event, Moment moment, Effects& effects) {
  const bool silent = event.how == RequestEnded::How::timed_out && session_->unanswered_since() != never;
  if (silent) apply(session_->suspect(moment.now), moment, effects);
  if (!session_) return;
  if (session_->proven()) take_proven_version();
  if (!map_.known()) map_.remember(gateway_profile, {});
  if (!silent) backoff_.reset();
  told_ = true;
  end_reading(RequestEnded::How::acknowledged, moment, effects);
}

void Link::on_event(const SubDeviceList& list, Moment, Effects&) { desk_.on_listed(list.online, list.offline); }

void Link::on_event(const Asked& asked, Moment, Effects& effects) { effects.asked = asked; }

/// What the link itself has in flight, and not a sub-device's request.
void Link::abandon_request() noexcept {
  if (!desk_.asking()) session_->abandon_request();
}

void Link::take_notices(Effects& effects) {
  if (phase_ == Phase::up && session_->established() && version_) desk_.on_serving(address_, *version_);
  for (ToSubDevice& notice : desk_.take_notices()) effects.events.emplace_back(std::move(notice));
  for (std::string& cid : desk_.take_strangers()) effects.events.emplace_back(StrangerHeard{std::move(cid)});
}

Link::Effects Link::on_notice(const GatewayNotice& notice, Moment moment) {
  Effects effects;
  if (const auto* const placed = std::get_if<Placed>(&notice)) {
    take_place(*placed, moment, effects);
  } else if (const auto* const displaced = std::get_if<Displaced>(&notice)) {
    lose_place(*displaced, moment);
  } else if (phase_ == Phase::up) {
    Share& share = static_cast<Share&>(*session_);
    const auto* const reported = std::get_if<Reported>(&notice);
    apply(reported != nullptr ? share.on_reported(*reported, moment.now) : share.on_settled(std::get<Settled>(notice)),
          moment, effects);
  }
  return finish(std::move(effects), moment);
}

void Link::take_place(const Placed& placed, Moment moment, Effects& effects) {
  if (phase_ == Phase::up) return;
  address_ = placed.address;
  version_ = placed.version;
  dial(moment, effects);
  effects.dial.reset();  // there is a place already
  enter(moment, effects);
}

/// The absence of a gateway, or of a sub-device from its radio, is no evidence that the sub-device lost its power.
void Link::lose_place(const Displaced& displaced, Moment moment) {
  if (phase_ == Phase::up) {
    lose_session(displaced.trouble, displaced.cause, EndedBy::presad, moment);
  } else {
    session_.reset();
    trouble_ = displaced.trouble;
    cause_ = displaced.cause;
  }
  phase_ = Phase::waiting;
  phase_deadline_ = never;  // its gateway says when there is a place
  // Its gateway may be back in a moment, and says so itself; what the gateway says of a sub-device counts at once.
  if (displaced.trouble == Trouble::out_of_reach) online_until_ = moment.now;
}

}  // namespace presad::tuya
