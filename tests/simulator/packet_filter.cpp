#include "simulator/packet_filter.h"

#include <linux/filter.h>
#include <sys/socket.h>

namespace presad::simulator {

bool drop_all_packets(int descriptor) noexcept {
  sock_filter keep_no_byte = BPF_STMT(BPF_RET | BPF_K, 0);
  const sock_fprog program = {1, &keep_no_byte};
  return ::setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

void pass_all_packets(int descriptor) noexcept {
  const int unused = 0;
  ::setsockopt(descriptor, SOL_SOCKET, SO_DETACH_FILTER, &unused, sizeof unused);
}

}  // namespace presad::simulator
