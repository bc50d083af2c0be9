#!/usr/bin/env python3
"""Whatever the broker delivers, presad goes on, and the plug behind it does not notice."""

import json
import os

from harness import DaemonTest, main


class HostileInput(DaemonTest):
    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.3", relays=1)
        self.start_with(self.lamp)
        self.port = self.presad.connections(6668)

    def _still_there(self):
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON",
                    topic="presa1")
        self.assertEqual(self.presad.connections(6668), self.port)

    def test_a_payload_of_ten_mebibytes_costs_neither_the_session_nor_lasting_memory(self):
        before = self.presad.resident_bytes()
        for topic in ("cmnd/presa1/Power", "cmnd/presa1/Foo", "cmnd/nobody/Power", "cmnd/tasmotas/TuyaSend3"):
            self.person.publish(topic, b"x" * (10 << 20))
        self.pass_barrier("presa1")
        self._still_there()
        self.assertLess(self.presad.resident_bytes() - before, 64 << 20)

    def test_binary_payloads_are_answered_in_text(self):
        for payload in (bytes(range(256)), b"\xff" * 300, b"\x00", b"\xc3", os.urandom(1000)):
            since = self.person.now()
            self.person.publish("cmnd/presa1/Foo", payload)
            answer = self.person.wait_for(lambda m: m.topic == "stat/presa1/RESULT", 5, "an answer", since)[0]
            answer.payload.decode("utf-8")  # a client that checks would hang up on anything else
        self._still_there()

    def test_odd_topics_are_survived(self):
        for topic in ("cmnd/presa1/", "cmnd//Power", "cmnd/presa1//", "cmnd", "cmnd/presa1", "cmnd/" + "a/" * 100 + "Power",
                      "cmnd/presa1/" + "P" * 10000, "cmnd/presa1/Power99999999999999999999", "cmnd/presa1/_",
                      "cmnd/presa1/Pow\u00e9r", "cmnd/\U0001f50c/Power", "cmnd/presa1/12345", "cmnd/presa1/Power-1",
                      "cmnd/DVES_000000_fb/Power", "cmnd/DVES__fb/", "cmnd/presad/" + "x" * 500):
            self.person.publish(topic, "ON")
        self.pass_barrier("presa1")
        self._still_there()

    def test_a_command_word_that_holds_quotes_gives_valid_json(self):
        self.assertEqual(json.loads(self.ask("presa1", 'Fo"o\\', '"\\\n'))["Command"], "Unknown")

    def test_others_may_speak_under_presads_own_topics(self):
        for topic in ("stat/presa1/POWER", "tele/presa1/LWT", "tele/presad/LWT", "stat/presa1/RESULT"):
            self.person.publish(topic, "Offline" if "LWT" in topic else "ON")
        self.person.wait_for(lambda m: m.topic == "stat/presa1/RESULT" and m.text == "ON", 5, "what we said ourselves")
        self._still_there()

    def test_a_flood_of_unknown_topics_does_not_fill_the_memory(self):
        before = self.presad.resident_bytes()
        for start in range(0, 20000, 1000):
            self.person.publish_many([(f"cmnd/nobody{number}/Power", "ON") for number in range(start, start + 1000)])
            self.pass_barrier("presa1")
        self.assertLess(self.presad.resident_bytes() - before, 64 << 20)
        self._still_there()


if __name__ == "__main__":
    main()
