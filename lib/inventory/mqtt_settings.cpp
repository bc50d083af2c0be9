#include "inventory/mqtt_settings.h"

#include "inventory/broker_url.h"
#include "inventory/topic_words.h"

namespace presad {

namespace {

void read_url(config::Reader& reader, const LocalNetwork& network, mqtt::BrokerSettings& broker) {
  const auto text = reader.text("url", 1, 512);
  if (!text) return;
  const auto url = parse_broker_url(*text);
  if (!url) {
    if (text->find('@') != std::string::npos) reader.hide("url");
    return reader.error("url", url.error().what, "mqtt://localhost:1883");
  }
  if (network.classify(url->host) == AddressKind::elsewhere) {
    return reader.error("url", reader.shown("url") + " is not on the local network",
                        "presad speaks to no other; if it is one of yours, see allow_addresses");
  }
  broker.tls = url->tls;
  broker.host = url->host;
  broker.port = url->port;
}

/// The path with `folder` in front when it is a relative one; empty when there is none.
std::string read_file_name(config::Reader& reader, std::string_view key, const std::string& folder, bool tls) {
  const auto written = reader.text(key, 1, 4096);
  if (!written) return {};
  if (!tls) {
    reader.warning(key, '"' + std::string(key) + "\" is used with mqtts:// only");
    return {};
  }
  const std::string path = written->starts_with('/') ? *written : folder + '/' + *written;
  if (const auto problem = why_unreadable(path)) {
    reader.error(key, "cannot read " + reader.shown(key) + (path == *written ? "" : " in " + folder) + ": " + *problem);
  }
  return path;
}

void read_certificates(config::Reader& reader, const std::string& folder, mqtt::BrokerSettings& broker) {
  broker.ca_file = read_file_name(reader, "ca_file", folder, broker.tls);
  broker.cert_file = read_file_name(reader, "cert_file", folder, broker.tls);
  broker.key_file = read_file_name(reader, "key_file", folder, broker.tls);
  if (reader.has("cert_file") && !reader.has("key_file")) {
    reader.error("cert_file", "\"cert_file\" needs \"key_file\"");
  } else if (reader.has("key_file") && !reader.has("cert_file")) {
    reader.error("key_file", "\"key_file\" needs \"cert_file\"");
  }
}

void read_credentials(config::Reader& reader, mqtt::BrokerSettings& broker) {
  broker.username = reader.text("username", 1, 256).value_or("");
  broker.password = reader.secret("password", 0, 1024).value_or(SecretText());
  // MQTT 3.1.1 has no password without a user name.
  if (reader.has("password") && !reader.has("username")) {
    reader.error("password", "\"password\" needs \"username\"", "username: presad");
  }
}

void read_topics(config::Reader& reader, Settings& settings) {
  if (const auto text = reader.text("full_topic", 1, 128)) {
    const auto full_topic = parse_full_topic(*text);
    if (full_topic) {
      settings.full_topic = *full_topic;
    } else {
      reader.error("full_topic", full_topic.error().what, "\"%prefix%/%topic%/\"");
    }
  }
  if (const auto text = reader.text("group_topic")) {
    const auto word = check_topic_word(*text, "group_topic");
    if (word) {
      settings.group_topic = *word;
    } else {
      reader.error("group_topic", word.error().what);
    }
  }
}

unsigned read_tele_period(config::Reader& reader, unsigned otherwise) {
  const auto period = reader.integer("tele_period", 0, 3600);
  const bool fits = reader.never_or_at_least("tele_period", static_cast<double>(period.value_or(0)), 10, 3600);
  return fits ? static_cast<unsigned>(period.value_or(otherwise)) : otherwise;
}

}  // namespace

void read_mqtt_settings(config::Reader reader, const std::string& folder, Settings& settings) {
  read_url(reader, settings.network, settings.broker);
  read_certificates(reader, folder, settings.broker);
  read_credentials(reader, settings.broker);
  read_topics(reader, settings);
  settings.tele_period = read_tele_period(reader, settings.tele_period);
  reader.no_more_keys();
}

}  // namespace presad
