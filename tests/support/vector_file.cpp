// See vector_file.h.

#include "support/vector_file.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "base/text.h"

namespace presad::test {
namespace {

constexpr JsonLimits generous{.depth = 16, .values = 1'000'000};

std::vector<Vector> load_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const auto json = parse_json(text, generous);
  if (!json) throw std::runtime_error(path.string() + ": " + json.error().what);
  if (json->array() == nullptr) throw std::runtime_error(path.string() + ": no list");
  std::vector<Vector> vectors;
  for (const Json& entry : *json->array()) vectors.emplace_back(path.filename().string(), entry);
  return vectors;
}

template <class T>
const T& required(const T* value, const Vector& vector, std::string_view key) {
  if (value == nullptr)
    throw std::runtime_error(vector.file() + ": member " + std::string(key) + " is not as expected");
  return *value;
}

}  // namespace

bool Vector::has(std::string_view key) const noexcept {
  const Json* member = json_.find(key);
  return member != nullptr && !member->is_null();
}

const Json& Vector::at(std::string_view key) const { return required(json_.find(key), *this, key); }
std::string Vector::text(std::string_view key) const { return required(at(key).string(), *this, key); }
std::int64_t Vector::number(std::string_view key) const { return required(at(key).integer(), *this, key); }
bool Vector::boolean(std::string_view key) const { return required(at(key).boolean(), *this, key); }

Bytes Vector::bytes(std::string_view key) const {
  const auto bytes = from_hex(text(key));
  return required(bytes ? &*bytes : nullptr, *this, key);
}

std::vector<std::string> Vector::texts(std::string_view key) const {
  std::vector<std::string> texts;
  for (const Json& text : required(at(key).array(), *this, key)) texts.push_back(required(text.string(), *this, key));
  return texts;
}

std::filesystem::path own_vectors() { return std::filesystem::path(PRESAD_SOURCE_DIR) / "tests" / "vectors"; }

std::filesystem::path chosen_vectors() {
  const char* named = std::getenv("PRESAD_VECTORS");
  return named != nullptr && *named != '\0' ? std::filesystem::path(named) : own_vectors();
}

std::vector<Vector> load_vectors(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Vector> vectors;
  for (const auto& path : paths) {
    auto more = load_file(path);
    vectors.insert(vectors.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  if (vectors.empty()) throw std::runtime_error(folder.string() + " holds no vectors");
  return vectors;
}

Vector own_vector(std::string_view file, std::string_view name) {
  for (Vector& vector : load_file(own_vectors() / file))
    if (vector.name() == name) return std::move(vector);
  throw std::runtime_error("no vector " + std::string(name) + " in " + std::string(file));
}

}  // namespace presad::test
