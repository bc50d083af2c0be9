#!/usr/bin/env python3
"""Commands that nobody knows and commands that cannot be: Tasmota's own answers to them."""

import json

from harness import DaemonTest, main


class Refusals(DaemonTest):
    def setUp(self):
        super().setUp()
        self.start_with(self.plug("presa1", "3.3", relays=1))

    def test_an_unknown_command_is_repeated_in_the_answer(self):
        for word, payload, answer in [("Foo", "bar", "FOO bar"), ("foo", "", "FOO"), ("Foo2", "x y", "FOO2 x y"),
                                      ("Backlogg", "Power 1", "BACKLOGG Power 1"), ("Foo1", "", "FOO")]:
            with self.subTest(word=word):
                self.assertEqual(self.ask("presa1", word, payload), f'{{"Command":"Unknown","Input":"{answer}"}}')

    def test_a_relay_that_is_not_there_is_an_error(self):
        self.assertEqual(self.ask("presa1", "Power5", "on"), '{"Command":"Error","Input":"POWER5 on"}')

    def test_what_is_repeated_is_cut_and_escaped(self):
        answer = json.loads(self.ask("presa1", "Foo", '"' + "x" * 200))
        self.assertEqual(answer["Input"], 'FOO "' + "x" * 62)

    def test_an_underscore_runs_the_command_without_its_result(self):
        since = self.command("presa1", "_Power", "ON")
        self.expect(since, "stat/presa1/POWER ON", topic="presa1")
        self.assertEqual(self.ask("presa1", "_Foo", ""), '{"Command":"Unknown","Input":"FOO"}')

    def test_commands_of_hardware_that_is_not_there_are_unknown(self):
        for word in ("ShutterOpen", "Dimmer", "Upgrade", "WebPassword"):
            with self.subTest(word=word):
                self.assertEqual(json.loads(self.ask("presa1", word, "1"))["Command"], "Unknown")

    def test_refusals_are_counted(self):
        before = json.loads(self.ask("presa1", "State"))["Presad"]["Commands"]["Refused"]
        self.ask("presa1", "Foo")
        self.ask("presa1", "Power9", "ON")
        self.assertEqual(json.loads(self.ask("presa1", "State"))["Presad"]["Commands"]["Refused"], before + 2)


if __name__ == "__main__":
    main()
