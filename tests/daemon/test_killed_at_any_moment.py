#!/usr/bin/env python3
"""kill -9 at random points while commands, buttons and meters are busy: what stat/… reported is known afterwards.

PRESAD_KILLS says how often (200), PRESAD_SEED where the random points begin; a failure names it.
"""

import json
import os
import random
import threading
import time

from harness import DaemonTest, main, wait_for

_kills = int(os.environ.get("PRESAD_KILLS", "200"))
_seed = int(os.environ.get("PRESAD_SEED", str(random.SystemRandom().randrange(1 << 32))))
_load_w = 2000
_shown_kwh = 0.001  # totals are shown in whole Wh


class KilledAtAnyMoment(DaemonTest):
    def setUp(self):
        super().setUp()
        self.began = time.monotonic()
        self.lamps = [self.plug("presa1", "3.3", model="sp22", power=_load_w, on=True), self.plug("presa2", "3.5", relays=1)]
        self.start_with(*self.lamps)
        self.random = random.Random(_seed)
        self.reported = {}  # what stat/<topic>/POWER said last
        for lamp in self.lamps:
            self._note_reports(lamp.topic, 0)

    def _note_reports(self, topic, since):
        told = self.person.heard(lambda m: m.topic == f"stat/{topic}/POWER", since)
        if told:
            self.reported[topic] = told[-1].text
        return bool(told)

    def _change(self, lamp):
        """Its relay, by command or at its button; returns when that is reported, or when presad is dead."""
        since = self.person.now()
        if self.random.random() < 0.3:
            lamp.press()
        else:
            self.person.publish(f"cmnd/{lamp.topic}/Power", "TOGGLE")
        wait_for(lambda: self._note_reports(lamp.topic, since) or not self.presad.running(), 20, "an answer or the end")

    def _be_busy_until_killed(self, lamp):
        if self.random.random() < 0.3:  # in the very moment in which a report arrives
            self._change(lamp)
            self.presad.kill()
            return
        killer = threading.Timer(self.random.uniform(0, 0.1), self.presad.process.send_signal, [9])
        killer.start()
        while self.presad.running():
            self._change(lamp)
        killer.join()
        self.presad.kill()

    def _start(self):
        since = self.person.now()
        self.presad.start()
        for lamp in self.lamps:
            self.wait_for_presence(lamp.topic, "Online", since=since)
            self.settle(lamp.topic, since)
            self._note_reports(lamp.topic, since)
            self.wait_for_fact(lamp.topic, "power.1", self.reported[lamp.topic])
        return since

    def _total_kwh(self):
        return json.loads(self.ask("presa1", "EnergyTotal"))["EnergyTotal"]["Total"]

    def test_every_state_that_was_reported_is_known_and_no_energy_is_counted_twice(self):
        kept_kwh, kept_at, behind, started = 0.0, self.began, 0, 0
        for number in range(_kills):
            place = f"PRESAD_SEED={_seed}, kill {number}"
            busy, idle = self.random.sample(self.lamps, 2)
            self._be_busy_until_killed(busy)
            self.wait_for_presence("presad", "Offline", since=started)  # its will: all that it sent before is here
            self.assertTrue(self.memory.is_sound(), place)
            self.assertEqual(self.memory.facts(idle.topic)["power.1"], self.reported[idle.topic], place)
            self._note_reports(busy.topic, started)
            # The very last report may be on its way to the disk, or a newer one there already: the plug itself knows it.
            behind += self.memory.facts(busy.topic)["power.1"] != self.reported[busy.topic]
            relays = {lamp.topic: "ON" if lamp.relay() else "OFF" for lamp in self.lamps}
            started = self._start()
            self.assertEqual(self.reported, relays, place)
            total_kwh = self._total_kwh()
            # What was kept, and since then at most the load: a kill brings back what an orderly end left, and no more.
            most_kwh = kept_kwh + _shown_kwh + _load_w / 1000 * (time.monotonic() - kept_at) / 3600
            self.assertGreaterEqual(total_kwh, kept_kwh, place)
            self.assertLessEqual(total_kwh, most_kwh, place)
            if number % 5 == 4:
                kept_at = time.monotonic()
                kept_kwh = self._total_kwh()
                self.stop_presad()
                started = self._start()
        self.assertLess(behind, _kills / 2)
        print(f"killed {_kills} times, in {behind} of them between a report and its place on the disk")


if __name__ == "__main__":
    main()
