// The one door to the JSON library: parsing that cannot throw, and rendering with fixed decimals. Pure.
//
// Values are the house's own, so that the library's header (which takes seconds to compile) is
// included by json.cpp alone. Rendering is a writer and not a tree because Tasmota's numbers carry
// their decimals ("0.200"), which no tree of doubles can say.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace presad {

/// A parsed JSON text. Objects keep their order; of a doubled key find() gives the last.
struct Json {
  using Array = std::vector<Json>;
  struct Member;
  using Object = std::vector<Member>;

  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value;  ///< monostate: null

  bool is_null() const noexcept { return std::holds_alternative<std::monostate>(value); }
  const bool* boolean() const noexcept { return std::get_if<bool>(&value); }
  const std::int64_t* integer() const noexcept { return std::get_if<std::int64_t>(&value); }
  const std::string* string() const noexcept { return std::get_if<std::string>(&value); }
  const Array* array() const noexcept { return std::get_if<Array>(&value); }
  const Object* object() const noexcept { return std::get_if<Object>(&value); }

  /// The member `key`, or nullptr when there is none or this is no object.
  const Json* find(std::string_view key) const noexcept;

  friend bool operator==(const Json&, const Json&) = default;
};

/// Named like a pair's, so that `auto& [key, value]` and first/second read as usual; no std::pair, because that
/// cannot be made of a type that is not complete yet.
struct Json::Member {
  std::string first;
  Json second;

  friend bool operator==(const Member&, const Member&) = default;
};

/// What a text may hold; more is `malformed`. Input never decides how much memory is used.
struct JsonLimits {
  std::size_t depth = 16;
  std::size_t values = 4096;  ///< of all kinds together
};

/// Reads exactly one JSON text (UTF-8). Integers beyond 64 bits become doubles.
/// Errors: `malformed`, with the byte position.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

/// Compact text of `value`: no spaces, keys in their order.
std::string render_json(const Json& value);

/// `text` as a JSON string with its quotes; broken UTF-8 is replaced, never refused.
std::string json_string(std::string_view text);

/// Writes compact JSON from left to right. Nesting is the caller's promise (asserted).
///     JsonWriter json; json.begin_object().key("POWER").string("ON").end_object();
class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& integer(std::int64_t number);
  JsonWriter& boolean(bool truth) { return raw(truth ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  /// `number` with exactly `decimals` digits behind the point (0: no point), rounded to nearest.
  JsonWriter& fixed(double number, int decimals);
  /// `text` is already JSON.
  JsonWriter& raw(std::string_view text);

  const std::string& text() const noexcept { return text_; }
  std::string take() noexcept { return std::move(text_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string text_;
  bool need_comma_ = false;
};

}  // namespace presad
