#include "cloud/trouble.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace presad::cloud {

namespace {

struct Cause {
  std::int64_t code;
  std::string_view text;
};

constexpr std::string_view secret =
    "The Access Secret does not belong to the Access ID, or a character of it is missing: copy both anew from the "
    "cloud "
    "project's overview page.";
constexpr std::string_view id =
    "No project with this Access ID is known here: copy it anew from the cloud project's overview page, and see that "
    "the "
    "region is the project's data center.";
constexpr std::string_view link =
    "The project may not see this device or account: link the phone app's account to it (Devices > Link App Account), "
    "and "
    "see that the device_id and the region are those of that account.";
constexpr std::string_view region =
    "The account is not served by this data center: choose the region that the cloud project and the phone app's "
    "account "
    "belong to.";
constexpr std::string_view service =
    "The project may not use this service: on the developer platform open Cloud > Cloud Services, subscribe to IoT "
    "Core and "
    "Authorization Token Management, and authorize the project there. It can take a while until that holds.";
constexpr std::string_view trial =
    "The trial of the cloud service has run out: on the developer platform open Cloud > Cloud Services > IoT Core > "
    "View "
    "Details, and choose Extend Trial Period. It can take a day until that holds. Keys that you have already stay "
    "right "
    "until a plug is paired again; presad itself needs no cloud.";
constexpr std::string_view quota =
    "The trial's number of requests is used up: it begins anew with the next month, or with an extended trial (Cloud > "
    "Cloud Services > IoT Core). Keys that you have already stay right.";
constexpr std::string_view later = "The cloud is busy or takes no more requests for now: try again in some minutes.";

constexpr std::array<Cause, 20> causes = {{
    {500, later},
    {1001, secret},
    {1004, secret},
    {1005, id},
    {1008, id},
    {1106, link},
    {1110, later},
    {1111, later},
    {1112, later},
    {1199, later},
    {2007, region},
    {2009, link},
    {2010, link},
    {28841001, service},
    {28841002, trial},
    {28841004, quota},
    {28841101, service},
    {28841105, service},
    {28841106, service},
    {28841107,
     "This data center is not enabled for the project: choose the region that is, or enable it "
     "on the developer platform (the project's overview page, Edit)."},
}};

std::string render_clock(std::optional<Duration> off) {
  std::string text = "This computer's clock and the server's differ too much";
  if (off) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(*off).count();
    const auto span = std::max(seconds, -seconds);
    text = "This computer's clock is ";
    text += span < 600 ? std::to_string(span) + " s" : std::to_string(span / 60) + " min";
    text += seconds < 0 ? " behind the server's" : " ahead of the server's";
  }
  return text + ": set it (timedatectl shows whether it is synchronized).";
}

}  // namespace

bool is_token_trouble(std::int64_t code) noexcept {
  return code == 1010 || code == 1011 || code == 1012 || code == 1400;
}

std::string explain(std::int64_t code, std::optional<Duration> clock_off) {
  if (code == 1013) return render_clock(clock_off);
  if (is_token_trouble(code)) return "A token that it has just given is not taken: try again in some minutes.";
  const auto* const found =
      std::find_if(causes.begin(), causes.end(), [&](const Cause& one) { return one.code == code; });
  return found == causes.end() ? std::string() : std::string(found->text);
}

}  // namespace presad::cloud
