#include "cloud/inquiry.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "cloud/trouble.h"

namespace presad::cloud {

namespace {

constexpr std::size_t longest_token = 512;
constexpr std::size_t longest_id = 64;
constexpr std::size_t longest_page_mark = 1024;
constexpr std::size_t hardware_at_once = 20;  // cloud/4dafcb9bd5: "up to 20 device IDs"
constexpr const char* page_size = "50";

Error unusable(const std::string& what) { return {ErrorKind::malformed, "its answer cannot be used: " + what}; }

bool says_more(const Json& result) {
  const Json* const more = result.find("has_more");
  return more != nullptr && more->boolean() != nullptr && *more->boolean();
}

std::optional<Duration> clock_off(std::optional<std::int64_t> server_ms, WallTime now) {
  constexpr std::int64_t year_2100 = 4'102'444'800'000;
  if (!server_ms || *server_ms < 0 || *server_ms > year_2100) return std::nullopt;
  return now - WallTime(std::chrono::milliseconds(*server_ms));
}

}  // namespace

Inquiry::Step Inquiry::start() {
  if (!device_id_.empty() && !is_word(device_id_, longest_id)) {
    return fail(ErrorKind::bad_config, "\"" + printable(device_id_) + "\" is no device_id: letters and digits");
  }
  state_ = device_id_.empty() ? State::associated : State::owner;
  return ask_token();
}

std::string Inquiry::asking() const {
  if (awaiting_ != Awaiting::answer) return "a token";
  switch (state_) {
    case State::owner:
      return "the account of device " + device_id_;
    case State::of_user:
      return "the account's devices";
    case State::associated:
      return "the devices, page " + std::to_string(page_number_);
    case State::details:
      return "the devices' details, page " + std::to_string(page_number_);
    case State::hardware:
      return "the hardware's addresses";
  }
  return {};
}

Inquiry::Step Inquiry::on_answer(int http_status, std::string_view body, WallTime now) {
  const Result<Answer> answer = read_answer(http_status, body);
  const bool of_a_token = awaiting_ != Awaiting::answer;
  if (!answer) return of_a_token || !may_be_refused() ? Step(answer.error()) : go_on_without(answer.error().what);
  if (!answer->success) {
    if (awaiting_ == Awaiting::renewed_token) return ask_token();  // with the project's credentials instead
    if (!of_a_token && is_token_trouble(answer->code) && !renewed_) return renew_token();
    const Error why = refusal(*answer, now);
    return of_a_token || !may_be_refused() ? Step(why) : go_on_without(why.what);
  }
  if (of_a_token) return take_token(answer->result);
  renewed_ = false;
  switch (state_) {
    case State::owner:
      return take_owner(answer->result);
    case State::of_user:
      return take_of_user(answer->result);
    case State::associated:
      return take_page(answer->result, "devices");
    case State::details:
      return take_page(answer->result, "list");
    case State::hardware:
      return take_hardware(answer->result);
  }
  return unusable("nothing was asked");
}

Inquiry::Step Inquiry::ask_token() {
  awaiting_ = Awaiting::token;
  access_token_ = SecretText();
  return ask("/v1.0/token", {{"grant_type", "1"}});
}

Inquiry::Step Inquiry::renew_token() {
  renewed_ = true;
  if (refresh_token_.empty()) return ask_token();
  awaiting_ = Awaiting::renewed_token;
  access_token_ = SecretText();
  const SecretText once = std::exchange(refresh_token_, SecretText());
  return ask("/v1.0/token/" + once.reveal(), {});
}

Inquiry::Step Inquiry::ask() {
  awaiting_ = Awaiting::answer;
  switch (state_) {
    case State::owner:
      return ask("/v1.0/devices/" + device_id_, {});
    case State::of_user:
      return ask("/v1.0/users/" + owners_.front() + "/devices", {});
    case State::associated: {
      std::vector<std::pair<std::string, std::string>> query{{"size", page_size}};
      if (!page_.empty()) query.emplace_back("last_row_key", page_);
      return ask("/v1.0/iot-01/associated-users/devices", std::move(query));
    }
    case State::details:
      return ask_details();
    case State::hardware:
      return ask_hardware();
  }
  return finish();
}

Inquiry::Step Inquiry::ask(std::string path, std::vector<std::pair<std::string, std::string>> query) {
  if (++questions_ > max_questions) return unusable("it goes on and on");
  return std::variant<Ask, Found>(Ask{std::move(path), std::move(query), access_token_});
}

Inquiry::Step Inquiry::ask_details() {
  std::vector<std::pair<std::string, std::string>> query{
      {"page_size", page_size}, {"source_type", "tuyaUser"}, {"source_id", owners_[owner_]}};
  if (!page_.empty()) query.emplace_back("last_row_key", page_);
  return ask("/v1.3/iot-03/devices", std::move(query));
}

Inquiry::Step Inquiry::ask_hardware() {
  std::string ids;
  const std::size_t end = std::min(hardware_ + hardware_at_once, list_.devices().size());
  for (std::size_t i = hardware_; i < end; ++i) ids += (ids.empty() ? "" : ",") + list_.devices()[i].id;
  return ask("/v1.0/devices/factory-infos", {{"device_ids", ids}});
}

Inquiry::Step Inquiry::take_token(const Json& result) {
  const std::string access = text_of(result, "access_token", longest_token);
  const std::string refresh = text_of(result, "refresh_token", longest_token);
  if (!is_word(access, longest_token)) return unusable("it holds no token");
  access_token_ = SecretText(access);
  refresh_token_ = SecretText(is_word(refresh, longest_token) ? refresh : std::string());
  return ask();
}

Inquiry::Step Inquiry::take_owner(const Json& result) {
  const std::string owner = text_of(result, "uid", longest_id);
  if (!is_word(owner, longest_id)) return unusable("it does not tell whose device " + device_id_ + " is");
  owners_ = {owner};
  state_ = State::of_user;
  return ask();
}

Inquiry::Step Inquiry::take_of_user(const Json& result) {
  if (result.array() == nullptr) return unusable("it holds no list of devices");
  list_.add(*result.array());
  state_ = State::details;
  return ask();
}

/// A page of `associated` or of `details`.
Inquiry::Step Inquiry::take_page(const Json& result, std::string_view list_key) {
  const Json* const list = result.find(list_key);
  if (list == nullptr || list->array() == nullptr) {
    const Error why = unusable("it holds no list of devices");
    return may_be_refused() ? go_on_without(why.what) : Step(why);
  }
  list_.add(*list->array());
  if (!says_more(result)) return after_page();
  std::string next = text_of(result, "last_row_key", longest_page_mark);
  if (next.empty() || next == page_) {
    const Error why = unusable("its pages lead nowhere");
    return may_be_refused() ? go_on_without(why.what) : Step(why);
  }
  page_ = std::move(next);
  ++page_number_;
  return ask();
}

Inquiry::Step Inquiry::after_page() {
  page_.clear();
  page_number_ = 1;
  if (state_ == State::associated) {
    owners_ = list_.owners();
    owner_ = 0;
    state_ = State::details;
  } else {
    ++owner_;
  }
  if (owner_ < owners_.size()) return ask();
  state_ = State::hardware;
  return list_.devices().empty() ? finish() : ask();
}

Inquiry::Step Inquiry::take_hardware(const Json& result) {
  if (result.array() == nullptr) return go_on_without("its answer cannot be used: it holds no list");
  list_.add_hardware(*result.array());
  hardware_ += hardware_at_once;
  return hardware_ < list_.devices().size() ? ask() : finish();
}

/// Of a question whose answer is welcome and not needed.
Inquiry::Step Inquiry::go_on_without(const std::string& why) {
  renewed_ = false;
  if (state_ == State::hardware) {
    remarks_.push_back("The hardware's addresses (mac) could not be had: " + why);
    return finish();
  }
  details_refusal_ = why;
  owner_ = owners_.size();  // the next would be refused as well
  return after_page();
}

Inquiry::Step Inquiry::finish() {
  const std::vector<Device>& devices = list_.devices();
  const bool gaps = std::any_of(devices.begin(), devices.end(), [](const Device& one) {
    return one.local_key.empty() || (one.sub && (one.gateway_id.empty() || one.node_id.empty()));
  });
  if (gaps && !details_refusal_.empty()) {
    remarks_.push_back("Keys or gateways that are missing could not be asked for: " + details_refusal_);
  }
  if (list_.unreadable() != 0) {
    remarks_.push_back(std::to_string(list_.unreadable()) + " entries without a usable id were left out.");
  }
  if (list_.too_many() != 0) {
    remarks_.push_back("Only the first " + std::to_string(DeviceList::max_devices) + " devices were taken.");
  }
  return std::variant<Ask, Found>(Found{devices, remarks_});
}

Error Inquiry::refusal(const Answer& answer, WallTime now) const {
  std::string what = "it refuses " + asking() + ": " + std::to_string(answer.code);
  const bool tells_token = !access_token_.empty() && answer.message.find(access_token_.reveal()) != std::string::npos;
  if (!answer.message.empty() && !tells_token) what += " \"" + printable(answer.message, 200) + '"';
  const std::string cause = explain(answer.code, clock_off(answer.time_ms, now));
  return {ErrorKind::refused, what + (cause.empty() ? "" : ".\n" + cause)};
}

}  // namespace presad::cloud
