#include "tasmota/tuya_received.h"

#include <limits>

#include "base/bytes.h"
#include "base/json.h"
#include "base/text.h"

namespace presad::tasmota {

namespace {

/// A datapoint in the words of the chips' serial protocol.
struct Typed {
  int type = 0;      ///< 1 bool, 2 value, 3 string
  std::string text;  ///< as a payload of its own
  Bytes bytes;       ///< as it would lie on the serial line
};

Bytes big_endian(std::int64_t number) {
  const bool wide =
      number > std::numeric_limits<std::uint32_t>::max() || number < std::numeric_limits<std::int32_t>::min();
  Bytes bytes;
  for (int shift = wide ? 56 : 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> static_cast<unsigned>(shift)));
  }
  return bytes;
}

Typed typed(const DatapointValue& value) {
  if (const bool* truth = std::get_if<bool>(&value)) {
    return {1, *truth ? "1" : "0", Bytes{static_cast<std::uint8_t>(*truth ? 1 : 0)}};
  }
  if (const std::int64_t* number = std::get_if<std::int64_t>(&value)) {
    return {2, std::to_string(*number), big_endian(*number)};
  }
  const auto& text = std::get<std::string>(value);
  return {3, text, to_bytes(text)};
}

void write_datapoint(JsonWriter& json, const Datapoint& datapoint) {
  const Typed value = typed(datapoint.value);
  const std::string id = std::to_string(datapoint.id);
  json.key("DpType" + std::to_string(value.type) + "Id" + id);
  if (value.type == 3) {
    json.string(value.text);
  } else {
    json.raw(value.text);
  }
  json.key(id).begin_object();
  json.key("DpId").integer(datapoint.id);
  json.key("DpIdType").integer(value.type);
  json.key("DpIdData").string(to_upper(to_hex(value.bytes)));
  if (value.type == 3) json.key("Type3Data").string(value.text);
  json.end_object();
}

}  // namespace

Message render_tuya_received(const Datapoints& reported) {
  constexpr int status_report = 7;
  JsonWriter json;
  json.begin_object().key("TuyaReceived").begin_object();
  json.key("Cmnd").integer(status_report);
  for (const Datapoint& datapoint : reported) write_datapoint(json, datapoint);
  json.end_object().end_object();
  return {Prefix::tele, "RESULT", json.take(), false};
}

Messages render_tuya_topics(const Datapoints& reported) {
  Messages messages;
  messages.reserve(reported.size());
  for (const Datapoint& datapoint : reported) {
    Typed value = typed(datapoint.value);
    messages.push_back({Prefix::stat, "DPTYPE" + std::to_string(value.type) + "ID" + std::to_string(datapoint.id),
                        std::move(value.text), false});
  }
  return messages;
}

}  // namespace presad::tasmota
