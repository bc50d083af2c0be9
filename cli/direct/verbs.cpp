#include "cli/direct/verbs.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "cli/answer.h"
#include "cli/command_line.h"
#include "cli/direct/seen.h"
#include "cli/direct/visit.h"
#include "cli/inventory.h"
#include "cli/presad_socket.h"
#include "cli/readings.h"
#include "cli/screen.h"
#include "cli/terminal.h"
#include "control/answers.h"
#include "control/limits.h"
#include "tasmota/command_table.h"
#include "tasmota/reply.h"

namespace presad::cli {

namespace {

constexpr CommandId only_command = 1;

bool is_done(Outcome outcome) noexcept { return outcome == Outcome::confirmed || outcome == Outcome::unchanged; }

void merge(Datapoints& all, const Datapoints& reported) {
  for (const Datapoint& datapoint : reported) {
    const auto at = std::lower_bound(all.begin(), all.end(), datapoint.id,
                                     [](const Datapoint& each, std::uint8_t id) { return each.id < id; });
    if (at != all.end() && at->id == datapoint.id) {
      *at = datapoint;
    } else {
      all.insert(at, datapoint);
    }
  }
}

class GetVisit final : public DirectVisit {
 public:
  using DirectVisit::DirectVisit;

  int get(bool json, Duration limit) {
    if (const int status = run(limit); !answer_) return status;
    Seen seen(settings_, device(), loop_.wall_time());
    control::GetReply known{topic(), render_state(seen.view()), render_sensor(seen.view()), datapoints_};
    // As if presad had told it, so that every number has the same digits.
    const Result<Json> parameters = parse_json(control::render_get(known), control::reply_limits);
    const Result<std::string> told = parameters ? render_get_answer(*parameters, json) : parameters.error();
    if (!told) return complain_of(told.error());
    std::fputs(told->c_str(), stdout);
    if (is_done(answer_->outcome) || !datapoints_.empty()) return exit_done;
    return complain(exit_no_answer, for_terminal("\"" + topic() + "\" told nothing: " + answer_->cause));
  }

 private:
  void on_met() override { device().execute(only_command, ReadDatapoints{}); }
  void on_heard(const Datapoints& reported) override { merge(datapoints_, reported); }
  void on_answered(CommandId, const Answer& answer) override {
    answer_ = answer;
    stop(exit_done);
  }

  Datapoints datapoints_;
  std::optional<Answer> answer_;
};

/// What only a presad that stays can do.
bool needs_presad(const tasmota::Reply& reply) noexcept {
  return reply.options_changed || reply.restart || reply.power_on_changed || reply.correction || reply.backlog ||
         reply.delay || reply.pulse_set || reply.timed_power || reply.timed_dropped || reply.timer_set || reply.blink;
}

class CommandVisit final : public DirectVisit {
 public:
  CommandVisit(const Settings& settings, const std::string& topic, std::string word, std::string payload)
      : DirectVisit(settings, topic), word_(std::move(word)), payload_(std::move(payload)) {}

  int command(bool json, Duration limit) {
    const int status = run(limit);
    if (!reply_.ended) return status;
    if (json) {
      std::puts(json_for_terminal(control::render_command(reply_)).c_str());
    } else {
      for (const control::Said& each : reply_.answers) {
        if (each.payload.starts_with('{')) std::puts(for_terminal(each.payload).c_str());
      }
    }
    const bool done = reply_.outcome && is_done(*reply_.outcome);
    if (!done && !reply_.cause.empty()) return complain(exit_not_done, for_terminal(reply_.cause));
    return done ? exit_done : exit_not_done;
  }

 private:
  void on_met() override {
    asked_at_ = loop_.now();
    Seen seen(settings_, device(), loop_.wall_time());
    tasmota::View view = seen.view();
    tasmota::Reply reply = tasmota::respond(view, tasmota::parse_command_word(word_), payload_);
    if (needs_presad(reply)) {
      show({});
      stop(complain(exit_usage, "\"" + printable(word_) + "\" is for the running presad, which keeps or times it"));
      return;
    }
    say(reply.messages);
    if (reply.orders.empty()) end(reply.outcome.value_or(Outcome::refused), {});
    CommandId id = only_command;
    for (tasmota::Order& order : reply.orders) pending_.emplace(id++, std::move(order));
    for (const auto& [number, order] : pending_) device().execute(number, order.command);
  }

  void on_answered(CommandId command, const Answer& answer) override {
    const auto found = pending_.find(command);
    if (found == pending_.end()) return;
    say(tasmota::render_answer(device().state(), found->second, answer.outcome, options_));
    pending_.erase(found);
    // The enumeration goes from good to bad.
    worst_ = std::max(worst_.value_or(answer.outcome), answer.outcome);
    if (!answer.cause.empty()) reply_.cause = answer.cause;
    if (pending_.empty()) end(*worst_, reply_.cause);
  }

  void say(const tasmota::Messages& messages) {
    const tasmota::FullTopic topics = full_topic_of(settings_);
    for (const tasmota::Message& each : messages) {
      reply_.answers.push_back({topics.build(each.prefix, topic(), each.level), each.payload});
    }
  }

  void end(Outcome outcome, std::string cause) {
    reply_.outcome = outcome;
    reply_.cause = std::move(cause);
    reply_.latency = loop_.now() - asked_at_;
    reply_.ended = true;
    stop(exit_done);
  }

  std::string word_;
  std::string payload_;
  tasmota::Options options_;
  std::map<CommandId, tasmota::Order> pending_;
  std::optional<Outcome> worst_;
  control::CommandReply reply_;
  Timestamp asked_at_{};
};

class WatchVisit final : public DirectVisit {
 public:
  using DirectVisit::DirectVisit;

 private:
  void on_met() override {
    show({});
    device().set_audience(true);
    print(tasmota::Prefix::tele, "LWT", "Online");
    say();
  }
  void on_told(const State&) override { say(); }
  void on_conditioned(const Condition& condition) override {
    print(tasmota::Prefix::tele, "LWT", condition.online ? "Online" : "Offline");
  }

  /// Only what is new: a device repeats itself.
  void say() {
    Seen seen(settings_, device(), loop_.wall_time());
    tasmota::Messages messages;
    for (unsigned relay = 1; relay <= device().state().relays.size(); ++relay) {
      tasmota::append_power(messages, device().state(), relay, seen.options);
    }
    for (const tasmota::Message& each : messages) print(each.prefix, each.level, each.payload, true);
    std::string sensor = render_sensor(seen.view());
    // The time in front differs in any case.
    const std::size_t readings = std::min(sensor.find(','), sensor.size());
    if (sensor.substr(readings) != said_["SENSOR"]) {
      said_["SENSOR"] = sensor.substr(readings);
      print(tasmota::Prefix::tele, "SENSOR", sensor);
    }
  }

  void print(tasmota::Prefix prefix, const std::string& level, const std::string& payload, bool by_key = false) {
    // RESULT of each relay is a line of its own.
    std::string& last = said_[by_key ? level + payload.substr(0, payload.find(':')) : level];
    if (level != "SENSOR" && last == payload) return;
    if (level != "SENSOR") last = payload;
    std::fputs(render_message(full_topic_of(settings_).build(prefix, topic(), level), payload).c_str(), stdout);
    if (std::fflush(stdout) != 0) stop(EXIT_FAILURE);  // whoever read it has gone
  }
  void on_interrupt() {
    show({});
    end_line_of_interrupt();
    stop(exit_done);
  }
  void on_end() { stop(exit_done); }

  std::map<std::string, std::string> said_;
  loop::SignalWatch interrupt_{loop_, SIGINT, Delegate<void()>::to<&WatchVisit::on_interrupt>(this)};
  loop::SignalWatch terminate_{loop_, SIGTERM, Delegate<void()>::to<&WatchVisit::on_end>(this)};
};

}  // namespace

int get_directly(const Settings& settings, const std::string& topic, bool json, Duration limit) {
  return GetVisit(settings, topic).get(json, limit);
}

int command_directly(const Settings& settings, const std::string& topic, const std::string& word,
                     const std::string& payload, bool json, Duration limit) {
  return CommandVisit(settings, topic, word, payload).command(json, limit);
}

int watch_directly(const Settings& settings, const std::string& topic) {
  loop::block_signals();
  return WatchVisit(settings, topic).run(std::nullopt);
}

}  // namespace presad::cli
