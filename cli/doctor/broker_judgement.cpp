#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "cli/doctor/judgement.h"

namespace presad::cli {

namespace {

using mqtt::ConnectFailure;

constexpr const char* subject = "broker";

std::string joined(std::span<const std::string> words) {
  constexpr std::size_t most = 6;
  std::string text;
  for (const std::string& word : words.first(std::min(words.size(), most))) text += (text.empty() ? "" : ", ") + word;
  if (words.size() > most) text += " and " + std::to_string(words.size() - most) + " more";
  return text;
}

std::string place_of(const BrokerEvidence& evidence) { return evidence.host + ":" + std::to_string(evidence.port); }

bool all_elsewhere(std::span<const std::string> addresses, const LocalNetwork& network) {
  return !addresses.empty() && std::all_of(addresses.begin(), addresses.end(), [&](const std::string& address) {
    return network.classify(address) == AddressKind::elsewhere;
  });
}

std::string_view failure_verdict(ConnectFailure::Kind kind) {
  switch (kind) {
    case ConnectFailure::Kind::unreachable:
      return "broker_unreachable";
    case ConnectFailure::Kind::hung_up:
      return "broker_hung_up";
    case ConnectFailure::Kind::login:
      return "broker_login_refused";
    case ConnectFailure::Kind::tls:
      return "broker_tls_failed";
    case ConnectFailure::Kind::name:
      return "broker_name_unknown";
    case ConnectFailure::Kind::version:
    case ConnectFailure::Kind::refused:
      break;
  }
  return "broker_refused";
}

bool only_for_itself(std::span<const std::string> listeners) {
  return !listeners.empty() && std::all_of(listeners.begin(), listeners.end(), [](const std::string& address) {
    return address.starts_with("127.") || address == "::1";
  });
}

/// Of one that let us in.
void judge_rights(const BrokerEvidence& evidence, std::vector<Finding>& findings) {
  const mqtt::ProbeReport& probe = *evidence.probe;
  const auto find = [&](std::string_view name, std::string proof) {
    findings.push_back({subject, &verdict(name), std::move(proof)});
  };
  if (probe.lost) return find("broker_lost", place_of(evidence));
  std::vector<std::string> unheard = probe.refused_filters;
  unheard.insert(unheard.end(), probe.unheard_topics.begin(), probe.unheard_topics.end());
  if (!unheard.empty()) find("broker_may_not_hear", "not delivered, though subscribed to: " + joined(unheard));
  if (!probe.refused_topics.empty()) find("broker_may_not_say", "not authorised: " + joined(probe.refused_topics));
  if (probe.version == mqtt::Version::v3_1_1) find("broker_old", place_of(evidence));
  if (only_for_itself(evidence.listeners)) {
    find("broker_on_loopback_only",
         "port " + std::to_string(evidence.port) + " is open at " + joined(evidence.listeners));
  }
  if (worst_of(findings) != Severity::ill) {
    find("broker_good", place_of(evidence) + ", " + mqtt::name(probe.version));
  }
}

}  // namespace

std::vector<Finding> judge_broker(const BrokerEvidence& evidence, const LocalNetwork& network) {
  std::vector<Finding> findings;
  const auto find = [&](std::string_view name, std::string proof) {
    findings.push_back({subject, &verdict(name), std::move(proof)});
  };
  // The fence is around presad, not around presa: what works here may not work there.
  if (evidence.asks_name_servers && all_elsewhere(evidence.name_servers, network)) {
    find("broker_name_public",
         "\"" + evidence.host + "\" is not in /etc/hosts; name servers: " + joined(evidence.name_servers));
  }
  if (evidence.addresses.empty()) {
    if (findings.empty()) find("broker_name_unknown", "\"" + evidence.host + "\" resolves to nothing");
    return findings;
  }
  if (all_elsewhere(evidence.addresses, network)) {
    find("broker_not_local", "\"" + evidence.host + "\" is " + joined(evidence.addresses));
    return findings;
  }
  if (!evidence.probe) return findings;
  if (evidence.probe->failure) {
    find(failure_verdict(evidence.probe->failure->kind), place_of(evidence) + ": " + evidence.probe->failure->what);
    return findings;
  }
  judge_rights(evidence, findings);
  return findings;
}

std::vector<Finding> judge_retained(std::span<const mqtt::Received> retained, const tasmota::FullTopic& full_topic,
                                    std::span<const std::string> topics, bool marked) {
  std::vector<Finding> findings;
  std::map<std::string, std::vector<std::string>> commands;
  for (const mqtt::Received& message : retained) {
    const auto parsed = full_topic.parse(message.topic);
    if (!parsed || std::find(topics.begin(), topics.end(), parsed->topic) == topics.end()) continue;
    const std::string topic(parsed->topic);
    if (parsed->prefix == tasmota::Prefix::cmnd) {
      commands[topic].push_back(message.topic + " " + printable(message.payload, 40));
    } else if (marked && !message.own && parsed->prefix == tasmota::Prefix::tele && parsed->last_level == "LWT") {
      findings.push_back(
          {topic, &verdict("topic_taken"), "its LWT, \"" + printable(message.payload, 40) + "\", is not presad's"});
    }
  }
  for (const auto& [topic, seen] : commands) findings.push_back({topic, &verdict("retained_command"), joined(seen)});
  return findings;
}

}  // namespace presad::cli
