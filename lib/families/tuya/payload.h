// What messages say: requests and answers as JSON, in the shape of each version. Pure.
// Source: PROTOCOL.md, 6 to 9.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "device/state.h"
#include "families/tuya/message.h"
#include "families/tuya/version.h"

namespace presad::tuya {

/// Whom a request is for.
struct Addressee {
  std::string device_id;
  std::string cid;  ///< a gateway's sub-device; empty: the device itself
};

/// The header as clients write it: the version's text and twelve zeros. On 3.1 there is none.
std::optional<VersionHeader> make_version_header(Version version) noexcept;

/// What a 3.2 device is asked for while nothing is known of it: relays and meter of old and new plugs.
inline constexpr std::array<std::uint8_t, 10> default_null_read_ids = {1, 2, 3, 4, 5, 6, 7, 18, 19, 20};

/// Requests; sequence_number is left 0 for the session to fill in.
/// 3.2 knows no query: there make_query() is a null read of default_null_read_ids.
Message make_query(Version version, const Addressee& addressee, WallTime wall_time);
Message make_set(Version version, const Addressee& addressee, const Datapoints& wanted, WallTime wall_time);
/// device22's way of reading: a set of nulls. At least one id must exist on the device; ten at most are wise.
Message make_null_read(Version version, const Addressee& addressee, std::span<const std::uint8_t> ids,
                       WallTime wall_time);
/// Asks the device to measure and report. At most three metering ids: more crash plugs (PROTOCOL.md, 6).
Message make_refresh(Version version, const Addressee& addressee, std::span<const std::uint8_t> ids);
Message make_heart_beat(Version version, const Addressee& addressee);
/// The same, whatever the version, into a `message` that was one before: its memory is used again.
void make_heart_beat(const Addressee& addressee, Message& message);
Message make_subdevice_list();

/// Which of its sub-devices a gateway reaches. A long list comes in pieces: who is in neither, may be in another.
struct SubDeviceList {
  std::vector<std::string> online;
  std::vector<std::string> offline;
};

/// What a device told: datapoints, or an error's text.
struct Report {
  Datapoints datapoints;                    ///< nulls and values of unknown type are left out
  std::string cid;                          ///< the sub-device it speaks of; empty: itself
  std::string error_text;                   ///< "json obj data unvalid" and its like; empty: no error
  bool carries_datapoints = false;          ///< a `dps` object was there, if perhaps an empty one
  std::optional<std::int64_t> device_time;  ///< `t`: the device's own clock, in seconds
  std::optional<SubDeviceList> subdevices;  ///< a gateway's list of them
};

/// Reads a query answer, a push, or an error text. An empty payload is an empty report, also beside a
/// return code: look at that first.
/// Errors: `malformed` (no JSON, dps no object, an id that is no number from 1 to 255).
Result<Report> parse_report(const Message& message);

/// The datapoints of `dps`. Errors: `malformed`.
Result<Datapoints> parse_datapoints(const Json& dps);

/// {"1":true,"19":430}
std::string render_datapoints(const Datapoints& datapoints);

/// What is asked of a device, whatever the version.
struct Request {
  enum class Kind : std::uint8_t { query, set, null_read, refresh, heart_beat, subdevice_list, unknown };
  Kind kind = Kind::unknown;
  std::string cid{};
  Datapoints wanted{};              ///< of a set
  std::vector<std::uint8_t> ids{};  ///< of a null_read or refresh
};
/// A request as a device understands it; for plug models. Accepts every shape that clients in the field send.
Result<Request> parse_request(const Message& message);

}  // namespace presad::tuya
