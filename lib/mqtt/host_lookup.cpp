#include "mqtt/host_lookup.h"

#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "base/text.h"
#include "loop/inbox.h"

namespace presad::mqtt {

namespace {

/// More than a house gives one machine; a name server may tell any number.
constexpr std::size_t most_addresses = 16;

}  // namespace

bool is_resolved_at_once(const std::string& host) {
  return host == "localhost" || host.find(':') != std::string::npos ||
         host.find_first_not_of("0123456789.") == std::string::npos;
}

HostAnswer look_up_host(std::string host) {
  HostAnswer answer;
  answer.host = std::move(host);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* list = nullptr;
  const int code = ::getaddrinfo(answer.host.c_str(), nullptr, &hints, &list);
  if (code != 0) {
    answer.problem = ::gai_strerror(code);
    return answer;
  }
  for (const addrinfo* entry = list; entry != nullptr && answer.addresses.size() < most_addresses;
       entry = entry->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (::getnameinfo(entry->ai_addr, entry->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0) {
      answer.addresses.emplace_back(text.data());
    }
  }
  ::freeaddrinfo(list);
  return answer;
}

HostJudgement judge_host(const HostAnswer& answer, const LocalNetwork& network) {
  HostJudgement judgement;
  std::string refused;
  for (const std::string& address : answer.addresses) {
    if (network.classify(address) == AddressKind::local) {
      judgement.addresses.push_back(address);
    } else {
      refused += (refused.empty() ? "" : ", ") + printable(address);
    }
  }
  if (!judgement.addresses.empty()) return judgement;
  const std::string name = '"' + printable(answer.host) + '"';
  if (refused.empty()) {
    judgement.failure = {ConnectFailure::Kind::name, "no address for the name " + name + " (" + answer.problem +
                                                         "); check mqtt.url, or write the broker's address there"};
  } else {
    judgement.failure = {ConnectFailure::Kind::name,
                         name + " is " + refused +
                             ", not on the local network; presad speaks to no other: check mqtt.url, or, if it is one "
                             "of yours, see allow_addresses"};
  }
  return judgement;
}

/// Between the thread that asks and the loop: what comes when nobody listens any more is dropped.
struct HostLookup::Desk {
  Desk(loop::EventLoop& loop, Delegate<void(HostAnswer&)> on_answer) : inbox(std::in_place, loop, 1, on_answer) {}

  void put(HostAnswer answer) {
    const std::scoped_lock lock(mutex);
    if (inbox) inbox->put_always(std::move(answer));
  }

  std::mutex mutex;
  std::optional<loop::Inbox<HostAnswer>> inbox;  ///< empty: its owner is gone
};

HostLookup::HostLookup(loop::EventLoop& loop, Delegate<void(HostAnswer&)> on_answer)
    : desk_(std::make_shared<Desk>(loop, on_answer)) {}

HostLookup::~HostLookup() {
  const std::scoped_lock lock(desk_->mutex);
  desk_->inbox.reset();
}

void HostLookup::ask(const std::string& host) {
  try {
    std::thread([desk = desk_, host] { desk->put(look_up_host(host)); }).detach();
  } catch (const std::system_error& error) {
    desk_->put({host, {}, error.what()});
  }
}

}  // namespace presad::mqtt
