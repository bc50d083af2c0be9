#include "base/json.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>

namespace presad {

namespace {

using Library = nlohmann::json;

/// Builds our tree from the library's events and refuses what is beyond the limits.
class Builder {
 public:
  using number_integer_t = Library::number_integer_t;
  using number_unsigned_t = Library::number_unsigned_t;
  using number_float_t = Library::number_float_t;
  using string_t = Library::string_t;
  using binary_t = Library::binary_t;

  explicit Builder(const JsonLimits& limits) : limits_(limits) {}

  bool null() { return add({}); }
  bool boolean(bool truth) { return add({truth}); }
  bool number_integer(number_integer_t number) { return add({number}); }
  bool number_unsigned(number_unsigned_t number) {
    if (number <= static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) {
      return add({static_cast<std::int64_t>(number)});
    }
    return add({static_cast<double>(number)});
  }
  bool number_float(number_float_t number, const string_t&) { return add({number}); }
  bool string(string_t& text) { return add({std::move(text)}); }
  bool binary(binary_t&) { return refuse("binary value"); }

  bool start_object(std::size_t) { return descend({Json::Object{}}); }
  bool start_array(std::size_t) { return descend({Json::Array{}}); }
  bool end_object() { return ascend(); }
  bool end_array() { return ascend(); }
  bool key(string_t& name) {
    key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const Library::exception&) {
    return refuse("no JSON from byte " + std::to_string(position) + " on");
  }

  Result<Json> take() {
    if (!refusal_.empty()) return fail(ErrorKind::malformed, refusal_);
    return std::move(root_);
  }

 private:
  bool refuse(std::string why) {
    if (refusal_.empty()) refusal_ = std::move(why);
    return false;
  }

  Json* place(Json value) {
    if (++count_ > limits_.values) {
      refuse("more than " + std::to_string(limits_.values) + " JSON values");
      return nullptr;
    }
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (auto* array = std::get_if<Json::Array>(&open_.back()->value)) return &array->emplace_back(std::move(value));
    auto& object = std::get<Json::Object>(open_.back()->value);
    return &object.emplace_back(std::move(key_), std::move(value)).second;
  }

  bool add(Json value) { return place(std::move(value)) != nullptr; }

  bool descend(Json value) {
    if (open_.size() >= limits_.depth) return refuse("JSON nested deeper than " + std::to_string(limits_.depth));
    Json* const placed = place(std::move(value));
    if (placed == nullptr) return false;
    open_.push_back(placed);  // stays valid: only the innermost container grows while it is open
    return true;
  }

  bool ascend() {
    open_.pop_back();
    return true;
  }

  const JsonLimits& limits_;
  Json root_;
  std::vector<Json*> open_;
  std::string key_;
  std::string refusal_;
  std::size_t count_ = 0;
};

bool needs_escape(std::string_view text) noexcept {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F || c == '"' || c == '\\') return true;
  }
  return false;
}

void append_string(std::string& target, std::string_view text) {
  if (needs_escape(text)) {
    target += Library(text).dump(-1, ' ', false, Library::error_handler_t::replace);
  } else {  // nearly all of ours: not worth the library's copy
    target += '"';
    target += text;
    target += '"';
  }
}

void write(JsonWriter& writer, const Json& json) {
  if (json.is_null()) {
    writer.null();
  } else if (const bool* truth = json.boolean()) {
    writer.boolean(*truth);
  } else if (const std::int64_t* integer = json.integer()) {
    writer.integer(*integer);
  } else if (const double* number = std::get_if<double>(&json.value)) {
    writer.raw(Library(*number).dump());
  } else if (const std::string* text = json.string()) {
    writer.string(*text);
  } else if (const Json::Array* array = json.array()) {
    writer.begin_array();
    for (const Json& element : *array) write(writer, element);
    writer.end_array();
  } else {
    writer.begin_object();
    for (const auto& [key, member] : *json.object()) {
      writer.key(key);
      write(writer, member);
    }
    writer.end_object();
  }
}

}  // namespace

const Json* Json::find(std::string_view key) const noexcept {
  const Object* const members = object();
  if (members == nullptr) return nullptr;
  for (auto member = members->rbegin(); member != members->rend(); ++member) {
    if (member->first == key) return &member->second;
  }
  return nullptr;
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  Builder builder(limits);
  try {
    Library::sax_parse(text.begin(), text.end(), &builder);
  } catch (const std::exception& error) {
    return fail(ErrorKind::malformed, std::string("no JSON: ") + error.what());
  }
  return builder.take();
}

std::string render_json(const Json& value) {
  JsonWriter writer;
  write(writer, value);
  return writer.take();
}

std::string json_string(std::string_view text) {
  std::string result;
  append_string(result, text);
  return result;
}

void JsonWriter::separate() {
  if (need_comma_) text_ += ',';
  need_comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  text_ += bracket;
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  text_ += bracket;
  need_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_string(text_, name);
  text_ += ':';
  need_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  append_string(text_, text);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  return raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

JsonWriter& JsonWriter::fixed(double number, int decimals) {
  assert(decimals >= 0 && decimals <= 9);
  if (!std::isfinite(number)) return null();
  std::array<char, 400> digits{};  // a double has at most 309 digits before the point
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed, decimals).ptr;
  std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
  if (text.front() == '-' && text.find_first_not_of("-0.") == std::string_view::npos) text.remove_prefix(1);  // no "-0"
  return raw(text);
}

JsonWriter& JsonWriter::raw(std::string_view text) {
  separate();
  text_ += text;
  return *this;
}

}  // namespace presad
