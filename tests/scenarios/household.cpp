#include "scenarios/household.h"

#include <utility>

#include "simulator/fleet.h"

namespace presad::scenario {

namespace {
constexpr Duration turn = std::chrono::milliseconds(1);
}

simulator::PlugSettings gateway_settings(tuya::Version version, unsigned sub_devices) {
  simulator::PlugSettings settings = plug_settings(version, "gateway");
  for (unsigned number = 1; number <= sub_devices; ++number) {
    settings.sub_devices.push_back(
        {"a4c138f00dca000" + std::to_string(number), simulator::make_layout("plug", 1).value()});
  }
  return settings;
}

Household::Member& Household::add_cid(const std::string& cid) {
  Member& member = members_[cid];
  tuya::LinkSettings settings;
  settings.device_id = cid;
  settings.cid = cid;
  member.cid = cid;
  member.link = std::make_unique<tuya::Link>(settings, stage.random);
  carry_out(member, member.link->start(stage.clock.moment(), member.targets));
  stage.act([&](tuya::Link& link) { return link.add_sub_device(cid, stage.clock.moment()); });
  return member;
}

void Household::remove(Member& member) {
  const std::string cid = member.cid;
  members_.erase(cid);
  stage.act([&](tuya::Link& link) { return link.remove_sub_device(cid, stage.clock.moment()); });
}

CommandId Household::execute(Member& member, const Command& command) {
  const CommandId id = ++last_command_;
  carry_out(member, member.link->execute(id, command, stage.clock.moment()));
  return id;
}

void Household::step() {
  stage.run_for(turn);
  while (!stage.notices.empty()) {
    const tuya::ToSubDevice notice = std::move(stage.notices.front());
    stage.notices.pop_front();
    const auto found = members_.find(notice.cid);
    if (found == members_.end()) continue;
    carry_out(found->second, found->second.link->on_notice(notice.notice, stage.clock.moment()));
  }
  for (auto& [cid, member] : members_) {
    if (member.deadline <= stage.clock.now()) carry_out(member, member.link->on_deadline(stage.clock.moment()));
  }
}

void Household::carry_out(Member& member, tuya::LinkEffects effects) {
  member.deadline = effects.deadline;
  const Moment now = stage.clock.moment();
  for (const tuya::LinkEvent& event : effects.events) {
    if (const auto* answered = std::get_if<tuya::Answered>(&event)) {
      member.answers[answered->command] = answered->answer;
    } else if (std::holds_alternative<tuya::Stated>(event)) {
      member.targets.remember(member.link->state());
    } else if (std::holds_alternative<tuya::Conditioned>(event)) {
      const bool online = member.condition().online;
      const bool before = !member.presence.empty() && member.presence.back();
      if (online != before) member.presence.push_back(online);
    } else if (const auto* fact = std::get_if<tuya::Learned>(&event)) {
      member.learned[fact->fact] = fact->value;
    }
  }
  if (effects.hang_up) stage.act([&](tuya::Link& link) { return link.leave(member.cid, now); });
  if (effects.dial) stage.act([&](tuya::Link& link) { return link.join(member.cid, now); });
  if (effects.asked) stage.act([&](tuya::Link& link) { return link.ask(member.cid, *effects.asked, now); });
}

}  // namespace presad::scenario
