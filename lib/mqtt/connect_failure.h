// Why an attempt to connect failed, in words for a person and in what follows from it. Pure.
//
// Source: CONNACK of MQTT 5 (OASIS, 3.2.2.2) and of MQTT 3.1.1 (OASIS, 3.2.2.3); Paho C's own messages for
// what happens before a CONNACK (MQTTAsyncUtils.c, the same from 1.3.11 to 1.3.14).

#pragma once

#include <string>
#include <string_view>

#include "mqtt/version_choice.h"

namespace presad::mqtt {

/// How far a TLS handshake came.
enum class TlsStage : unsigned char {
  none,               ///< no TLS, or not even TCP
  started,            ///< our hello went out
  unknown_ca,         ///< we do not trust who signed the broker's certificate
  bad_certificate,    ///< expired, not yet valid, or otherwise unfit
  refused_by_broker,  ///< it sent an alert: mostly it wants a certificate of ours
  wrong_name,         ///< trusted, but for another host
  finished,           ///< the broker is who it should be, and our CONNECT went out
};

struct ConnectFailure {
  enum class Kind : unsigned char {
    unreachable,  ///< nobody there; retry soon, it costs nothing
    name,         ///< nobody knows its name, or it is a stranger's: asking again costs a name server
    hung_up,      ///< TCP, then the end without a CONNACK
    version,      ///< the broker does not speak this version
    login,        ///< a person must mend it: retry slowly
    tls,          ///< likewise
    refused,      ///< another reason of the broker's
  };

  Kind kind = Kind::unreachable;
  std::string what;  ///< "refused: bad user name or password; check mqtt.username and mqtt.password"

  friend bool operator==(const ConnectFailure&, const ConnectFailure&) = default;
};

/// `code` is the CONNACK's when above 0, else Paho's; `message` is Paho's.
ConnectFailure explain_failure(int code, Version version, std::string_view message, TlsStage tls);

/// Words for the reason code of a DISCONNECT from the broker (MQTT 5, 3.14.2.1).
std::string explain_disconnect(int reason_code);

}  // namespace presad::mqtt
