#!/usr/bin/env python3
"""A plug that announces nothing until it is asked (newer 3.5 firmware) is asked, and found without an address.

A probe is a broadcast, which loopback does not carry: the test's own network namespace gets an interface for it. Where
none can be made, the plug announces itself to loopback instead, and finding it that way is what is shown.
"""

from harness import DaemonTest, main
from harness.network import Network, sealed

_house, _plug, _broadcast = "10.77.0.1/24", "10.77.0.2/24", "10.77.0.255"


class FoundByProbe(DaemonTest):
    def setUp(self):
        super().setUp()
        if sealed():
            self.addCleanup(Network("presad0", _house, _plug).end)

    def address(self):
        return _plug.partition("/")[0] if sealed() else super().address()

    def test_it_is_found_and_switched_without_address_and_version_in_the_inventory(self):
        how = {"announce": _broadcast, "answer_probe": True} if sealed() else {"announce_interval": "500ms"}
        lamp = self.plug("presa1", "3.5", relays=1, **how)
        self.inventory.devices["presa1"] = {key: value for key, value in lamp.entry().items()
                                            if key not in ("address", "version")}
        self.start_with(lamp)
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON")
        self.assertEqual(list(self.presad.connections(6668)), [lamp.address])
        self.assertIs(lamp.relay(), True)


if __name__ == "__main__":
    main()
