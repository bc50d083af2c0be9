// Looking things up among datapoints. Pure; for this folder's automata.

#pragma once

#include <algorithm>

#include "device/state.h"

namespace presad::tuya {

/// nullptr when there is none.
inline const Datapoint* find(const Datapoints& datapoints, std::uint8_t id) noexcept {
  const auto found =
      std::find_if(datapoints.begin(), datapoints.end(), [id](const Datapoint& each) { return each.id == id; });
  return found == datapoints.end() ? nullptr : &*found;
}

/// nullptr as well when it is of another type.
template <class T>
const T* find_as(const Datapoints& datapoints, std::uint8_t id) noexcept {
  const Datapoint* const datapoint = find(datapoints, id);
  return datapoint == nullptr ? nullptr : std::get_if<T>(&datapoint->value);
}

/// Puts `datapoint` in its place, in that of an earlier value of it.
inline void put(Datapoints& datapoints, const Datapoint& datapoint) {
  const auto at = std::lower_bound(datapoints.begin(), datapoints.end(), datapoint.id,
                                   [](const Datapoint& each, std::uint8_t id) { return each.id < id; });
  if (at != datapoints.end() && at->id == datapoint.id) {
    *at = datapoint;
  } else {
    datapoints.insert(at, datapoint);
  }
}

}  // namespace presad::tuya
