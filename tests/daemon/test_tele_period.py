#!/usr/bin/env python3
"""TelePeriod: asked, set, and kept to."""

import time

from harness import DaemonTest, main


class TelePeriod(DaemonTest):
    def setUp(self):
        super().setUp()
        self.inventory.mqtt["tele_period"] = 60
        self.start_with(self.plug("presa1", "3.3", model="sp22"))
        self.wait_for_message("tele/presa1/SENSOR", seconds=15)  # that of the start

    def _sets(self, payload, answer):
        since = self.command("presa1", "TelePeriod", payload)
        self.expect(since, f'stat/presa1/RESULT {{"TelePeriod":{answer}}}', topic="presa1")
        return since

    def test_question_and_answer_and_both_telemetry_messages_at_once(self):
        for payload, answer in [("", 60), ("?", 60), ("20", 20), ("5", 10), ("9999", 10), ("1", 60), ("3600", 3600), ("0", 0)]:
            with self.subTest(payload=payload):
                since = self._sets(payload, answer)
                self.person.wait_for(lambda m: m.topic in ("tele/presa1/STATE", "tele/presa1/SENSOR"), 3,
                                     "STATE and SENSOR", since, 2)
                self.assertEqual([m.topic for m in self.person.heard(lambda m: m.topic.startswith("tele/presa1/"), since)],
                                 ["tele/presa1/STATE", "tele/presa1/SENSOR"])

    def test_the_period_is_kept(self):
        asked = time.monotonic()
        since = self._sets("10", 10)
        # At once, and then two periods, counted from before the first: a machine that is busy can only make them longer.
        states = self.person.wait_for(lambda m: m.topic == "tele/presa1/STATE", 25, "three STATEs", since, 3)
        self.assertGreater(states[2].at - asked, 19.5)
        self.assertLess(states[2].at - asked, 26)
        kinds = [m.topic for m in self.person.heard(lambda m: m.topic in ("tele/presa1/STATE", "tele/presa1/SENSOR"), since)]
        self.assertEqual(kinds[:5], ["tele/presa1/STATE", "tele/presa1/SENSOR"] * 2 + ["tele/presa1/STATE"])

    def _restart(self):
        self.assertEqual(self.presad.stop(), 0)
        since = self.person.now()
        self.start_presad()
        self.wait_for_presence("presa1", "Online", since=since)
        self.settle("presa1", since)

    def test_what_was_set_holds_over_a_restart_until_the_inventory_says_something_else(self):
        self._sets("20", 20)
        self._restart()
        self._sets("", 20)
        self.inventory.mqtt["tele_period"] = 120
        self._restart()
        self._sets("", 120)
        self.inventory.mqtt["tele_period"] = 60
        self._restart()
        self._sets("", 60)


if __name__ == "__main__":
    main()
