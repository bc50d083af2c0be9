#include "families/tasmota_http/settings.h"

#include <array>
#include <string_view>
#include <utility>

namespace presad::tasmota_http {

namespace {

constexpr std::array<std::pair<std::string_view, Relay>, 3> relay_words = {
    {{"auto", Relay::automatic}, {"always", Relay::always}, {"never", Relay::never}}};

}  // namespace

TasmotaHttpSettings read_settings(config::Reader& reader, const std::string& topic) {
  TasmotaHttpSettings settings;
  settings.common = read_device_settings(reader, topic);
  reader.require("address", "address: 10.0.0.114");
  settings.address = read_local_address(reader);
  settings.username = reader.text("username", 1, 64).value_or(settings.username);
  settings.password = reader.secret("password", 0, 64).value_or(SecretText());
  settings.relay = reader.one_of("relay", "a way to relay", relay_words).value_or(settings.relay);
  settings.hold = reader.seconds("hold", std::chrono::milliseconds(100), std::chrono::hours(1)).value_or(settings.hold);
  reader.no_more_keys();
  return settings;
}

}  // namespace presad::tasmota_http
