// What went to the store and to the broker, in the order in which it did.

#pragma once

#include <string>
#include <utility>

#include "house_of_plugs.h"

namespace presad::testing {

class Journal {
 public:
  explicit Journal(HouseOfPlugs& house) : house_(house) {
    house_.store->on_put = [this](std::string_view name, std::string_view value) {
      take_said();
      lines_.push_back("store " + std::string(name) + " " + std::string(value));
    };
  }
  ~Journal() { house_.store->on_put = nullptr; }
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Since the last call: "store power.1 ON", "stat/plug/POWER ON".
  Lines take() {
    take_said();
    return std::exchange(lines_, {});
  }

 private:
  void take_said() {
    for (std::string& line : house_.said()) lines_.push_back(std::move(line));
  }

  HouseOfPlugs& house_;
  Lines lines_;
};

}  // namespace presad::testing
