// Messages from the broker as a terminal may see them. Pure.

#pragma once

#include <string>
#include <string_view>

namespace presad::cli {

/// Control characters (a terminal obeys them) and broken UTF-8 as \xNN; all else, quotes too, as it is.
std::string for_terminal(std::string_view text);

/// The same line by line, for text of several: names hold what a terminal obeys (U+0080 to U+009F), and YAML takes
/// that.
std::string lines_for_terminal(std::string_view text);

/// JSON from a JsonWriter, the control characters that may stand in it as they are (DEL, U+0080 to U+009F) escaped its
/// way.
std::string json_for_terminal(std::string_view json);

/// One message on one line, as `mosquitto_sub -v` prints it: topic, a blank, payload. A payload that the broker's
/// side cut (mqtt::max_payload_size) ends in "…". Ends in a line feed.
std::string render_message(std::string_view topic, std::string_view payload);

}  // namespace presad::cli
