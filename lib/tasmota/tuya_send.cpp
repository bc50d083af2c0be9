// TuyaSend0 to TuyaSend9: raw datapoints by hand. Source: DIALECT.md, 6.
//
// Tasmota sends a typed byte string to the chip beside it; here the value becomes JSON on the network, where enums
// are words and raw bytes are base64. Stricter than the firmware: what cannot be read is an Error and never a 0.

#include <array>
#include <optional>

#include "base/bytes.h"
#include "base/text.h"
#include "tasmota/handlers.h"

namespace presad::tasmota {

namespace {

constexpr std::string_view separators = ", ";
constexpr std::string_view blanks = " \t\r\n";
constexpr unsigned text_type = 3;

std::string base64(ByteView bytes) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) group = group << 8U | (j < count ? bytes[i + j] : 0U);
    for (std::size_t j = 0; j < 4; ++j) {
      result += j <= count ? alphabet[group >> (18U - 6U * j) & 63U] : '=';
    }
  }
  return result;
}

/// A whole number of at most 32 bits, signed or not, decimal or 0x hex.
std::optional<std::int64_t> parse_integer(std::string_view text) noexcept {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const bool hex = text.starts_with("0x") || text.starts_with("0X");
  if (hex) text.remove_prefix(2);
  if (text.empty()) return std::nullopt;
  constexpr std::int64_t highest = 0xFFFFFFFF;
  constexpr std::int64_t lowest = -0x80000000LL;
  constexpr std::string_view digits = "0123456789abcdefABCDEF";
  std::int64_t number = 0;
  for (const char c : text) {
    const std::size_t at = digits.find(c);
    if (at == std::string_view::npos || (!hex && at > 9)) return std::nullopt;
    number = number * (hex ? 16 : 10) + static_cast<std::int64_t>(at < 16 ? at : at - 6);
    if (number > highest) return std::nullopt;
  }
  if (!negative) return number;
  return -number < lowest ? std::nullopt : std::optional<std::int64_t>(-number);
}

/// Words of the table for 0 and 1, or a number: anything but 0 is true.
std::optional<DatapointValue> parse_bool(std::string_view text) noexcept {
  if (const auto word = word_value(text); word && *word <= 1) return *word == 1;
  const auto number = parse_integer(text);
  if (!number) return std::nullopt;
  return *number != 0;
}

/// The bytes of hex digits, with or without 0x before them.
std::optional<Bytes> parse_hex(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  return from_hex(text);
}

std::optional<DatapointValue> parse_value(unsigned type, std::string_view text) {
  switch (type) {
    case 1:
      return parse_bool(text);
    case 2:
      if (const auto number = parse_integer(text)) return *number;
      return std::nullopt;
    case text_type:
    case 4:  // an enum's word; those that are numbers are words like "2" too
      if (is_utf8(text)) return std::string(text);
      return std::nullopt;
    case 5:
      if (const auto bytes = parse_hex(text); bytes && is_utf8(as_text(*bytes))) return std::string(as_text(*bytes));
      return std::nullopt;
    case 6:
      if (const auto bytes = parse_hex(text)) return base64(*bytes);
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

/// "11,100" or "11 100": the datapoint, then the value. A text keeps all its own commas and blanks, other values
/// lose those at the end.
std::optional<Datapoint> parse_datapoint(unsigned type, std::string_view text) {
  const std::size_t end_of_id = text.find_first_of(separators);
  const std::size_t value = text.find_first_not_of(separators, end_of_id);
  if (end_of_id == std::string_view::npos || value == std::string_view::npos) return std::nullopt;
  const auto id = parse_integer(text.substr(0, end_of_id));
  if (!id || *id < 1 || *id > 255) return std::nullopt;
  text.remove_prefix(value);
  if (type != text_type) text = text.substr(0, text.find_last_not_of(blanks) + 1);
  auto parsed = parse_value(type, text);
  if (!parsed) return std::nullopt;
  return Datapoint{static_cast<std::uint8_t>(*id), *std::move(parsed)};
}

}  // namespace

void handle_tuya_send(Request& request) {
  constexpr unsigned query = 0;
  constexpr unsigned query_again = 8;  // asks the firmware's chip for its product; here the same question
  constexpr unsigned own_topics = 9;
  const unsigned kind = request.word.index;
  std::string done = render_text(request.row, "Done");
  if (kind == query || kind == query_again) {
    order(request, ReadDatapoints{}, std::move(done));
  } else if (kind == own_topics) {
    request.view.options.tuya_topics = !request.view.options.tuya_topics;
    request.reply.options_changed = true;
    answer(request, std::move(done));
  } else if (auto datapoint = parse_datapoint(kind, request.payload.text)) {
    order(request, WriteDatapoint{*std::move(datapoint)}, std::move(done));
  } else {
    refuse(request);
  }
}

}  // namespace presad::tasmota
