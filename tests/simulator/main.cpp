// presad-sim: simulated plugs for whoever has none. Options, plugs, loop.

#include <cstdio>
#include <exception>

#include "simulator/options.h"
#include "simulator/simulator.h"
#include "simulator/tasmota_simulator.h"

namespace {

using namespace presad;
using namespace presad::simulator;

int complain(const char* what) {
  std::fprintf(stderr, "presad-sim: %s\n", what);
  return 1;
}

int run_tasmota(const TasmotaSettings& settings, bool print_inventory) {
  if (print_inventory) {
    std::fputs(render_tasmota_inventory(settings).c_str(), stdout);
    return 0;
  }
  loop::block_signals();
  loop::EventLoop loop;
  TasmotaSimulator simulator(loop, settings);
  if (const auto started = simulator.start(); !started) return complain(started.error().what.c_str());
  return loop.run();
}

int run(const Options& options) {
  if (options.tasmota) return run_tasmota(*options.tasmota, options.print_inventory);
  const auto plans = plan_fleet(options.fleet);
  if (!plans) return complain(plans.error().what.c_str());
  if (options.print_inventory) {
    std::fputs(render_inventory(*plans).c_str(), stdout);
    return 0;
  }
  loop::block_signals();
  loop::EventLoop loop;
  Simulator simulator(loop, options);
  if (const auto started = simulator.start(*plans); !started) return complain(started.error().what.c_str());
  return loop.run();
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto options = parse_options(argc, argv);
    if (const int* code = std::get_if<int>(&options)) return *code;
    return run(std::get<Options>(options));
  } catch (const std::exception& error) {
    return complain(error.what());
  }
}
