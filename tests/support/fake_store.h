// A Store in memory that counts what it was given.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "store/store.h"

namespace presad::testing {

class FakeStore final : public store::Store {
 public:
  const Facts& facts(std::string_view topic) const override {
    const auto found = known.find(topic);
    return found == known.end() ? none_ : found->second;
  }
  std::vector<std::string> topics() const override {
    std::vector<std::string> topics;
    for (const auto& [topic, facts] : known) topics.push_back(topic);
    return topics;
  }
  void put(std::string_view topic, std::string_view name, std::string_view value) override {
    std::string& held = known[std::string(topic)][std::string(name)];
    if (held == value) return;
    held = value;
    ++written[std::string(name)];
    if (on_put) on_put(name, value);
  }
  void erase(std::string_view topic, std::string_view name) override {
    known[std::string(topic)].erase(std::string(name));
  }
  void forget(std::string_view topic) override { known.erase(std::string(topic)); }

  std::map<std::string, Facts, std::less<>> known;                            ///< topic -> facts
  std::map<std::string, unsigned> written;                                    ///< changes, by the fact's name
  std::function<void(std::string_view name, std::string_view value)> on_put;  ///< hears of each change

 private:
  Facts none_;
};

}  // namespace presad::testing
