#!/usr/bin/env python3
"""A plug comes back from a power cut without its cloud: woken, restored as power_on says, and said so."""

import json
import re

from harness import DaemonTest, main

# From the cut to the moment at which a plug without power is found missing, and from there to its return.
_found_missing = 45
_found_again = 45


class PowerCut(DaemonTest):
    def _cut(self, lamp, fault=None):
        """Off the mains until it is missed; comes back with `fault`."""
        since = self.person.now()
        lamp.act("unplug")
        self.wait_for_presence(lamp.topic, "Offline", seconds=_found_missing, since=since)
        if fault:
            lamp.fault(fault)
        since = self.person.now()
        lamp.act("plug")
        return since

    def _on(self, lamp):
        self.expect(self.command(lamp.topic, "Power", "ON"), f'stat/{lamp.topic}/RESULT {{"POWER":"ON"}}', topic=lamp.topic)

    def test_a_relay_that_does_not_say_where_it_is_is_switched_to_where_it_was(self):
        lamp = self.plug("presa1", "3.3", relays=1)
        self.start_with(lamp)
        self._on(lamp)
        since = self._cut(lamp, "undefined-relay")
        self.wait_for_presence("presa1", "Online", seconds=_found_again, since=since)
        self.assertIs(lamp.relay(), True)
        presad = json.loads(self.ask("presa1", "State"))["Presad"]
        self.assertEqual((presad["Session"], presad["Rung"]), ("established", "assert"))
        # What it took is remembered, for the next time and over a restart.
        self.wait_for_fact("presa1", "rung", "assert")

    def test_a_plug_that_waits_to_be_asked_for_its_meter_is_woken_so_and_not_switched(self):
        lamp = self.plug("presa1", "3.4", model="plug")
        self.start_with(lamp)
        self._on(lamp)
        since = self._cut(lamp, "data-unvalid=refresh")
        mark = lamp.process.log_mark()
        self.wait_for_presence("presa1", "Online", seconds=_found_again, since=since)
        self.assertEqual(json.loads(self.ask("presa1", "State"))["Presad"]["Rung"], "refresh")
        self.assertNotIn("by=client", lamp.process.log_since(mark))

    def test_power_on_off_switches_off_what_came_back_on(self):
        lamp = self.plug("presa1", "3.5", relays=1)
        self.inventory.devices["presa1"]["power_on"] = "off"
        self.start_with(lamp)
        self._on(lamp)
        since = self._cut(lamp)
        self.wait_for_message("stat/presa1/POWER", "OFF", seconds=_found_again, since=since)
        self.assertIs(lamp.relay(), False)

    def test_while_nobody_knows_where_its_relay_is_it_is_offline_and_state_says_why(self):
        lamp = self.plug("presa1", "3.3", relays=1, fault="undefined-relay")
        self.inventory.devices["presa1"]["power_on"] = "device"
        since = self.person.now()
        self.start_presad()
        told = self.person.wait_for(
            lambda m: m.topic == "tele/presa1/STATE" and json.loads(m.text)["Presad"]["Session"] == "relay undefined",
            30, "STATE of an undefined relay", since)[0]
        presad = json.loads(told.text)["Presad"]
        self.assertTrue(presad["Cause"])
        self.assertRegex(presad["Since"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$")
        self.assertNotIn("tele/presa1/LWT Online", [f"{m.topic} {m.text}" for m in self.person.messages])
        # A command that comes then is tried: it is the cure.
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1", seconds=20)
        self.wait_for_presence("presa1", "Online", since=since)
        self.assertIs(lamp.relay(), True)

    def test_a_plug_that_cannot_be_reached_is_logged_once_and_not_per_attempt(self):
        lamp = self.plug("presa1", "3.3", relays=1, fault="accept-reset")
        self.start_presad()
        lamp.process.wait_for_line(r"(?s)(?:^plug=1 rejected.*){4}", 40)  # after 0, 1, 2 and 5 seconds
        warnings = [line for line in self.presad.process.log().splitlines() if re.search(r"\bwarning\b.*\bpresa1\b", line)]
        self.assertEqual(len(warnings), 1, "\n".join(warnings))


class HouseCut(DaemonTest):
    """The machine loses its power together with the house: told by the kernel's name of this boot."""

    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.3", relays=1)
        self.inventory.devices["presa1"]["power_on"] = "on"
        self.start_with(self.lamp)
        self.wait_for_fact("presa1", "boot")  # that it was well, which a kill may not come ahead of

    def _start_again(self):
        since = self.person.now()
        self.presad.start()
        self.wait_for_presence("presa1", "Online", since=since)
        return since

    def test_after_an_unclean_boot_the_plug_is_brought_to_where_power_on_wants_it(self):
        self.presad.kill()
        self.memory.pretend_another_boot()
        since = self._start_again()
        self.wait_for_message("stat/presa1/POWER", "ON", since=since)
        self.assertIs(self.lamp.relay(), True)
        self.wait_for_fact("presa1", "power.1", "ON")
        # Once in this boot, and not again: a person switches it off, presad is killed and started anew.
        self.expect(self.command("presa1", "Power", "OFF"), 'stat/presa1/RESULT {"POWER":"OFF"}', topic="presa1")
        self.wait_for_fact("presa1", "power.1", "OFF")
        self.presad.kill()
        since = self._start_again()
        self.settle("presa1", since)
        self.assertIs(self.lamp.relay(), False)

    def test_a_boot_after_an_orderly_end_is_no_power_cut(self):
        self.assertEqual(self.presad.stop(), 0)
        self.memory.pretend_another_boot()
        self.settle("presa1", self._start_again())
        self.assertIs(self.lamp.relay(), False)

    def test_presad_killed_and_started_anew_in_the_same_boot_is_no_power_cut(self):
        self.presad.kill()
        self.settle("presa1", self._start_again())
        self.assertIs(self.lamp.relay(), False)


if __name__ == "__main__":
    main()
