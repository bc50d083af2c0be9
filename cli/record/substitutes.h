// What may not leave the house, replaced in payloads by something of the same length and kind; and a search for it in
// other clothes. Pure.

#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"

namespace presad::cli {

class Substitutes {
 public:
  /// `random` is borrowed.
  explicit Substitutes(RandomSource& random) : random_(random) {}

  /// To be replaced wherever it stands in a payload. Shorter than 4 bytes: ignored.
  void add(const std::string& secret);
  /// To be found also as its four bytes.
  void add_address(const std::string& address);
  /// Never to be seen in whatever form; has no substitute of its own.
  void forbid(std::string_view bytes);

  /// `payload` with every known secret, and in JSON every text that stands for an id, an address or a network's name
  /// (devId, gwId, uid, cid, mac, ip, ssid and their like), replaced: same length, digits by digits, letters by
  /// letters. The same text gets the same substitute each time. All other bytes stay.
  std::string apply(std::string_view payload);

  /// Whether the last payload had something in the place of an id that is none of the texts replaced: a number, an
  /// object, a text with escapes, JSON within a text.
  bool overlooked() const noexcept { return overlooked_; }

  /// Whether a secret stands in `text`: as it is in either case, as hex digits, or inside a base64 text.
  bool betrayed_by(std::string_view text) const;

 private:
  const std::string& substitute(const std::string& text);
  void replace_ids(std::string& json);

  RandomSource& random_;
  bool overlooked_ = false;
  std::map<std::string, std::string, std::less<>> substitutes_;
  std::vector<std::string> folded_needles_;  ///< lower case
  std::vector<std::string> exact_needles_;   ///< base64 minds case
};

}  // namespace presad::cli
