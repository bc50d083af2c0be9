#include "mqtt/connect_failure.h"

namespace presad::mqtt {

namespace {

using Kind = ConnectFailure::Kind;

constexpr const char* login_cure = "; check mqtt.username and mqtt.password";
constexpr const char* certificate_cure = "; does it want mqtt.cert_file and mqtt.key_file?";
constexpr const char* rights_cure = "; check mqtt.username and what the broker allows it (client id included)";

/// MQTT 5, 3.2.2.2.
ConnectFailure explain_reason_code(int code) {
  switch (code) {
    case 0x84:
      return {Kind::version, "refused: the broker does not speak MQTT 5"};
    case 0x85:
      return {Kind::refused, "refused: the broker does not accept the client id"};
    case 0x86:
      return {Kind::login, std::string("refused: bad user name or password") + login_cure};
    case 0x87:
      return {Kind::login, std::string("refused: not authorised") + rights_cure};
    case 0x88:
      return {Kind::refused, "refused: the broker says that it is unavailable"};
    case 0x89:
      return {Kind::refused, "refused: the broker says that it is busy"};
    case 0x8A:
      return {Kind::login, "refused: this client is banned by the broker"};
    case 0x90:
      return {Kind::refused, "refused: the broker does not accept the will's topic"};
    case 0x97:
      return {Kind::refused, "refused: quota exceeded"};
    case 0x9A:
      return {Kind::refused, "refused: the broker does not support retained messages"};
    case 0x9B:
      return {Kind::refused, "refused: the broker does not support QoS 1, which the will needs"};
    case 0x9F:
      return {Kind::refused, "refused: the broker says that we connect too often"};
    default:
      return {Kind::refused, "refused by the broker with reason code " + std::to_string(code)};
  }
}

/// MQTT 3.1.1, table 3.1. A broker that knows no MQTT 5 answers a CONNECT of version 5 with these, too.
ConnectFailure explain_return_code(int code, Version version) {
  switch (code) {
    case 1:
      return {Kind::version, std::string("refused: the broker does not speak ") + name(version)};
    case 2:
      return {Kind::refused, "refused: the broker does not accept the client id"};
    case 3:
      return {Kind::refused, "refused: the broker says that it is unavailable"};
    case 4:
      return {Kind::login, std::string("refused: bad user name or password") + login_cure};
    case 5:
      return {Kind::login, std::string("refused: not authorised") + login_cure};
    default:
      return {Kind::refused, "refused by the broker with return code " + std::to_string(code)};
  }
}

ConnectFailure explain_tls(TlsStage stage) {
  switch (stage) {
    case TlsStage::none:
      break;
    case TlsStage::started:
      return {Kind::tls, "no TLS handshake; does the broker speak TLS on this port?"};
    case TlsStage::unknown_ca:
      return {Kind::tls, "TLS: the broker's certificate is not signed by a CA that we trust; check mqtt.ca_file"};
    case TlsStage::bad_certificate:
      return {Kind::tls, "TLS: the broker's certificate is not valid; check its dates, and this machine's clock"};
    case TlsStage::refused_by_broker:
      return {Kind::tls, std::string("TLS: the broker refuses the handshake") + certificate_cure};
    case TlsStage::finished:
      return {Kind::tls, std::string("TLS: the broker hung up behind the handshake") + certificate_cure};
    case TlsStage::wrong_name:
      return {Kind::tls, "TLS: the broker's certificate is for another host name than the one in mqtt.url"};
  }
  return {Kind::unreachable, "cannot connect"};
}

}  // namespace

ConnectFailure explain_failure(int code, Version version, std::string_view message, TlsStage tls) {
  if (code >= 0x80) return explain_reason_code(code);
  if (code > 0) return explain_return_code(code, version);
  // With TLS 1.3 a broker refuses our certificate only after the handshake; and where our CONNECT is under way by then,
  // its end of the connection can destroy the alert that says so.
  if (message == "TCP connect completion failure" && tls != TlsStage::refused_by_broker) {
    return {Kind::hung_up,
            std::string("the broker hung up without an answer") + (tls == TlsStage::finished ? certificate_cure : "")};
  }
  if (message == "TCP connect timeout") return {Kind::unreachable, "no answer"};
  return explain_tls(tls);
}

std::string explain_disconnect(int reason_code) {
  switch (reason_code) {
    case 0x00:
      return "the broker disconnected us";
    case 0x87:
      return "the broker disconnected us: not authorised";
    case 0x89:
      return "the broker disconnected us: it is busy";
    case 0x8B:
      return "the broker is shutting down";
    case 0x8D:
      return "the broker disconnected us: keep-alive timeout";
    case 0x8E:
      return "another client took over our client id; every presad on a broker needs its own";
    case 0x95:
      return "the broker disconnected us: a message was too large";
    case 0x98:
      return "the broker's administrator disconnected us";
    default:
      return "the broker disconnected us with reason code " + std::to_string(reason_code);
  }
}

}  // namespace presad::mqtt
