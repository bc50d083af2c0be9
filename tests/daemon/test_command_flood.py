#!/usr/bin/env python3
"""Ten thousand commands in a second to one plug: one stated outcome each, a bounded queue, and the last one wins."""

import time

from harness import DaemonTest, limit, main

_count = 10_000


class CommandFlood(DaemonTest):
    def test_each_ends_in_one_outcome_and_the_plug_sees_no_burst(self):
        lamp = self.plug("presa1", "3.3", relays=1)
        self.presad._log_level = "info"  # a trace of each would measure the disk
        self.start_with(lamp)
        before, mark, since = self.presad.resident_bytes(), lamp.process.log_mark(), self.person.now()
        began = time.monotonic()
        self.person.publish_many([("cmnd/presa1/Power", "OFF" if number % 2 else "ON") for number in range(_count)])
        self.assertLess(time.monotonic() - began, limit(3))
        heard = self.person.wait_for(lambda m: m.topic == "stat/presa1/RESULT", 60, f"{_count} RESULTs", since, _count)
        self.pass_barrier("presa1")
        results = [m.text for m in heard]
        self.assertEqual(len(self.person.heard(lambda m: m.topic == "stat/presa1/RESULT", since)), _count + 1)
        known = {'{"POWER":"ON"}', '{"POWER":"OFF"}', '{"Command":"Superseded","Input":"POWER ON"}',
                 '{"Command":"Superseded","Input":"POWER OFF"}'}
        self.assertLessEqual(set(results), known)
        self.assertIs(lamp.relay(), False)  # the last command's
        self.assertLess(self.presad.resident_bytes() - before, 32 << 20)
        moved = lamp.process.log_since(mark).count("by=client")
        self.assertLess(moved, (heard[-1].at - began) / 0.05 + 2, "more frames than command_interval allows")


if __name__ == "__main__":
    main()
