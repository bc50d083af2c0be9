#include "cli/record/substitutes.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/base64.h"

namespace presad::cli {

namespace {

constexpr std::size_t shortest_secret = 4;

/// Lower case. Source: lib/families/tuya/PROTOCOL.md, 6 to 9, and what devices tell of their network.
constexpr std::array<std::string_view, 20> id_keys = {
    "gwid", "devid", "uid",  "cid",   "cids",   "uuid", "nodeid",   "deviceid", "dev_id", "id",
    "mac",  "ip",    "ssid", "bssid", "online", "sn",   "localkey", "offline",  "token",  "key"};

bool is_id_key(std::string_view key) {
  return std::find(id_keys.begin(), id_keys.end(), to_lower(key)) != id_keys.end();
}

/// Of the same kind, and another than `letter`; what is neither letter nor digit stays.
char other_of_its_kind(char letter, std::uint8_t dice) noexcept {
  const auto turn = [&](char first, unsigned count) {
    const auto place = static_cast<unsigned>(letter - first);
    return static_cast<char>(first + static_cast<char>((place + 1 + dice % (count - 1)) % count));
  };
  if (letter >= '0' && letter <= '9') return turn('0', 10);
  if (letter >= 'a' && letter <= 'f') return turn('a', 6);  // hex digits stay hex digits
  if (letter >= 'A' && letter <= 'F') return turn('A', 6);
  if (letter >= 'g' && letter <= 'z') return turn('g', 20);
  if (letter >= 'G' && letter <= 'Z') return turn('G', 20);
  return letter;
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) {
    text.replace(at, what.size(), by);
  }
}

/// What of `bytes` is the same in every base64 text that has them at this place of a group of three.
std::string base64_core(std::string_view bytes, std::size_t place) {
  const std::string all = crypto::encode_base64(as_bytes(std::string(place, 'x') + std::string(bytes)));
  const std::size_t first = (place * 8 + 5) / 6;
  const std::size_t last = (place + bytes.size()) * 8 / 6;
  return all.substr(first, last - first);
}

}  // namespace

void Substitutes::add(const std::string& secret) {
  if (secret.size() < shortest_secret) return;
  forbid(secret);
  substitute(secret);
}

void Substitutes::add_address(const std::string& address) {
  add(address);
  std::string bytes;
  const char* at = address.data();
  const char* const end = at + address.size();
  while (at < end) {
    std::uint8_t byte = 0;
    const auto [next, error] = std::from_chars(at, end, byte);
    if (error != std::errc{}) return;
    bytes += static_cast<char>(byte);
    at = next + 1;
  }
  if (bytes.size() == 4) forbid(bytes);
}

void Substitutes::forbid(std::string_view bytes) {
  folded_needles_.push_back(to_lower(bytes));
  folded_needles_.push_back(to_hex(as_bytes(bytes)));
  for (std::size_t place = 0; place < 3; ++place) exact_needles_.push_back(base64_core(bytes, place));
}

const std::string& Substitutes::substitute(const std::string& text) {
  const auto known = substitutes_.find(text);
  if (known != substitutes_.end()) return known->second;
  std::string other = text;
  for (char& letter : other) {
    std::array<std::uint8_t, 1> dice{};
    random_.fill(dice);
    letter = other_of_its_kind(letter, dice[0]);
  }
  return substitutes_.emplace(text, std::move(other)).first->second;
}

void Substitutes::replace_ids(std::string& json) {
  std::vector<bool> ids = {false};  // whether the texts of each open list or object stand for ids
  bool id = false;                  // the value that comes next does
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char here = json[at];
    if (here == '{' || here == '[') {
      ids.push_back(id && here == '[');
      id = here == '[' && ids.back();
    } else if (here == '}' || here == ']') {
      if (ids.size() > 1) ids.pop_back();
      id = ids.back();
    } else if (here == ',') {
      id = ids.back();
    } else if (here == '"') {
      std::size_t end = at + 1;
      while (end < json.size() && json[end] != '"') end += json[end] == '\\' ? 2U : 1U;
      if (end >= json.size()) return;
      const std::string text = json.substr(at + 1, end - at - 1);
      const std::size_t next = json.find_first_not_of(" \t\r\n", end + 1);
      if (next != std::string::npos && json[next] == ':') {
        id = is_id_key(text);
        const std::size_t value = json.find_first_not_of(" \t\r\n", next + 1);
        const bool plain = value == std::string::npos || json[value] == '"' || json[value] == '[' || json[value] == 'n';
        if ((id && !plain) || text.find('\\') != std::string::npos) overlooked_ = true;
      } else if (id && text.find('\\') == std::string::npos) {
        json.replace(at + 1, text.size(), substitute(text));
      } else if (id || text.starts_with('{')) {
        overlooked_ = true;
      }
      at = end;
    }
  }
}

std::string Substitutes::apply(std::string_view payload) {
  std::string text(payload);
  overlooked_ = false;
  // Ids first, as a whole: of a known secret and of a longer text with it in, each has its own substitute.
  if (text.starts_with('{')) replace_ids(text);
  std::vector<std::pair<std::string, std::string>> known(substitutes_.begin(), substitutes_.end());
  std::erase_if(known, [](const auto& each) { return each.first.size() < shortest_secret; });
  std::sort(known.begin(), known.end(),
            [](const auto& left, const auto& right) { return left.first.size() > right.first.size(); });
  for (const auto& [what, by] : known) replace_all(text, what, by);
  return text;
}

bool Substitutes::betrayed_by(std::string_view text) const {
  const std::string folded = to_lower(text);
  const auto in = [](std::string_view all) {
    return [all](const std::string& needle) { return all.find(needle) != std::string_view::npos; };
  };
  return std::any_of(folded_needles_.begin(), folded_needles_.end(), in(folded)) ||
         std::any_of(exact_needles_.begin(), exact_needles_.end(), in(text));
}

}  // namespace presad::cli
