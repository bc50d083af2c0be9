// The lines are those of SSLSocket.c in Paho C 1.3.11 to 1.3.14, with OpenSSL 3's names for the alerts.

#include "mqtt/tls_trace.h"

#include <MQTTAsync.h>

#include <atomic>

namespace presad::mqtt {

namespace {

std::atomic<TlsStage> stage_seen{TlsStage::none};

/// On Paho's threads, one line at a time.
void on_trace(MQTTASYNC_TRACE_LEVELS /*level*/, char* line) noexcept { stage_seen = tls_stage_after(line, stage_seen); }

bool contains(std::string_view text, std::string_view part) noexcept {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TlsStage tls_stage_after(std::string_view line, TlsStage before) noexcept {
  if (contains(line, "SSL handshake started")) return TlsStage::started;
  if (contains(line, "SSL alert write:fatal:unknown CA")) return TlsStage::unknown_ca;
  if (contains(line, "SSL alert write:fatal")) return TlsStage::bad_certificate;
  if (contains(line, "SSL alert read:fatal")) return TlsStage::refused_by_broker;
  if (contains(line, "X509_check_host") && contains(line, "failed")) return TlsStage::wrong_name;
  // An address is looked for among the names first, which fails, and then among the addresses, without a word.
  if (contains(line, "-> CONNECT version")) return TlsStage::finished;
  return before;
}

void listen_to_tls_trace() {
  stage_seen = TlsStage::none;
  MQTTAsync_setTraceCallback(on_trace);
  MQTTAsync_setTraceLevel(MQTTASYNC_TRACE_PROTOCOL);
}

TlsStage end_of_tls_trace() {
  MQTTAsync_setTraceLevel(MQTTASYNC_TRACE_FATAL);
  MQTTAsync_setTraceCallback(nullptr);
  return stage_seen;
}

}  // namespace presad::mqtt
