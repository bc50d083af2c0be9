// The JSON of a push, read: of a relay that was switched, and of a meter, in the shapes of 3.3 and of 3.4.

#include <benchmark/benchmark.h>

#include <stdexcept>

#include "families/tuya/payload.h"
#include "simulator/plug_answers.h"

namespace presad::tuya {
namespace {

const Datapoints of_relay{{1, true}};
const Datapoints of_meter{{18, std::int64_t{187}}, {19, std::int64_t{430}}, {20, std::int64_t{2302}}};

void read_push(benchmark::State& state, Version version, const Datapoints& reported) {
  Message message;
  message.command = CommandCode::status;
  message.payload = simulator::render_push(version, "bf51a20000000000000001", reported,
                                           WallTime{std::chrono::seconds{1'700'000'000}}, {}, {});
  for ([[maybe_unused]] const auto _ : state) {
    const Result<Report> report = parse_report(message);
    if (!report || report->datapoints != reported) throw std::logic_error("the push was not read");
    benchmark::DoNotOptimize(report->datapoints.data());
  }
}

BENCHMARK_CAPTURE(read_push, relay_3_3, Version::v3_3, of_relay)->Name("push/3.3/relay");
BENCHMARK_CAPTURE(read_push, relay_3_4, Version::v3_4, of_relay)->Name("push/3.4/relay");
BENCHMARK_CAPTURE(read_push, meter_3_3, Version::v3_3, of_meter)->Name("push/3.3/meter");
BENCHMARK_CAPTURE(read_push, meter_3_4, Version::v3_4, of_meter)->Name("push/3.4/meter");

}  // namespace
}  // namespace presad::tuya
