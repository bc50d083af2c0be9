// TLS with a private CA, made for the test.

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "contract/broker_worlds.h"
#include "support/captured_log.h"

using namespace presad;
using namespace presad::testing;

namespace {

/// openssl(1) in `directory`; its words are separated by blanks.
void openssl(const TemporaryDirectory& directory, const std::string& words) {
  std::vector<std::string> arguments{"openssl"};
  std::string word;
  for (const char letter : words + ' ') {
    if (letter != ' ') {
      word += letter == '@' ? directory.path() + '/' : std::string(1, letter);
    } else {
      arguments.push_back(std::exchange(word, {}));
    }
  }
  TestProcess run(arguments, directory.file("openssl.log"));
  REQUIRE(run.wait(patience));
}

constexpr const char* new_key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes ";

/// A CA, a certificate for `names`, a client's certificate, and a CA that has nothing to do with them.
struct Certificates {
  explicit Certificates(const std::string& names = "IP:127.0.0.1,DNS:localhost") {
    for (const std::string ca : {"ca", "stranger"}) {
      openssl(directory, std::string("req -x509 -days 2 ") + new_key + "-subj /CN=" + ca + " -keyout @" + ca +
                             ".key -out @" + ca + ".crt");
    }
    write_text_file(directory.file("names"), "subjectAltName=" + names);
    for (const std::string who : {"broker", "client"}) {
      openssl(directory,
              std::string("req ") + new_key + "-subj /CN=" + who + " -keyout @" + who + ".key -out @" + who + ".csr");
      openssl(directory, "x509 -req -days 2 -CA @ca.crt -CAkey @ca.key -CAcreateserial -extfile @names -in @" + who +
                             ".csr -out @" + who + ".crt");
    }
  }

  std::string lines() const {
    return "allow_anonymous true\ncafile " + directory.file("ca.crt") + "\ncertfile " + directory.file("broker.crt") +
           "\nkeyfile " + directory.file("broker.key") + "\n";
  }

  TemporaryDirectory directory;
};

mqtt::BrokerSettings tls_settings(const Mosquitto& mosquitto, const Certificates& certificates) {
  auto settings = test_settings(mosquitto.port());
  settings.tls = true;
  settings.ca_file = certificates.directory.file("ca.crt");
  return settings;
}

/// Starts a PahoBroker and turns the loop until the log says `words`.
bool says(const mqtt::BrokerSettings& settings, const std::string& words) {
  const CapturedLog log;
  loop::EventLoop loop;
  SystemRandom random;
  Told told;
  mqtt::PahoBroker broker(loop, random, settings);
  broker.start(told);
  const bool said = run_until(loop, [&] { return log.contains(words); });
  if (!said) MESSAGE("it said: " << log.text());
  return said;
}

}  // namespace

TEST_CASE("TLS: a broker whose certificate our CA signed is spoken to, by address and by name") {
  const Certificates certificates;
  const Mosquitto mosquitto(certificates.lines());
  auto settings = tls_settings(mosquitto, certificates);
  for (const std::string host : {"127.0.0.1", "localhost"}) {
    settings.host = host;
    loop::EventLoop loop;
    SystemRandom random;
    Told told;
    mqtt::PahoBroker broker(loop, random, settings);
    broker.start(told);
    REQUIRE(run_until(loop, [&] { return told.connected == 1; }));
    broker.publish("stat/plug/POWER", "ON", true);
    broker.stop();
    CHECK(told.lost.empty());
  }
}

TEST_CASE("TLS: each way in which it fails is told with what to check") {
  const Certificates certificates;
  const Mosquitto mosquitto(certificates.lines());
  auto settings = tls_settings(mosquitto, certificates);
  SUBCASE("a CA that did not sign it") {
    settings.ca_file = certificates.directory.file("stranger.crt");
    CHECK(says(settings, "check mqtt.ca_file"));
  }
  SUBCASE("no CA file: the system's CAs do not know it either") {
    settings.ca_file.clear();
    CHECK(says(settings, "check mqtt.ca_file"));
  }
  SUBCASE("TLS to a port without it") {
    const Mosquitto plain;
    settings.port = plain.port();
    CHECK(says(settings, "does the broker speak TLS on this port?"));
  }
  SUBCASE("no TLS to a port with it") {
    settings.tls = false;
    CHECK(says(settings, "hung up without an answer"));
  }
}

TEST_CASE("TLS: a certificate for another host is not accepted") {
  const Certificates certificates("DNS:elsewhere.example");
  const Mosquitto mosquitto(certificates.lines());
  CHECK(says(tls_settings(mosquitto, certificates), "for another host name"));
}

TEST_CASE("TLS: a broker that wants a certificate of ours gets it, and without it refuses") {
  const Certificates certificates;
  const Mosquitto mosquitto(certificates.lines() + "require_certificate true\n");
  auto settings = tls_settings(mosquitto, certificates);
  CHECK(says(settings, "does it want mqtt.cert_file"));
  settings.cert_file = certificates.directory.file("client.crt");
  settings.key_file = certificates.directory.file("client.key");
  CHECK(says(settings, "over TLS"));
}
