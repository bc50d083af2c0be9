// Whom presad answers for, on disk: what is left of a presad that was killed, for the service's post-stop step
// (farewell.h). Blocking, a few milliseconds; not synced: the note is for a process that died, not for a power cut.

#pragma once

#include <string>
#include <vector>

namespace presad {

class AnsweredNote {
 public:
  /// `folder`: the state folder.
  explicit AnsweredNote(const std::string& folder) : path_(folder + "/answered") {}

  /// `lwt_topics`: the presence topics in full. Replaces the note whole; nothing happens when it says so already.
  void write(const std::vector<std::string>& lwt_topics);

  /// Nobody is answered for any more.
  void remove();

  /// As the last run left it; empty when there is none.
  std::vector<std::string> read() const;

 private:
  const std::string path_;
  std::string written_;
};

}  // namespace presad
