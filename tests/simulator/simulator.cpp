#include "simulator/simulator.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>

namespace presad::simulator {
namespace {

/// One line, at once: whoever reads it through a pipe waits for it.
void print(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

std::string render_ready(const PlugServer& plug) {
  const PlugPlan& plan = plug.plan();
  return "ready plug=" + std::to_string(plan.number) + " name=" + plan.name + " address=" + plan.address +
         " port=" + std::to_string(plug.port()) + " protocol=" + std::string(tuya::name(plan.settings.version)) +
         " id=" + plan.settings.device_id + " model=" + plan.settings.layout.model;
}

}  // namespace

Simulator::Simulator(loop::EventLoop& loop, const Options& options)
    : loop_(loop),
      options_(options),
      terminate_(loop, SIGTERM, Delegate<void()>::to<&Simulator::on_signal>(this)),
      interrupt_(loop, SIGINT, Delegate<void()>::to<&Simulator::on_signal>(this)) {}

Result<bool> Simulator::start(const std::vector<PlugPlan>& plans) {
  LineListener& lines = *this;
  for (const PlugPlan& plan : plans) {
    plugs_.push_back(std::make_unique<PlugServer>(loop_, plan, options_.announcements, random_, lines));
    for (const auto& [range, fault] : options_.faults) {
      if (range.holds(plan.number)) plugs_.back()->set_fault(fault);
    }
    if (auto started = plugs_.back()->start(); !started) return started;
  }
  for (const auto& plug : plugs_) print(render_ready(*plug));
  script_.emplace(loop_, options_.script, Delegate<void(const Action&)>::to<&Simulator::perform>(this));
  script_->start();
  console_.emplace(loop_, STDIN_FILENO, Delegate<void(const std::string&)>::to<&Simulator::on_typed>(this));
  return true;
}

void Simulator::on_line(unsigned plug, const std::string& line) { print("plug=" + std::to_string(plug) + " " + line); }

void Simulator::on_typed(const std::string& line) {
  auto action = parse_action(line);
  if (!action) return print("error " + action.error().what);
  if (!*action) return;
  if (std::holds_alternative<Wait>((*action)->what)) return print("error wait is for scripts");
  perform(**action);
}

void Simulator::perform(const Action& action) {
  if (std::holds_alternative<Quit>(action.what)) return loop_.stop(0);
  bool found = false;
  for (const auto& plug : plugs_) {
    if (!action.plugs.holds(plug->plan().number)) continue;
    plug->perform(action);
    found = true;
  }
  if (!found) print("error there is no such plug");
}

void Simulator::on_signal() { loop_.stop(0); }

}  // namespace presad::simulator
