// The one door to systemd's journal: a line with fields of its own. Callable on any thread.
//
// Source: sd_journal_send(3); JOURNAL_STREAM: systemd.exec(5).

#pragma once

#include <string_view>

#include "base/log.h"

namespace presad::journal {

/// Standard error goes to the journal: JOURNAL_STREAM names the very file that it is.
bool reached() noexcept;

/// MESSAGE is "subject: text", PRIORITY the level's, SYSLOG_IDENTIFIER presad; PRESAD_DEVICE the topic of a device, and
/// PRESAD_COMMAND, PRESAD_OUTCOME, PRESAD_RUNG as far as `fields` has them. False: the journal did not take it.
bool write(log::Level level, const log::Subject& subject, std::string_view text, const log::Fields& fields);

}  // namespace presad::journal
