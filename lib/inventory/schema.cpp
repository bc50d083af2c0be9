#include "inventory/schema.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "base/json.h"
#include "inventory/indented_json.h"
#include "inventory/key_words.h"
#include "inventory/survey_inventory.h"
#include "inventory/topic_words.h"

namespace presad {

namespace {

using config::Question;
using config::Survey;
using Kind = config::Question::Kind;

/// Its devices make the readers ask for everything: each type by itself, and as the sub-device of a gateway.
std::string sample(std::span<const Family> families) {
  std::string text = "devices:\n";
  for (const Family& family : families) {
    const std::string type(family.type);
    text.append("  ").append(type).append(": {type: ").append(type).append(", datapoints: [{}]}\n");
    text.append("  ").append(type).append("_sub: {type: ").append(type).append(", gateway: x}\n");
  }
  return text;
}

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
}

void write_number(JsonWriter& json, const char* key, double number) {
  const bool whole = number == std::floor(number);
  if (whole) {
    json.key(key).integer(static_cast<std::int64_t>(number));
  } else {
    json.key(key).fixed(number, 3);
  }
}

void write_strings(JsonWriter& json, const char* key, std::span<const std::string> words) {
  json.key(key).begin_array();
  for (const std::string& word : words) json.string(word);
  json.end_array();
}

/// Any scalar is a text to the readers: a name may be 7 or true.
void write_text(JsonWriter& json, const Question& question, bool measured) {
  json.key("type").begin_array().string("string").string("number").string("boolean").end_array();
  if (!measured) return;
  write_number(json, "minLength", question.least);
  write_number(json, "maxLength", question.most);
}

/// 3.3 is a number to YAML, and '3.3' is not.
void write_words(JsonWriter& json, const Question& question) {
  json.key("enum").begin_array();
  for (const std::string& word : question.words) {
    if (is_number(word)) json.raw(word);
  }
  for (const std::string& word : question.words) json.string(word);
  json.end_array();
}

void write_range(JsonWriter& json, const Question& question, const char* type) {
  if (question.more_than_none == 0) {
    json.key("type").string(type);
    write_number(json, "minimum", question.least);
    write_number(json, "maximum", question.most);
    return;
  }
  json.key("anyOf").begin_array().begin_object().key("const").integer(0).end_object();
  json.begin_object().key("type").string(type);
  write_number(json, "minimum", question.more_than_none);
  write_number(json, "maximum", question.most);
  json.end_object().end_array();
}

void write_properties(JsonWriter& json, const Survey& survey, std::string_view section);

void write_question(JsonWriter& json, const Question& question, std::string_view section) {
  json.begin_object();
  const std::string_view words = words_for_key(section, question.key);
  if (!words.empty()) json.key("description").string(words);
  switch (question.kind) {
    case Kind::presence:
    case Kind::names:
      break;
    case Kind::text:
      write_text(json, question, true);
      break;
    case Kind::secret:  // behind !secret stands a name, of any length
      write_text(json, question, false);
      break;
    case Kind::integer:
      write_range(json, question, "integer");
      break;
    case Kind::number:
      write_range(json, question, "number");
      break;
    case Kind::boolean:
      json.key("enum").begin_array().boolean(true).boolean(false);
      for (const char* word : {"yes", "no", "on", "off"}) json.string(word);
      json.end_array();
      break;
    case Kind::word:
      write_words(json, question);
      break;
    case Kind::integers:
      json.key("type").string("array");
      write_number(json, "maxItems", static_cast<double>(question.longest));
      json.key("uniqueItems").boolean(true).key("items").begin_object();
      write_range(json, question, "integer");
      json.end_object();
      break;
    case Kind::mapping:
      json.key("type").begin_array().string("object").string("null").end_array();
      write_properties(json, question.inside, question.key);
      break;
    case Kind::mappings:
      json.key("type").string("array");
      write_number(json, "maxItems", static_cast<double>(question.longest));
      json.key("items").begin_object().key("type").string("object");
      write_properties(json, question.inside, question.key);
      json.end_object();
      break;
  }
  json.end_object();
}

std::vector<std::string> required_of(const Survey& survey) {
  std::vector<std::string> keys;
  for (const Question& each : survey) {
    if (each.required) keys.push_back(each.key);
  }
  return keys;
}

/// And no others.
void write_properties(JsonWriter& json, const Survey& survey, std::string_view section) {
  json.key("properties").begin_object();
  for (const Question& each : survey) write_question(json.key(each.key), each, section);
  json.end_object().key("additionalProperties").boolean(false);
  if (const auto required = required_of(survey); !required.empty()) write_strings(json, "required", required);
}

/// A key that is no more than looked for is refused, or means nothing, where it is read otherwise elsewhere.
bool is_read(const Survey& survey, const std::string& key) {
  const Question* const question = config::find_question(survey, key);
  return question != nullptr && question->kind != Kind::presence;
}

/// What a device's keys are when it is a sub-device and when it is not.
void write_alternatives(JsonWriter& json, const Survey& alone, const Survey& below) {
  json.key("if").begin_object().key("required").begin_array().string("gateway").end_array().end_object();
  json.key("then").begin_object();
  write_strings(json, "required", required_of(below));
  json.key("properties").begin_object();
  for (const Question& each : alone) {
    if (is_read(alone, each.key) && !is_read(below, each.key)) json.key(each.key).boolean(false);
  }
  json.end_object().end_object();
  json.key("else").begin_object();
  write_strings(json, "required", required_of(alone));
  json.end_object();
}

void write_family(JsonWriter& json, const Family& family, const Survey& devices) {
  const std::string type(family.type);
  const Survey& alone = config::find_question(devices, type)->inside;
  const Survey& below = config::find_question(devices, type + "_sub")->inside;
  json.key(type).begin_object().key("properties").begin_object();
  for (const Question& each : alone) {
    const Question* const otherwise = config::find_question(below, each.key);
    const bool here = each.kind != Kind::presence || otherwise == nullptr;
    write_question(json.key(each.key), here ? each : *otherwise, type);
  }
  json.end_object().key("additionalProperties").boolean(false);
  if (is_read(below, "gateway")) {
    write_alternatives(json, alone, below);
  } else {
    write_strings(json, "required", required_of(alone));
  }
  json.end_object();
}

void write_device(JsonWriter& json, std::span<const Family> families) {
  json.key("device").begin_object().key("type").string("object");
  json.key("required").begin_array().string("type").end_array();
  json.key("properties").begin_object().key("type").begin_object();
  json.key("description").string(words_for_key("device", "type")).key("enum").begin_array();
  for (const Family& family : families) json.string(family.type);
  json.end_array().end_object().end_object().key("allOf").begin_array();
  for (const Family& family : families) {
    json.begin_object().key("if").begin_object().key("required").begin_array().string("type").end_array();
    json.key("properties").begin_object().key("type").begin_object().key("const").string(family.type);
    json.end_object().end_object().end_object();
    json.key("then").begin_object().key("$ref").string("#/definitions/" + std::string(family.type));
    json.end_object().end_object();
  }
  json.end_array().end_object();
}

void write_devices(JsonWriter& json) {
  json.begin_object().key("description").string(words_for_key("", "devices"));
  json.key("type").begin_array().string("object").string("null").end_array();
  json.key("propertyNames").begin_object().key("pattern").string("^[^+#/$% ]+$");
  json.key("maxLength").integer(max_topic_word).end_object();
  json.key("additionalProperties").begin_object().key("$ref").string("#/definitions/device").end_object().end_object();
}

}  // namespace

std::string render_schema(std::span<const Family> families) {
  const Survey survey = survey_inventory(sample(families), families);
  const Survey& devices = config::find_question(survey, "devices")->inside;
  JsonWriter json;
  json.begin_object().key("$schema").string("http://json-schema.org/draft-07/schema#");
  json.key("title").string("presad.yaml, the inventory of presad").key("type").string("object");
  json.key("properties").begin_object();
  for (const Question& each : survey) {
    json.key(each.key);
    if (each.kind == Kind::names) {
      write_devices(json);
    } else {
      write_question(json, each, "");
    }
  }
  json.end_object().key("additionalProperties").boolean(false).key("definitions").begin_object();
  write_device(json, families);
  for (const Family& family : families) write_family(json, family, devices);
  json.end_object().end_object();
  return indented_json(json.text()) + '\n';
}

}  // namespace presad
