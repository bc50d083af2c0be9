#include "daemon/control_desk.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "control/answers.h"

namespace presad {

namespace {

constexpr const char* subject = "control";

/// Messages of one command that are kept for its asker; the longest Backlog of Status 0 says fewer.
constexpr std::size_t most_answers = 500;

/// Of a command that became several, how the worst of them ended.
Outcome worse(Outcome left, Outcome right) {
  constexpr std::array from_bad_to_good = {Outcome::refused,    Outcome::offline,   Outcome::unconfirmed,
                                           Outcome::superseded, Outcome::confirmed, Outcome::unchanged};
  return *std::find_if(from_bad_to_good.begin(), from_bad_to_good.end(),
                       [&](Outcome each) { return each == left || each == right; });
}

}  // namespace

/// Gathers what a command brings until its last channel goes, and is answered then.
class ControlDesk::Command final : public bridge::Asker {
 public:
  Command(ControlDesk& desk, control::CallId call, Timestamp deadline)
      : desk_(&desk), call_(call), deadline_(deadline) {
    desk.commands_[call] = this;
  }
  ~Command() override {
    reply_.ended = true;
    reply();
  }
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  Timestamp deadline() const noexcept { return deadline_; }

  /// What has come by now; further things are nobody's.
  void reply() {
    if (ControlDesk* const desk = forget()) desk->server_.reply(call_, control::render_command(reply_));
  }

  /// Nobody waits any more. The desk, if it was waiting.
  ControlDesk* forget() {
    if (desk_ != nullptr) desk_->commands_.erase(call_);
    return std::exchange(desk_, nullptr);
  }

 private:
  void on_answer(const std::string& topic, const std::string& payload) override {
    if (reply_.answers.size() < most_answers) reply_.answers.push_back({topic, payload});
  }
  void on_outcome(Outcome outcome, Duration latency, const std::string& cause) override {
    reply_.outcome = worse(outcome, reply_.outcome.value_or(outcome));
    reply_.latency = std::max(reply_.latency, latency);
    if (reply_.cause.empty()) reply_.cause = cause;
  }

  ControlDesk* desk_;  ///< nullptr: nobody waits
  const control::CallId call_;
  const Timestamp deadline_;
  control::CommandReply reply_;
};

ControlDesk::ControlDesk(loop::EventLoop& loop, bridge::Bridge& bridge,
                         Delegate<void(control::DaemonOverview&)> describe, Delegate<std::vector<HeardDevice>()> heard)
    : bridge_(bridge),
      describe_(describe),
      heard_(heard),
      loop_(loop),
      deadline_(loop, Delegate<void()>::to<&ControlDesk::on_deadline>(this)),
      server_(loop, *this) {
  bridge_.on_said(bridge::Publisher::Listener::to<&ControlDesk::on_said>(this));
}

ControlDesk::~ControlDesk() {
  bridge_.on_said({});
  while (!commands_.empty()) commands_.begin()->second->forget();
}

void ControlDesk::open(const std::string& path) {
  if (const Result<bool> opened = server_.open(path); opened) {
    log::info(subject, "presa is answered at {}", path);
  } else {
    log::warning(subject, "presa cannot be answered: {}", opened.error().what);
  }
}

void ControlDesk::on_request(control::CallId call, const control::Request& request) {
  std::visit([&](const auto& ask) { answer(call, ask); }, request);
}

void ControlDesk::on_gone(control::CallId call) {
  if (const auto command = commands_.find(call); command != commands_.end()) command->second->forget();
  if (watches_.erase(call) != 0 && watches_.empty()) bridge_.set_watched(false);
}

void ControlDesk::answer(control::CallId call, const control::AskStatus& ask) {
  control::StatusReply status;
  describe_(status.daemon);
  const bridge::Presence presence = bridge_.presence();
  status.daemon.online = presence.online;
  status.daemon.offline = presence.offline;
  status.daemon.ended = bridge_.total().ended;
  status.daemon.fence = bridge_.fence();
  status.daemon.broker_connects = bridge_.broker_connects();
  if (ask.topic.empty()) {
    status.devices = bridge_.overviews(ask.after, control::max_devices_per_reply);
    if (status.devices.size() == control::max_devices_per_reply) status.next = status.devices.back().topic;
  } else {
    std::optional<Overview> overview = bridge_.overview(ask.topic);
    if (!overview) return refuse_unknown(call, ask.topic);
    status.devices.push_back(*std::move(overview));
  }
  server_.reply(call, control::render_status(status));
}

void ControlDesk::answer(control::CallId call, const control::AskGet& ask) {
  std::optional<bridge::Known> known = bridge_.known(ask.topic);
  if (!known) return refuse_unknown(call, ask.topic);
  server_.reply(call, control::render_get({ask.topic, std::move(known->state), std::move(known->sensor),
                                           std::move(known->datapoints)}));
}

void ControlDesk::answer(control::CallId call, const control::AskCommand& ask) {
  const auto command = std::make_shared<Command>(*this, call, loop_.now() + ask.deadline);
  bridge::Channel channel;
  channel.asker = command;
  switch (bridge_.command(ask.topic, ask.word, ask.payload, channel)) {
    case bridge::Taken::yes:
      return set_deadline();  // answered when the last channel goes: when this one does, where it is done already
    case bridge::Taken::unknown:
      command->forget();
      return refuse_unknown(call, ask.topic);
    case bridge::Taken::answers_for_itself:
      command->forget();
      server_.refuse(call, {"AnswersForItself",
                            "\"" + printable(ask.topic) +
                                "\" is on the broker itself, where presad is silent on its topics: command it there "
                                "(mosquitto_pub)",
                            {}});
  }
}

void ControlDesk::answer(control::CallId call, const control::AskHeard&) {
  server_.reply(call, control::render_heard(heard_()));
}

void ControlDesk::answer(control::CallId call, const control::AskWatch& ask) {
  for (const std::string& topic : ask.topics) {
    if (!has(topic)) return refuse_unknown(call, topic);
  }
  watches_[call].insert(ask.topics.begin(), ask.topics.end());
  bridge_.set_watched(true);
  if (!ask.topics.empty()) {
    for (const std::string& topic : std::set<std::string>(ask.topics.begin(), ask.topics.end()))
      say_standing(call, topic);
    return;
  }
  // Where there are more, the bound on what is unread would be passed before the client has read a line.
  const std::vector<Overview> all = bridge_.overviews("", control::max_devices_per_reply);
  if (all.size() == control::max_devices_per_reply) return;
  for (const Overview& each : all) say_standing(call, each.topic);
}

void ControlDesk::say_standing(control::CallId call, const std::string& topic) {
  for (const auto& [full_topic, payload] : bridge_.standing(topic)) {
    server_.tell(call, control::render_said({full_topic, payload}));
  }
}

void ControlDesk::on_said(std::string_view topic, const std::string& full_topic, const std::string& payload) {
  std::vector<control::CallId> told;  // telling may end one
  for (const auto& [call, topics] : watches_) {
    if (topics.empty() || topics.contains(topic)) told.push_back(call);
  }
  if (told.empty()) return;
  const std::string said = control::render_said({full_topic, payload});
  for (const control::CallId call : told) server_.tell(call, said);
}

void ControlDesk::on_deadline() {
  std::vector<Command*> due;
  for (const auto& [call, command] : commands_) {
    if (command->deadline() <= loop_.now()) due.push_back(command);
  }
  for (Command* const command : due) command->reply();
  set_deadline();
}

void ControlDesk::set_deadline() {
  Timestamp next = never;
  for (const auto& [call, command] : commands_) next = std::min(next, command->deadline());
  deadline_.arm(next);
}

void ControlDesk::refuse_unknown(control::CallId call, const std::string& topic) {
  const std::string near = bridge_.nearest(topic);
  server_.refuse(call, {"DeviceUnknown",
                        "\"" + printable(topic) + "\" is not in the inventory" +
                            (near.empty() ? "" : "; did you mean \"" + near + "\"?"),
                        near});
}

bool ControlDesk::has(const std::string& topic) { return topic == bridge_.own_topic() || bridge_.overview(topic); }

}  // namespace presad
