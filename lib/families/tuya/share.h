// A sub-device's part in the session of its gateway: the conversation of a link that has no connection of its own.
// Pure.
//
// What it asks goes to the gateway's link (gateway_desk.h) as an Asked event and comes back as Settled. A gateway
// answers from its memory: right after a push an answer may tell what was so before it, so for `memory_lag` pushes are
// believed and answers are not. That a gateway leaves a query open says nothing about the sub-device's power: the
// conversation ends and is tried again, no ladder is climbed.
//
// Source: PROTOCOL.md, 9.

#pragma once

#include <optional>
#include <string>

#include "families/tuya/conversation.h"
#include "families/tuya/gateway_notice.h"

namespace presad::tuya {

class Share final : public Conversation {
 public:
  Share(std::string cid, Version version) : cid_(std::move(cid)), version_(version) {}

  Effects on_connected(Timestamp now) override;
  Effects on_bytes(ByteView, Timestamp) override { return {}; }  ///< it has no connection
  Effects on_deadline(Timestamp) override { return {}; }         ///< the gateway's session keeps the time
  Effects on_closed(const Error&) override { return {}; }

  /// What the gateway heard of the sub-device.
  Effects on_reported(const Reported& told, Timestamp now);
  /// What became of a request; of one that was abandoned nothing follows.
  Effects on_settled(const Settled& settled);

  bool ready() const noexcept override { return established_ && !request_; }
  bool established() const noexcept override { return established_; }
  bool proven() const noexcept override { return listened_to_; }
  bool listened_to() const noexcept override { return listened_to_; }
  Version version() const noexcept override { return version_; }

  Effects ask(const Request& request, WallTime wall_time, Timestamp now) override;
  void abandon_request() noexcept override { request_.reset(); }

  /// The gateway lives or is found out by its own link: here silence is the end.
  Effects suspect(Timestamp now) override;
  bool suspected() const noexcept override { return false; }

  Timestamp last_received() const noexcept override { return last_received_; }
  Timestamp unanswered_since() const noexcept override { return never; }

 private:
  Effects end(Trouble trouble, std::string cause);

  std::string cid_;
  Version version_;
  bool established_ = false;
  bool listened_to_ = false;
  std::optional<std::uint32_t> request_;  ///< its number
  std::uint32_t last_request_ = 0;
  Timestamp last_received_{};
  Datapoints pushed_;  ///< lately, by id
  Timestamp pushed_until_ = Timestamp::min();
};

}  // namespace presad::tuya
