#!/usr/bin/env python3
"""PowerOnState reads and sets power_on, over restarts, until that line of the inventory changes."""

from harness import DaemonTest, main, wait_for


class PowerOnState(DaemonTest):
    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.3", relays=1)

    def _restart(self):
        self.assertEqual(self.presad.stop(), 0)
        since = self.person.now()
        self.start_presad()
        self.wait_for_presence("presa1", "Online", since=since)

    def test_what_the_inventory_says_is_shown(self):
        for power_on, number in ("device", 3), ("last", 3), ("on", 1), ("off", 0):
            self.inventory.devices["presa1"]["power_on"] = power_on
            if self.presad.running():
                self._restart()
            else:
                self.start_with(self.lamp)
            self.assertEqual(self.ask("presa1", "PowerOnState"), f'{{"PowerOnState":{number}}}')

    def test_a_change_survives_restarts_and_a_kill(self):
        self.start_with(self.lamp)
        self.assertEqual(self.ask("presa1", "PowerOnState", "1"), '{"PowerOnState":1}')
        self._restart()
        self.assertEqual(self.ask("presa1", "PowerOnState"), '{"PowerOnState":1}')
        self.assertEqual(self.ask("presa1", "PowerOnState", "0"), '{"PowerOnState":0}')
        wait_for(lambda: self.memory.facts("presa1")["power_on"] == "off/device", 5, "the change on the disk")
        self.presad.kill()
        since = self.person.now()
        self.presad.start()
        self.wait_for_presence("presa1", "Online", since=since)
        self.assertEqual(self.ask("presa1", "PowerOnState"), '{"PowerOnState":0}')

    def test_it_holds_until_that_line_of_the_inventory_changes(self):
        self.start_with(self.lamp)
        self.ask("presa1", "PowerOnState", "1")
        self.inventory.devices["presa1"]["name"] = "Lampada"
        self.inventory.write()
        self.presad.wait_for_line("reloaded", 10, self.presad.reload())
        self.assertEqual(self.ask("presa1", "PowerOnState"), '{"PowerOnState":1}')
        self.inventory.devices["presa1"]["power_on"] = "off"
        self.inventory.write()
        self.presad.wait_for_line("reloaded", 10, self.presad.reload())
        self.assertEqual(self.ask("presa1", "PowerOnState"), '{"PowerOnState":0}')

    def test_words_that_presad_cannot_do_ask(self):
        self.start_with(self.lamp)
        for payload in "2", "4", "5", "9", "-1", "abc", "":
            self.assertEqual(self.ask("presa1", "PowerOnState", payload), '{"PowerOnState":3}')


if __name__ == "__main__":
    main()
