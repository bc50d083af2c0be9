#include "mqtt/connect_failure.h"

#include <doctest/doctest.h>

#include <string>

using namespace presad::mqtt;
using Kind = ConnectFailure::Kind;

namespace {

bool says(const ConnectFailure& failure, const std::string& word) {
  return failure.what.find(word) != std::string::npos;
}

ConnectFailure connack(int code, Version version) {
  return explain_failure(code, version, "CONNACK return code", TlsStage::none);
}

}  // namespace

TEST_CASE("a bad password is told as such with what to check, on both versions") {
  for (const auto& failure : {connack(0x86, Version::v5), connack(4, Version::v3_1_1)}) {
    CHECK(failure.kind == Kind::login);
    CHECK(says(failure, "bad user name or password"));
    CHECK(says(failure, "mqtt.password"));
  }
}

TEST_CASE("not authorised is told as such, on both versions") {
  for (const auto& failure : {connack(0x87, Version::v5), connack(5, Version::v3_1_1)}) {
    CHECK(failure.kind == Kind::login);
    CHECK(says(failure, "not authorised"));
    CHECK(says(failure, "mqtt.username"));
  }
}

TEST_CASE("a refused version is recognised in the new words and in the old ones") {
  CHECK(connack(0x84, Version::v5).kind == Kind::version);
  CHECK(connack(1, Version::v5).kind == Kind::version);  // a broker that knows no MQTT 5 answers in 3.1.1
  CHECK(connack(1, Version::v3_1_1).kind == Kind::version);
}

TEST_CASE("every other code of a CONNACK is the broker's refusal, with its number or its meaning") {
  for (int code = 1; code <= 0xFF; ++code) {
    const auto failure = connack(code, Version::v5);
    CHECK(failure.kind != Kind::unreachable);
    CHECK(says(failure, "refused"));
  }
  CHECK(says(connack(0xF1, Version::v5), "241"));
  CHECK(says(connack(77, Version::v3_1_1), "77"));
}

TEST_CASE("silence after TCP is told apart from nobody there") {
  CHECK(explain_failure(-1, Version::v5, "TCP connect completion failure", TlsStage::none).kind == Kind::hung_up);
  // Over TLS it may be that the broker refused our certificate, and its alert was lost.
  const auto over_tls = explain_failure(-1, Version::v5, "TCP connect completion failure", TlsStage::finished);
  CHECK(over_tls.kind == Kind::hung_up);
  CHECK(over_tls.what.ends_with("does it want mqtt.cert_file and mqtt.key_file?"));
  CHECK(explain_failure(-1, Version::v5, "TCP/TLS connect failure", TlsStage::none).kind == Kind::unreachable);
  CHECK(explain_failure(-1, Version::v5, "TCP connect timeout", TlsStage::none).kind == Kind::unreachable);
  CHECK(explain_failure(-1, Version::v5, "", TlsStage::none).kind == Kind::unreachable);
}

TEST_CASE("each way in which TLS fails names the setting to look at") {
  const auto at = [](TlsStage stage) { return explain_failure(-1, Version::v5, "TCP/TLS connect failure", stage); };
  CHECK(at(TlsStage::unknown_ca).kind == Kind::tls);
  CHECK(says(at(TlsStage::unknown_ca), "mqtt.ca_file"));
  CHECK(says(at(TlsStage::wrong_name), "host name"));
  CHECK(says(at(TlsStage::bad_certificate), "clock"));
  CHECK(says(at(TlsStage::refused_by_broker), "mqtt.cert_file"));
  CHECK(says(at(TlsStage::started), "does the broker speak TLS"));
  CHECK(at(TlsStage::none).kind == Kind::unreachable);
}

TEST_CASE("a broker that refuses our certificate after the handshake is not taken for an old one") {
  const auto failure = explain_failure(-1, Version::v5, "TCP connect completion failure", TlsStage::refused_by_broker);
  CHECK(failure.kind == Kind::tls);
  CHECK(says(failure, "mqtt.cert_file"));
}

TEST_CASE("a client id that somebody else uses is told as such") {
  CHECK(explain_disconnect(0x8E).find("client id") != std::string::npos);
  CHECK(explain_disconnect(0x8B).find("shutting down") != std::string::npos);
  CHECK(explain_disconnect(0xC0).find("192") != std::string::npos);
}
