// What presa adopt saw and did, for a person and for a program. Pure.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/adopt/open_doors.h"
#include "config/difference.h"
#include "inventory/inventory_edit.h"

namespace presad::cli {

/// What became of the device's way to the broker, when that was asked for.
struct BrokerReport {
  std::string backlog;  ///< its password hidden
  bool sent = false;
  std::string result;  ///< "accepted", "not_connected", "not_taken", "silent", "refused"; empty while not sent
  std::string cause;
};

struct AdoptReport {
  const InventoryFiles& files;
  const InventoryTexts& before;
  const InventoryEdit& edit;  ///< of one device
  std::string address;
  const tasmota_http::Traits& traits;
  std::vector<OpenDoor> doors;
  config::Secrets secrets = config::Secrets::hidden;
  bool written = false;
  std::string reload;  ///< what a running presad takes it over with
  std::optional<BrokerReport> broker;
};

/// Whether anything is to be written.
bool changes_anything(const AdoptReport& report);

std::string render_adopt(const AdoptReport& report);

/// One JSON object and a line feed.
std::string render_adopt_json(const AdoptReport& report);

}  // namespace presad::cli
