#!/usr/bin/env python3
"""A plug whose connection stands but that says nothing, or nothing but heartbeats: found out and replaced."""

import json

from harness import DaemonTest, main


class PlugSilent(DaemonTest):
    def _start(self, protocol):
        self.lamp = self.plug("presa1", protocol, relays=1)
        self.start_with(self.lamp)

    def test_a_silent_session_is_given_up_and_taken_up_again(self):
        self._start("3.3")
        since = self.person.now()
        self.lamp.freeze()
        self.wait_for_presence("presa1", "Offline", seconds=45, since=since)
        since = self.person.now()
        self.lamp.thaw()
        self.wait_for_presence("presa1", "Online", seconds=45, since=since)

    def _replaces_a_half_dead_session(self, protocol):
        self._start(protocol)
        self.lamp.fault("half-dead")
        mark = self.lamp.process.log_mark()
        since = self.command("presa1", "Power", "ON")  # the one thing that shows it at once
        self.lamp.process.wait_for_line("plug=1 connected", 60, since=mark)
        self.lamp.fault("none")
        self.expect(since, 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON", topic="presa1", seconds=60)
        self.assertIs(self.lamp.relay(), True)

    def test_a_half_dead_3_3_session_is_replaced(self):
        self._replaces_a_half_dead_session("3.3")

    def test_a_half_dead_3_5_session_is_replaced(self):
        self._replaces_a_half_dead_session("3.5")

    def test_a_half_dead_session_is_found_even_when_nobody_sends_a_command(self):
        self._start("3.4")
        self.lamp.fault("half-dead")
        mark = self.lamp.process.log_mark()
        self.lamp.process.wait_for_line("plug=1 connected", 120, since=mark)

    def test_a_plug_that_is_silent_from_the_start_is_said_to_be(self):
        lamp = self.plug("presa1", "3.3", relays=1, fault="silent")
        self.start_presad()
        lamp.process.wait_for_line("plug=1 connected", 10)
        state = self.person.wait_for(lambda m: m.topic == "tele/presa1/STATE", 60, "STATE with its cause")[0]
        self.assertEqual(json.loads(state.text)["Presad"]["Session"], "silent")


if __name__ == "__main__":
    main()
