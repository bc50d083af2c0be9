#!/usr/bin/env python3
"""presad speaks to the local network alone, whatever the inventory or its own memory says."""

import subprocess

from harness import DaemonTest, main
from harness.process import Process

_public = "203.0.113.7"  # TEST-NET-3, RFC 5737; here on this namespace's loopback interface


class LocalNetwork(DaemonTest):
    def setUp(self):
        super().setUp()
        subprocess.run(["ip", "address", "replace", f"{_public}/32", "dev", "lo"], check=True)
        self.address = lambda: _public
        self.lamp = self.plug("presa1", "3.3", relays=1)

    def test_what_is_allowed_in_the_inventory_is_reached_and_remembered_no_longer_than_that(self):
        self.inventory.place["allow_addresses"] = "203.0.113.0/24"
        self.start_with(self.lamp)
        self.assertEqual(self.presad.stop(), 0)
        self.assertIn(_public, self.memory.facts("presa1").values())
        # No longer allowed, and no longer in the inventory: only presad's memory knows it now.
        self.inventory.place.clear()
        del self.inventory.devices["presa1"]["address"]
        mark = self.lamp.process.log_mark()
        self.start_presad()
        self.presad.wait_for_line(r"presa1: .*not an address of the local network", 20)
        self.assertNotIn("connected", self.lamp.process.log_since(mark))

    def test_a_public_address_in_the_inventory_is_an_error_and_nothing_is_started(self):
        mark = self.lamp.process.log_mark()
        self.inventory.write()
        refused = Process("presad-refused", self.presad.command(), self.folder, {"STATE_DIRECTORY": self.folder})
        self.assertEqual(refused.wait_for_end(10), 78)
        self.assertIn(f'"{_public}" is not an address of the local network', refused.log())
        refused.kill()
        self.assertNotIn("connected", self.lamp.process.log_since(mark))


if __name__ == "__main__":
    main()
