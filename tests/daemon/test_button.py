#!/usr/bin/env python3
"""Somebody presses the button on the plug: told at once, exactly as after a command."""

from harness import DaemonTest, main


class Button(DaemonTest):
    def _press_is_told(self, protocol, **options):
        lamp = self.plug("presa1", protocol, relays=1, **options)
        self.start_with(lamp)
        for state in ("ON", "OFF"):
            since = self.person.now()
            lamp.press()
            self.expect(since, f'stat/presa1/RESULT {{"POWER":"{state}"}}', f"stat/presa1/POWER {state}", topic="presa1")
            self.pass_barrier("presa1")
            said = self.person.heard(lambda m: m.topic == "stat/presa1/POWER", since)
            self.assertEqual(len(said), 1)

    def test_on_3_1(self):
        self._press_is_told("3.1")

    def test_on_3_3(self):
        self._press_is_told("3.3")

    def test_on_3_4(self):
        self._press_is_told("3.4")

    def test_on_3_5(self):
        self._press_is_told("3.5")

    def test_a_push_that_comes_twice_is_told_once(self):
        self._press_is_told("3.3", fault="duplicate-push")


if __name__ == "__main__":
    main()
