#!/usr/bin/env python3
"""What a plug does by itself after a while: PulseTime, TimedPower, Blink; and what its meter crosses."""

import time

from harness import DaemonTest, limit, main

ON = ('stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON")
OFF = ('stat/presa1/RESULT {"POWER":"OFF"}', "stat/presa1/POWER OFF")


class Timing(DaemonTest):
    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.3", model="sp22", on=True, power=43)
        self.start_with(self.lamp)

    def test_a_pulse_ends_by_itself_and_its_time_holds_over_a_restart(self):
        self.ask("presa1", "Power", "OFF")
        self.assertEqual(self.ask("presa1", "PulseTime", "10"), '{"PulseTime1":{"Set":10,"Remaining":10}}')
        since = self.command("presa1", "Power", "ON")
        self.expect(since, *ON, *OFF, topic="presa1")
        self.assertEqual(self.presad.stop(), 0)
        since = self.person.now()
        self.start_presad()
        self.wait_for_presence("presa1", "Online", since=since)
        self.settle("presa1", since)
        since = self.person.now()
        self.lamp.press()
        self.expect(since, *ON, *OFF, topic="presa1")
        self.assertIs(self.lamp.relay(), False)

    def test_a_timed_power_comes_back(self):
        asked = time.monotonic()
        since = self.command("presa1", "TimedPower", "700,0")
        heard = self.person.wait_for(lambda m: m.topic == "stat/presa1/POWER", 10, "off and on again", since, 2)
        self.assertEqual([m.text for m in heard], ["OFF", "ON"])
        self.assertGreater(heard[1].at - asked, 0.6)

    def test_a_blink_is_silent_between_its_two_ends(self):
        self.ask("presa1", "BlinkTime", "3")
        self.ask("presa1", "BlinkCount", "2")
        since = self.command("presa1", "Power", "BLINK")
        self.expect(since, 'stat/presa1/RESULT {"POWER":"Blink ON"}', 'stat/presa1/RESULT {"POWER":"Blink OFF"}', *ON,
                    topic="presa1")
        self.assertIs(self.lamp.relay(), True)

    def test_a_command_ends_a_blink(self):
        since = self.command("presa1", "Power", "BLINK")
        self.wait_for_message("stat/presa1/RESULT", '{"POWER":"Blink ON"}', since=since)
        since = self.command("presa1", "Power", "OFF")
        self.expect(since, 'stat/presa1/RESULT {"POWER":"Blink OFF"}', *OFF, topic="presa1")

    def test_what_the_meter_crosses_is_told_with_sensor_behind_it(self):
        self.assertEqual(self.ask("presa1", "PowerDelta", "110"), '{"PowerDelta1":110}')
        self.assertEqual(self.ask("presa1", "PowerHigh", "100"), '{"PowerHigh":100}')
        self.wait_for_message("tele/presa1/SENSOR", seconds=15)  # that of the start; the next is far off
        since, before = self.person.now(), time.monotonic()
        self.lamp.act("load 150")
        heard = self.person.wait_for(lambda m: m.topic in ("tele/presa1/MARGINS", "tele/presa1/SENSOR"), 30,
                                     "MARGINS and two SENSORs", since, 3)
        self.assertEqual([m.topic for m in heard], ["tele/presa1/MARGINS", "tele/presa1/SENSOR", "tele/presa1/SENSOR"])
        self.assertEqual(heard[0].text, '{"MARGINS":{"PowerDelta":107,"PowerHigh":"ON"}}')
        self.assertIn('"Power":150', heard[1].text)
        self.assertGreater(heard[2].at - before, 2.9)
        self.assertLess(heard[2].at - heard[1].at, limit(3) + 1)


if __name__ == "__main__":
    main()
