// Whom presad answers for: what is left of a presad that was killed, for the service's post-stop step (farewell.h).
//
// Written on the loop's thread, so it lies where writing waits for no disk: systemd's RuntimeDirectory= is in memory
// (a tmpfs), and is taken away after the post-stop step, not before (systemd.exec(5); service_enter_dead() in systemd's
// service.c). Nothing is lost with it: the next presad says itself who is there.

#pragma once

#include <string>
#include <vector>

namespace presad {

class AnsweredNote {
 public:
  /// `folder`: options.h, runtime_folder().
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
