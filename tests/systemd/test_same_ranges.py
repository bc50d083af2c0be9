#!/usr/bin/env python3
"""The kernel's fence in the units and presad's own rule name the same networks."""

import ipaddress
import re
import sys
import unittest

_source, *_units = sys.argv[1:]


def _of_the_program():
    with open(_source, encoding="utf-8") as file:
        table = re.search(r"local_ranges = \{\{(.*?)\}\};", file.read(), re.DOTALL)[1]
    networks = set()
    for numbers, bits in re.findall(r"\{mapped\(([\d, ]+)\), mapped_bits \+ (\d+)\}", table):
        numbers = [int(number) for number in numbers.split(",")]
        networks.add(ipaddress.ip_network((bytes(numbers + [0] * (4 - len(numbers))), int(bits))))
    for numbers, bits in re.findall(r"\{\{([0-9A-Fx, ]+)\}, (\d+)\}", table):
        numbers = [int(number, 16) for number in numbers.split(",")]
        networks.add(ipaddress.ip_network((bytes(numbers + [0] * (16 - len(numbers))), int(bits))))
    if "loopback_ipv6" in table:
        networks.add(ipaddress.ip_network("::1/128"))
    return networks


def _of_the_unit(path):
    networks = set()
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("IPAddressAllow="):
                for word in line.split("=", 1)[1].split():
                    networks |= {ipaddress.ip_network(each) for each in
                                 (("127.0.0.0/8", "::1/128") if word == "localhost" else (word,))}
    return networks


class SameRanges(unittest.TestCase):
    def test_the_units_allow_what_presad_allows_itself_and_the_broadcast_that_looks_for_plugs(self):
        broadcast = ipaddress.ip_network("255.255.255.255/32")
        for unit in _units:
            self.assertEqual(_of_the_unit(unit) - {broadcast}, _of_the_program(), unit)
            self.assertIn(broadcast, _of_the_unit(unit))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
