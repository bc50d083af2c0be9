// One frame made, and one read: a control request as presad sends it, a push as a plug does, in each version.

#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>

#include "base/random.h"
#include "families/tuya/payload.h"
#include "families/tuya/wire.h"
#include "simulator/plug_answers.h"

namespace presad::tuya {
namespace {

constexpr Version versions[] = {Version::v3_1, Version::v3_3, Version::v3_4, Version::v3_5};
const Addressee plug{"bf51a20000000000000001", ""};
const WallTime wall_time{std::chrono::seconds{1'700'000'000}};

Key key() { return Key(as_bytes("0123456789abcdef").first<16>()); }

Message control(Version version) {
  Message message = make_set(version, plug, {{1, true}}, wall_time);
  message.sequence_number = 9;
  return message;
}

Message push(Version version) {
  Message message;
  message.command = CommandCode::status;
  message.return_code = 0;
  message.payload = simulator::render_push(version, plug.device_id, {{1, true}}, wall_time, {}, {});
  if (version != Version::v3_1) message.version_header = make_version_header(version);
  return message;
}

void make_control(benchmark::State& state, Version version) {
  SystemRandom random;
  Wire client(version, key(), Role::client);
  Bytes frame;
  for ([[maybe_unused]] const auto _ : state) {
    frame.clear();
    client.encode(control(version), random, frame);
    benchmark::DoNotOptimize(frame.data());
  }
}

void make_push(benchmark::State& state, Version version) {
  SystemRandom random;
  Wire device(version, key(), Role::device);
  const Message message = push(version);
  Bytes frame;
  for ([[maybe_unused]] const auto _ : state) {
    frame.clear();
    device.encode(message, random, frame);
    benchmark::DoNotOptimize(frame.data());
  }
}

void read(benchmark::State& state, Version version, Role reader, const Message& message) {
  SystemRandom random;
  const Bytes frame =
      Wire(version, key(), reader == Role::client ? Role::device : Role::client).encode(message, random);
  Wire wire(version, key(), reader);
  for ([[maybe_unused]] const auto _ : state) {
    wire.receive(frame);
    const auto found = wire.next();
    if (!found || !std::holds_alternative<Message>(*found)) throw std::logic_error("the frame was not read");
    benchmark::DoNotOptimize(&*found);
  }
}

const bool registered = [] {
  for (const Version version : versions) {
    const std::string number(name(version));
    benchmark::RegisterBenchmark(("frame/" + number + "/control/make").c_str(), make_control, version);
    benchmark::RegisterBenchmark(("frame/" + number + "/control/read").c_str(), read, version, Role::device,
                                 control(version));
    benchmark::RegisterBenchmark(("frame/" + number + "/push/make").c_str(), make_push, version);
    benchmark::RegisterBenchmark(("frame/" + number + "/push/read").c_str(), read, version, Role::client,
                                 push(version));
  }
  return true;
}();

}  // namespace
}  // namespace presad::tuya
