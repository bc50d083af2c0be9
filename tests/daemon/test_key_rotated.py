#!/usr/bin/env python3
"""A plug was paired anew and has another key: said as such, and cured by the inventory without a restart."""

import json

from harness import DaemonTest, main
from harness.simulator import new_local_key


class KeyRotated(DaemonTest):
    def _is_said_and_cured(self, protocol, session):
        lamp = self.plug("presa1", protocol, relays=1, wrong_key="answer")
        self.start_with(lamp)
        since, mark = self.person.now(), self.presad.process.log_mark()
        new_key = new_local_key()
        lamp.act(f"rotate-key {new_key}")
        self.wait_for_presence("presa1", "Offline", seconds=45, since=since)
        self.person.wait_for(lambda m: m.topic == "tele/presa1/STATE" and f'"Session":"{session}"' in m.text, 60,
                             f"STATE with {session}", since)
        self.presad.wait_for_line(r"presa1.*key", 5, mark)
        cause = json.loads(self.ask("presa1", "State"))["Presad"]["Cause"]
        self.assertIn("key", cause)
        self.inventory.secrets["presa1"] = new_key
        self.inventory.write()
        since = self.person.now()
        self.presad.reload()
        self.wait_for_presence("presa1", "Online", seconds=30, since=since)
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1")

    def test_a_3_3_plug_with_another_key_is_said_to_have_one(self):
        self._is_said_and_cured("3.3", "key wrong")

    def test_a_3_4_plug_with_another_key_is_said_to_have_one(self):
        self._is_said_and_cured("3.4", "key wrong")

    def test_a_3_5_plug_with_another_key_is_said_to_have_one(self):
        self._is_said_and_cured("3.5", "key wrong")

    def test_a_plug_that_only_closes_the_connection_is_not_accused_of_a_wrong_key(self):
        lamp = self.plug("presa1", "3.4", relays=1, fault="accept-reset")
        self.start_presad()
        state = self.person.wait_for(lambda m: m.topic == "tele/presa1/STATE", 30, "STATE with its cause")[0]
        self.assertEqual(json.loads(state.text)["Presad"]["Session"], "slot taken")
        lamp.fault("none")
        self.wait_for_presence("presa1", "Online", seconds=45)


if __name__ == "__main__":
    main()
