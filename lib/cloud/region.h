// The vendor's data centers: an account lives in one of them and is known in no other. Pure.
// Source: tuya/tuya-home-assistant, docs/regions_dataCenters.md (which country is served where: cn, us, eu, in);
// tuya/tuya-iot-python-sdk at 398c8a8, tuya_iot/tuya_enums.py (us-e, eu-w); jasonacox/tinytuya #627 and
// Bildass/localtuya #3 (sg). The words are tinytuya's, so that nobody has to learn others.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace presad::cloud {

struct Region {
  std::string_view word;  ///< what a person writes: "eu"
  std::string_view host;  ///< asked over https
  std::string_view name;  ///< as the developer platform calls it
};

std::span<const Region> regions() noexcept;

/// The region `word` (case ignored). Errors: `bad_config`, with all of them.
Result<Region> find_region(std::string_view word);

/// "eu, eu-w, us, …"
std::string region_words();

/// A server for tests: https://HOST[:PORT] or, at a loopback address, http://HOST[:PORT]; nothing behind it. Gives it
/// without a closing slash. Errors: `bad_config`.
Result<std::string> check_server(std::string_view url);

}  // namespace presad::cloud
