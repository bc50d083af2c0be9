#!/usr/bin/env python3
"""The memory: a damaged or missing one stops nothing, and is said."""

import os

from harness import DaemonTest, main


class Damaged(DaemonTest):
    def test_a_damaged_file_is_set_aside_and_presad_starts(self):
        lamp = self.plug("presa1", "3.3", relays=1)
        with open(self.memory.path, "wb") as file:
            file.write(b"SQLite format 3\0" + os.urandom(5000))
        self.start_with(lamp)
        self.presad.wait_for_line(r"presad\.db cannot be used: .*set aside as ", 5)
        self.assertTrue([name for name in os.listdir(self.folder) if "damaged" in name])
        self.wait_for_fact("presa1", "power.1", "OFF")
        self.assertTrue(self.memory.is_sound())
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1")

    def test_a_folder_that_cannot_be_made_is_said_and_presad_works(self):
        lamp = self.plug("presa1", "3.3", relays=1)
        self.presad.state_folder = os.path.join(self.inventory.path, "state")  # below a file
        self.start_with(lamp)
        self.presad.wait_for_line("the memory does not reach the disk", 5)
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1")

    def test_an_address_that_was_found_is_known_at_the_next_start(self):
        lamp = self.plug("presa1", "3.5", relays=1)
        self.inventory.devices["presa1"].pop("version")
        self.start_with(lamp)
        self.wait_for_fact("presa1", "version", "3.5")
        self.wait_for_fact("presa1", "address", lamp.address)


if __name__ == "__main__":
    main()
