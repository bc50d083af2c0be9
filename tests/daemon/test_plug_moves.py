#!/usr/bin/env python3
"""A plug gets another address: its announcement is followed, the inventory stays as it is."""

from harness import DaemonTest, main


class PlugMoves(DaemonTest):
    def _moves(self, protocol):
        lamp = self.plug("presa1", protocol, relays=1, announce_interval="500ms")
        self.start_with(lamp)
        here, there = lamp.address, self.address()
        mark = lamp.process.log_mark()
        lamp.act(f"move {there}")
        lamp.process.wait_for_line("plug=1 connected", 45, since=mark)
        self.assertNotEqual(here, there)
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON",
                    topic="presa1", seconds=30)
        self.assertEqual(list(self.presad.connections(6668)), [there])
        self.assertIs(lamp.relay(), True)

    def test_a_3_1_plug_is_followed(self):
        self._moves("3.1")

    def test_a_3_3_plug_is_followed(self):
        self._moves("3.3")

    def test_a_3_4_plug_is_followed(self):
        self._moves("3.4")

    def test_a_3_5_plug_is_followed(self):
        self._moves("3.5")


if __name__ == "__main__":
    main()
