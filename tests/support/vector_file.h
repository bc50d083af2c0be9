// The vectors of tests/vectors, as tests read them: hex in, meaning out. tests/vectors/README.md tells the members.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/json.h"

namespace presad::test {

/// One entry. A member that is missing or of another type than asked for throws: the vector is at fault, and
/// the test says which.
class Vector {
 public:
  Vector(std::string file, Json json) : file_(std::move(file)), json_(std::move(json)) {}

  const std::string& file() const noexcept { return file_; }  ///< "v33.json"
  std::string name() const { return text("name"); }
  std::string kind() const { return text("kind"); }

  bool has(std::string_view key) const noexcept;  ///< there and not null
  const Json& at(std::string_view key) const;
  std::string text(std::string_view key) const;
  std::int64_t number(std::string_view key) const;
  bool boolean(std::string_view key) const;
  Bytes bytes(std::string_view key) const;  ///< of hex digits
  std::vector<std::string> texts(std::string_view key) const;

 private:
  std::string file_;
  Json json_;
};

/// tests/vectors of this repository.
std::filesystem::path own_vectors();

/// The folder that the environment variable PRESAD_VECTORS names, else own_vectors().
std::filesystem::path chosen_vectors();

/// All entries of all *.json there, by file name. Throws when there is none, or a file is no list of entries.
std::vector<Vector> load_vectors(const std::filesystem::path& folder);

/// One of this repository's own.
Vector own_vector(std::string_view file, std::string_view name);

}  // namespace presad::test
