#!/usr/bin/env python3
"""A broker that the inventory gives by a name."""

import os

from harness import DaemonTest, main


class BrokerName(DaemonTest):
    def setUp(self):
        super().setUp()
        self.hosts = os.path.join(self.folder, "hosts")
        self.inventory.mqtt["url"] = f"mqtt://broker.house:{self.broker.port}"
        resolver = os.path.join(self.folder, "resolv.conf")
        with open(resolver, "w", encoding="utf-8") as file:
            file.write("nameserver 127.99.99.99\noptions timeout:1 attempts:1\n")
        # Files of presad's own in /etc; written anew in place, they change for it while it runs.
        self.presad.before = ["unshare", "-m", "sh", "-c",
                              f'mount --bind {self.hosts} /etc/hosts && mount --bind {resolver} /etc/resolv.conf && exec "$@"', "sh"]

    def name_is(self, *addresses):
        with open(self.hosts, "w", encoding="utf-8") as file:
            file.write("".join(f"{address} broker.house\n" for address in addresses) or "127.0.0.1 localhost\n")

    def complaints(self):
        return [line for line in self.presad.process.log().splitlines() if "warning mqtt: " in line]

    def test_it_is_found_and_found_again_while_nobody_knows_the_name(self):
        self.name_is("127.0.0.1")
        plug = self.plug("presa1", "3.3", relays=1)
        self.start_with(plug)
        self.name_is()
        self.broker.stop()
        self.presad.wait_for_line(r"warning mqtt: ", 10)
        self.broker.start()
        self.person = self.listen()
        self.wait_for_presence("presa1", "Online")
        self.assertEqual(self.ask("presa1", "Power", "ON"), '{"POWER":"ON"}')

    def test_a_name_that_nobody_knows_is_told_once_and_tried_until_it_is_known(self):
        self.name_is()
        self.start_presad()
        self.presad.wait_for_line(r'no address for the name "broker\.house" \(.+\); check mqtt\.url', 15)
        self.name_is("127.0.0.1")
        self.wait_for_presence("presad", "Online", seconds=30)
        self.assertEqual(len(self.complaints()), 1, self.complaints())

    def test_a_name_that_leads_into_the_internet_is_not_followed(self):
        self.name_is("203.0.113.7")
        self.start_presad()
        self.presad.wait_for_line(r'"broker\.house" is 203\.0\.113\.7, not on the local network', 15)
        self.assertEqual(len(self.complaints()), 1, self.complaints())
        self.name_is("203.0.113.7", "127.0.0.1")
        self.wait_for_presence("presad", "Online", seconds=30)

    def test_it_ends_at_once_while_a_name_server_keeps_silent(self):
        self.name_is()
        self.start_presad()
        self.assertEqual(self.presad.stop(), 0)


if __name__ == "__main__":
    main()
