#include "simulator/plug_settings.h"

#include "base/bytes.h"

namespace presad::simulator {

Result<tuya::Key> parse_local_key(std::string_view text) {
  if (text.size() != 16) {
    return fail(ErrorKind::bad_config, "a local_key has 16 characters, this one " + std::to_string(text.size()));
  }
  return tuya::Key(as_bytes(text).first<16>());
}

}  // namespace presad::simulator
