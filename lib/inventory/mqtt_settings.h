// The section `mqtt:` of presad.yaml.

#pragma once

#include <string>

#include "config/reader.h"
#include "inventory/settings.h"

namespace presad {

/// Fills broker, full_topic, group_topic and tele_period. Certificates are looked for from `folder` on.
void read_mqtt_settings(config::Reader reader, const std::string& folder, Settings& settings);

}  // namespace presad
