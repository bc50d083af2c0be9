// A device's conversation -> vectors as tests/vectors has them, under another key and with other ids. Pure.
//
// Nothing of the true frames is kept: each is opened with the true key, its payload gets substitutes, and it is
// enciphered and signed anew under `substitute_key`; nonces and IVs are new, for they were drawn or counted by the
// device itself. A frame that cannot be opened, or that would still tell a secret, is left out, and the transcript
// says so. Source of the form: tests/vectors/README.md.

#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/random.h"
#include "families/tuya/message.h"
#include "families/tuya/version.h"

namespace presad::cli {

/// Sixteen bytes, and obviously nobody's.
inline constexpr std::string_view substitute_key = "presa-substitute";

/// What came in one piece, or left in one.
struct Piece {
  tuya::Role writer = tuya::Role::client;
  Bytes bytes;
};

struct RecordedConnection {
  tuya::Version version = tuya::Version::v3_3;
  std::vector<Piece> pieces;  ///< in their order
};

struct Recording {
  std::string device_id;
  tuya::Key local_key;
  std::vector<std::string> addresses;  ///< the device's, and ours
  std::vector<RecordedConnection> connections;
};

/// A frame, or bytes that are none, of which the file has nothing.
struct LeftOut {
  std::size_t connection = 0;  ///< from 1 on
  std::string why;             ///< its place among the frames, who wrote it, and the reason; nothing of what it says
};

struct Vectors {
  std::string json;  ///< the file; empty: it would have told a secret after all, which is a mistake of presa
  std::size_t frames = 0;
  std::vector<LeftOut> left_out;
};

Vectors make_vectors(const Recording& recording, std::string_view produced_by, RandomSource& random);

}  // namespace presad::cli
