// From what was seen to what it means: the doctor's knowledge, without its senses. Pure.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/local_network.h"
#include "cli/doctor/evidence.h"
#include "cli/doctor/finding.h"
#include "tasmota/topic.h"

namespace presad::cli {

std::vector<Finding> judge_inventory(const InventoryEvidence& evidence);
std::vector<Finding> judge_machine(const MachineEvidence& evidence);

/// `network`: what presad may speak to.
std::vector<Finding> judge_broker(const BrokerEvidence& evidence, const LocalNetwork& network);

/// What `retained` says about the devices with these `topics`. `marked`: presad's own messages can be told from others.
std::vector<Finding> judge_retained(std::span<const mqtt::Received> retained, const tasmota::FullTopic& full_topic,
                                    std::span<const std::string> topics, bool marked);

/// `networks`: this machine's own.
Finding judge_device(const DeviceEvidence& evidence, std::span<const AddressRange> networks);

Finding judge_relayed(const RelayedEvidence& evidence);

}  // namespace presad::cli
