#include "control/acceptor.h"

#include <utility>

namespace presad::control {

Acceptor::Acceptor(Descriptor listening) : listening_(std::move(listening)) {
  if (listening_.open()) reserve_ = spare_descriptor();
}

Arrived Acceptor::next() noexcept {
  if (!reserve_.open()) reserve_ = spare_descriptor();
  Accepted accepted = accept_client(listening_);
  if (accepted.client.open()) return {Arrival::welcome, std::move(accepted.client)};
  if (!accepted.no_descriptor) return {};
  reserve_.close();
  accepted = accept_client(listening_);
  if (accepted.client.open()) return {Arrival::to_be_refused, std::move(accepted.client)};
  if (accepted.no_descriptor) return {Arrival::later, {}};
  reserve_ = spare_descriptor();
  return {};
}

}  // namespace presad::control
