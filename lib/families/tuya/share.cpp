#include "families/tuya/share.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "families/tuya/datapoints.h"

namespace presad::tuya {

namespace {

/// So long a gateway's memory may lag behind what it pushed (PROTOCOL.md, 9: a few seconds).
constexpr Duration memory_lag = std::chrono::seconds(5);

constexpr const char* silent_cause = "its gateway answers no question about it";

}  // namespace

Share::Effects Share::on_connected(Timestamp now) {
  Effects effects;
  established_ = true;
  last_received_ = now;
  effects.events.emplace_back(Established{});
  return effects;
}

Share::Effects Share::on_reported(const Reported& told, Timestamp now) {
  Effects effects;
  if (!established_) return effects;
  listened_to_ = true;
  last_received_ = now;
  Reported report = told;
  if (pushed_until_ <= now) pushed_.clear();
  for (Datapoint& datapoint : report.report.datapoints) {
    const auto known = std::find_if(pushed_.begin(), pushed_.end(),
                                    [&](const Datapoint& pushed) { return pushed.id == datapoint.id; });
    if (!report.pushed) {
      if (known != pushed_.end()) datapoint.value = known->value;
    } else if (known != pushed_.end()) {
      known->value = datapoint.value;
    } else {
      pushed_.push_back(datapoint);
    }
  }
  if (report.pushed) pushed_until_ = now + memory_lag;
  effects.events.emplace_back(std::move(report));
  return effects;
}

Share::Effects Share::on_settled(const Settled& settled) {
  if (!established_ || settled.number != request_) return {};
  request_.reset();
  const RequestEnded& ended = settled.ended;
  const bool silent = ended.how == RequestEnded::How::timed_out;
  if (silent && ended.request == Request::Kind::query) return end(Trouble::silent, silent_cause);
  listened_to_ = listened_to_ || !silent;
  Effects effects;
  if (ended.how == RequestEnded::How::refused && ended.error_text == "devid not found") {
    effects = end(Trouble::cid_unknown, "its gateway knows no sub-device with the cid \"" + cid_ +
                                            "\": pair it with this gateway, or correct the cid");
  }
  effects.events.emplace(effects.events.begin(), ended);
  return effects;
}

Share::Effects Share::ask(const Request& request, WallTime, Timestamp) {
  assert(ready());
  Effects effects;
  request_ = ++last_request_;
  effects.events.emplace_back(Asked{request, *request_});
  return effects;
}

Share::Effects Share::suspect(Timestamp) { return end(Trouble::silent, silent_cause); }

Share::Effects Share::end(Trouble trouble, std::string cause) {
  Effects effects;
  established_ = false;
  request_.reset();
  effects.hang_up = true;
  effects.events.emplace_back(Ended{trouble, std::move(cause), false});
  return effects;
}

}  // namespace presad::tuya
