#include "mqtt/tls_trace.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string_view>

using namespace presad::mqtt;

namespace {

/// The lines as Paho C 1.3.12 with OpenSSL 3.0 wrote them, without their time.
TlsStage after(std::initializer_list<std::string_view> lines) {
  TlsStage stage = TlsStage::none;
  for (const std::string_view line : lines) stage = tls_stage_after(line, stage);
  return stage;
}

}  // namespace

TEST_CASE("a certificate of an unknown CA is recognised") {
  CHECK(after({"Connecting to serverURI 127.0.0.1:8883 with MQTT version 5",
               "SSL handshake started write:unknown:unknown", "SSL connect:SSLv3/TLS write client hello",
               "SSL alert write:fatal:unknown CA", "SSL connect:error"}) == TlsStage::unknown_ca);
}

TEST_CASE("an expired certificate is recognised") {
  CHECK(after({"SSL handshake started write:unknown:unknown", "SSL alert write:fatal:certificate expired"}) ==
        TlsStage::bad_certificate);
}

TEST_CASE("a certificate for another host is recognised") {
  CHECK(after({"SSL handshake started write:unknown:unknown", "SSL handshake done write:unknown:unknown",
               "SSL certificate verification: X509_V_OK", "X509_check_host for hostname 127.0.0.3 failed, rc 0",
               "SSL alert write:warning:close notify"}) == TlsStage::wrong_name);
}

TEST_CASE("an address is no name of the certificate, and may be right all the same") {
  CHECK(after({"SSL handshake started write:unknown:unknown", "X509_check_host for hostname 127.0.0.1 failed, rc 0",
               "8 presad -> CONNECT version 5 clean: 0 (-1)"}) == TlsStage::finished);
}

TEST_CASE("a port that speaks no TLS is recognised") {
  CHECK(after({"SSL handshake started write:unknown:unknown", "SSL connect:SSLv3/TLS write client hello"}) ==
        TlsStage::started);
}

TEST_CASE("a broker that wants a certificate of ours is recognised") {
  CHECK(after({"SSL handshake started write:unknown:unknown", "SSL alert read:fatal:unknown"}) ==
        TlsStage::refused_by_broker);
}

TEST_CASE("without TLS in the trace there was none") {
  CHECK(after({"Connecting to serverURI 127.0.0.1:8883 with MQTT version 5"}) == TlsStage::none);
  CHECK(after({"", "SSL cipher available: 0:TLS_AES_256_GCM_SHA384"}) == TlsStage::none);
}
