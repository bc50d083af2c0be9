// The folder that the memory is kept in: made if it is not there, and one presad's alone.
//
// Two presads in one folder would overwrite each other's facts, and each would take the other's plugs for lost.
// Facts: flock(2). The kernel lets go of the lock with the process, however that ends.

#pragma once

#include <string>

#include "base/descriptor.h"
#include "base/result.h"

namespace presad::store {

class StateFolder {
 public:
  /// Nobody's folder.
  StateFolder() = default;

  /// Makes the last part of `path` if it is missing, for this account alone. `busy`: another presad has it. A folder
  /// that cannot be made, opened or locked is no failure here: whoever opens a file in it says so.
  static Result<StateFolder> take(const std::string& path);

 private:
  Descriptor folder_;
};

}  // namespace presad::store
