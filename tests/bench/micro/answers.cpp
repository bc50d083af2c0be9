// What presad says, rendered: RESULT and POWER, STATE, SENSOR, and the two messages of Tasmota's discovery.

#include <benchmark/benchmark.h>

#include "tasmota/native_discovery.h"
#include "tasmota/reply.h"
#include "tasmota/telemetry.h"
#include "unit/tasmota/metering_plug.h"

namespace presad::tasmota {
namespace {

void power(benchmark::State& state) {
  MeteringPlug plug;
  for ([[maybe_unused]] const auto _ : state) {
    Messages messages = render_power(plug.state, 1, plug.options);
    benchmark::DoNotOptimize(messages.data());
  }
}

void state_message(benchmark::State& state) {
  MeteringPlug plug;
  const View view = plug.view();
  for ([[maybe_unused]] const auto _ : state) {
    JsonWriter json;
    write_state(json, view);
    benchmark::DoNotOptimize(json.text().data());
  }
}

void sensor_message(benchmark::State& state) {
  MeteringPlug plug;
  const View view = plug.view();
  for ([[maybe_unused]] const auto _ : state) {
    JsonWriter json;
    write_sensor(json, view, Report::periodic);
    benchmark::DoNotOptimize(json.text().data());
  }
}

void discovery(benchmark::State& state) {
  MeteringPlug plug;
  const View view = plug.view();
  const Json sensors = sensors_of(plug);
  for ([[maybe_unused]] const auto _ : state) {
    DiscoveryMessages messages = render_native_discovery(view, sensors);
    benchmark::DoNotOptimize(messages.data());
  }
}

BENCHMARK(power)->Name("answer/RESULT and POWER");
BENCHMARK(state_message)->Name("answer/STATE");
BENCHMARK(sensor_message)->Name("answer/SENSOR");
BENCHMARK(discovery)->Name("answer/discovery");

}  // namespace
}  // namespace presad::tasmota
