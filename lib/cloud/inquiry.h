// What is asked of the vendor's cloud, one question after the other, until the devices are known. Pure: an automaton;
// whoever owns it asks what it says and hands back what came.
//
//   token ─► owner ─► of_user ─┐                    with a device_id: whose is it, and what else has that person
//        └─► associated ───────┴─► details ─► hardware ─► found
//            (page by page)        (page by page, of every owner)
//
// A token that is not taken any more is renewed, once for each question. `details` and `hardware` (the gateway of a
// sub-device, the hardware's address) may be refused without harm; a remark tells.
// Sources: device_list.h; developer.tuya.com/cn/docs/wisdombussiness/authorization-management?id=Kage5lhwplq2i (a
// refresh token serves once; both tokens are new afterwards); jasonacox/tinytuya at 728779d, Cloud.py (the same order).

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "cloud/answer.h"
#include "cloud/device_list.h"
#include "cloud/request.h"

namespace presad::cloud {

/// The end of an inquiry.
struct Found {
  std::vector<Device> devices;
  std::vector<std::string> remarks;  ///< what could not be had, a sentence each; printable
};

class Inquiry {
 public:
  using Step = Result<std::variant<Ask, Found>>;

  /// Questions of one inquiry, all together; more is `malformed`: the server sends in circles.
  static constexpr std::size_t max_questions = 400;

  /// `device_id`: any device of the account, or empty: of all accounts that are linked to the project.
  explicit Inquiry(std::string device_id) : device_id_(std::move(device_id)) {}

  /// The first question. Errors: `bad_config`: the device_id cannot be one.
  Step start();

  /// What came in answer. Errors: `refused`, with the server's code, its words, the likely cause and the cure;
  /// `malformed`: no answer that can be used. After an error there is no more to ask.
  Step on_answer(int http_status, std::string_view body, WallTime now);

  /// "page 2 of the devices": for telling a person who waits.
  std::string asking() const;

 private:
  enum class State : std::uint8_t { owner, of_user, associated, details, hardware };
  enum class Awaiting : std::uint8_t { token, renewed_token, answer };

  Step ask_token();
  Step renew_token();
  Step ask();
  Step ask(std::string path, std::vector<std::pair<std::string, std::string>> query);
  Step ask_details();
  Step ask_hardware();
  Step take_token(const Json& result);
  Step take_owner(const Json& result);
  Step take_of_user(const Json& result);
  Step take_page(const Json& result, std::string_view list_key);
  Step take_hardware(const Json& result);
  Step after_page();
  Step go_on_without(const std::string& why);
  Step finish();
  Error refusal(const Answer& answer, WallTime now) const;
  bool may_be_refused() const noexcept { return state_ == State::details || state_ == State::hardware; }

  std::string device_id_;
  State state_ = State::associated;
  Awaiting awaiting_ = Awaiting::token;
  SecretText access_token_;
  SecretText refresh_token_;
  bool renewed_ = false;  ///< for the question that is open
  std::size_t questions_ = 0;
  DeviceList list_;
  std::vector<std::string> owners_;
  std::size_t owner_ = 0;  ///< of owners_: whose details are asked for
  std::string page_;       ///< of the listing under way; empty: the first
  std::size_t page_number_ = 1;
  std::size_t hardware_ = 0;     ///< of the devices: how many were asked for
  std::string details_refusal_;  ///< why there are none; empty: there are
  std::vector<std::string> remarks_;
};

}  // namespace presad::cloud
