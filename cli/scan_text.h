// What a scan found, as a table for people and as JSON. Pure.
//
// What came from the network never reaches a terminal as it is: an id or a product key is printable ASCII, and whatever
// else stands in one is shown as \xNN.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/sightings.h"

namespace presad::cli {

/// A heading and a line for each device, in columns; no line feeds. Only the heading when there are none.
std::vector<std::string> render_scan_table(const std::vector<ScannedDevice>& devices, bool color);

struct ScanSummary {
  bool complete = true;        ///< false: ended early, so that nothing is called missing
  std::size_t unreadable = 0;  ///< datagrams that were no announcements
  std::size_t left_out = 0;    ///< datagrams of devices beyond the limit
};

/// One object, in one line without a line feed:
/// {"devices":[{"state","topic","name","device_id","addresses","listed_address","version","product_key"}],
///  "complete","unreadable","left_out"}; what is not known is null.
std::string render_scan_json(const std::vector<ScannedDevice>& devices, const ScanSummary& summary);

/// "3 devices: 1 known, 2 new", and what else a person should know.
std::string render_scan_summary(const std::vector<ScannedDevice>& devices, const ScanSummary& summary);

}  // namespace presad::cli
