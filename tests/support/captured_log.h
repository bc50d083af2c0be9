// What the program says on standard error while this lives.

#pragma once

#include <string>

#include "support/test_process.h"

namespace presad::testing {

class CapturedLog {
 public:
  CapturedLog();
  ~CapturedLog();
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;

  std::string text() const { return read_text_file(directory_.file("stderr")); }
  bool contains(const std::string& words) const { return text().find(words) != std::string::npos; }

 private:
  TemporaryDirectory directory_;
  int before_ = -1;
};

}  // namespace presad::testing
