#include "tasmota/fallback_topic.h"

#include <algorithm>

#include "tasmota/topic_filter.h"

namespace presad::tasmota {

namespace {

constexpr std::string_view client_start = "DVES_";
constexpr std::string_view command_start = "cmnd/DVES_";
constexpr std::string_view client_end = "_fb/";
constexpr std::size_t id_digits = 6;

}  // namespace

std::string client_name(std::string_view hardware_id) {
  std::string name(client_start);
  name += hardware_id.substr(hardware_id.size() - std::min(hardware_id.size(), id_digits));
  return name;
}

std::string fallback_topic(Prefix prefix, std::string_view hardware_id, std::string_view last_level) {
  std::string topic(text(prefix));
  topic += '/';
  topic += client_name(hardware_id);
  topic += client_end;
  topic += last_level;
  return topic;
}

std::optional<ParsedFallback> parse_fallback(std::string_view topic) noexcept {
  const std::size_t client_size = client_start.size() + id_digits;
  if (!topic.starts_with(command_start)) return std::nullopt;
  topic.remove_prefix(command_start.size() - client_start.size());
  if (topic.size() < client_size || !topic.substr(client_size).starts_with(client_end)) return std::nullopt;
  const std::string_view client = topic.substr(0, client_size);
  const std::string_view digits = client.substr(client_start.size());
  if (digits.find_first_not_of("0123456789ABCDEF") != std::string_view::npos) return std::nullopt;
  return ParsedFallback{client, topic.substr(topic.rfind('/') + 1)};
}

std::vector<std::string> house_filters(const FullTopic& full_topic, std::span<const std::string> hardware_ids) {
  const std::string own = full_topic.command_filter();
  const std::string every_fallback = "cmnd/+/#";
  if (covers(own, every_fallback)) return {own};
  if (covers(every_fallback, own)) return {every_fallback};
  if (!overlap(own, every_fallback)) return {own, every_fallback};

  std::vector<std::string> filters = {own};
  for (const std::string& hardware_id : hardware_ids) {
    std::string filter = fallback_topic(Prefix::cmnd, hardware_id, "#");
    const auto clashes = [&](const std::string& other) { return overlap(other, filter); };
    if (std::none_of(filters.begin(), filters.end(), clashes)) filters.push_back(std::move(filter));
  }
  return filters;
}

}  // namespace presad::tasmota
