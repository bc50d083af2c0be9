// cmnd/plug_kitchen/Power ON: its topic, its word and its payload read, and all three up to the order for the device.

#include <benchmark/benchmark.h>

#include <stdexcept>

#include "tasmota/command_table.h"
#include "tasmota/payload.h"
#include "unit/tasmota/plug.h"

namespace presad::tasmota {
namespace {

void read_topic(benchmark::State& state) {
  const FullTopic full_topic;
  const std::string topic = "cmnd/plug_kitchen/Power";
  for ([[maybe_unused]] const auto _ : state) {
    auto parsed = full_topic.parse(topic);
    if (!parsed) throw std::logic_error("the topic was not read");
    benchmark::DoNotOptimize(&*parsed);
  }
}

void read_word(benchmark::State& state) {
  for ([[maybe_unused]] const auto _ : state) {
    CommandWord word = parse_command_word("Power");
    benchmark::DoNotOptimize(&word);
  }
}

void read_payload(benchmark::State& state) {
  for ([[maybe_unused]] const auto _ : state) {
    Payload payload = parse_payload("ON");
    benchmark::DoNotOptimize(&payload);
  }
}

void read_whole(benchmark::State& state) {
  Plug plug;
  View view = plug.view();
  const std::string topic = "cmnd/plug_kitchen/Power";
  for ([[maybe_unused]] const auto _ : state) {
    const auto parsed = plug.house.full_topic.parse(topic);
    const Reply reply = respond(view, parse_command_word(parsed->last_level), "OFF");
    if (reply.orders.size() != 1) throw std::logic_error("no order came of it");
    benchmark::DoNotOptimize(reply.orders.data());
  }
}

BENCHMARK(read_topic)->Name("command/topic");
BENCHMARK(read_word)->Name("command/word");
BENCHMARK(read_payload)->Name("command/payload");
BENCHMARK(read_whole)->Name("command/whole");

}  // namespace
}  // namespace presad::tasmota
