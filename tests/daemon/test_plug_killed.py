#!/usr/bin/env python3
"""A plug goes away and comes back: said at once, and without a restart of anything."""

import json

from harness import DaemonTest, main


class PlugKilled(DaemonTest):
    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.3", relays=1)
        self.other = self.plug("presa2", "3.5", relays=1)
        self.start_with(self.lamp, self.other)

    def test_offline_is_said_and_retained_and_online_again_with_its_state(self):
        since = self.person.now()
        self.lamp.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        late = self.listen()
        self.assertTrue(late.wait_for(lambda m: m.topic == "tele/presa1/LWT", 5, "LWT")[0].retain)
        since = self.person.now()
        self.lamp.start(on=True)
        self.wait_for_presence("presa1", "Online", seconds=40, since=since)
        self.wait_for_message("stat/presa1/POWER", "ON", since=since)

    def test_state_says_why_it_is_offline(self):
        since = self.person.now()
        self.lamp.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        presad = json.loads(self.ask("presa1", "State"))["Presad"]
        self.assertNotEqual(presad["Session"], "established")
        self.assertTrue(presad["Cause"])

    def test_the_other_plug_keeps_its_connection(self):
        port = self.presad.connections(6668)[self.other.address]
        since = self.person.now()
        self.lamp.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        self.assertEqual(self.presad.connections(6668)[self.other.address], port)
        self.expect(self.command("presa2", "Power", "ON"), 'stat/presa2/RESULT {"POWER":"ON"}', "stat/presa2/POWER ON",
                    topic="presa2")

    def test_a_plug_without_power_is_found_missing_although_nothing_closes_its_connection(self):
        since = self.person.now()
        self.lamp.act("unplug")
        self.wait_for_presence("presa1", "Offline", seconds=45, since=since)
        since = self.person.now()
        self.lamp.act("plug")
        self.wait_for_presence("presa1", "Online", seconds=45, since=since)

    def test_a_plug_that_reboots_is_back_by_itself(self):
        mark = self.lamp.process.log_mark()
        self.lamp.act("reboot")
        self.lamp.process.wait_for_line("plug=1 connected", 60, since=mark)
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1", seconds=30)
        self.assertIs(self.lamp.relay(), True)


if __name__ == "__main__":
    main()
