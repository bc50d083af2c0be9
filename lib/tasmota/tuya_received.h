// Raw datapoints as Tasmota tells them: TuyaReceived, and a topic of its own for each.
//
// Pure. Source: Tasmota's documentation, "TuyaMCU". There a datapoint has a type on the wire between the two
// chips; on the network it has a JSON type instead, so: true and false are type 1, numbers type 2, texts type 3
// (enums too: their words arrive as text). The chips' serial frame (keys Data and CmndData) does not exist here
// and is left out; Cmnd is 7, "status report".

#pragma once

#include "device/state.h"
#include "tasmota/reply.h"

namespace presad::tasmota {

/// tele/T/RESULT: {"TuyaReceived":{"Cmnd":7,"DpType1Id1":1,"1":{"DpId":1,"DpIdType":1,"DpIdData":"01"},…}}
/// The answer to TuyaSend0 and TuyaSend8.
Message render_tuya_received(const Datapoints& reported);

/// stat/T/DPTYPE1ID1 = "1", and so on, one message for each: while Options::tuya_topics is set, on every report.
Messages render_tuya_topics(const Datapoints& reported);

}  // namespace presad::tasmota
