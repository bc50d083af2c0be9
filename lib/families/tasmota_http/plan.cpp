#include "families/tasmota_http/plan.h"

#include <utility>

#include "families/tasmota_http/settings.h"
#include "families/tasmota_http/tasmota_http_device.h"

namespace presad::tasmota_http {

namespace {

class Plan final : public DevicePlan {
 public:
  explicit Plan(TasmotaHttpSettings settings) : settings_(std::move(settings)) {}

  const DeviceSettings& common() const noexcept override { return settings_.common; }

  bool same_as(const DevicePlan& other) const override {
    const auto* const plan = dynamic_cast<const Plan*>(&other);
    return plan != nullptr && plan->settings_ == settings_;
  }

  NewDevice create(const Remembered&, FamilyContext& context) const override {
    auto& client = context.services.get<HttpService>(context.loop).client();
    return std::make_unique<TasmotaHttpDevice>(settings_, context.loop, client);
  }

  bool may_speak_for_itself() const noexcept override { return true; }

 private:
  TasmotaHttpSettings settings_;
};

}  // namespace

std::unique_ptr<DevicePlan> read_plan(config::Reader& reader, const std::string& topic) {
  TasmotaHttpSettings settings = read_settings(reader, topic);
  if (settings.relay == Relay::never || reader.diagnostics().has_errors()) return nullptr;
  return std::make_unique<Plan>(std::move(settings));
}

}  // namespace presad::tasmota_http
