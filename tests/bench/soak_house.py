"""Broker, plugs and presad of a soak, and one sample of presad's process."""

import os
import re
import shutil
import tempfile
import time

from harness.broker import Mosquitto
from harness.fleet import Fleet
from harness.inventory import Inventory
from harness.presad import Presad
from process_figures import cpu_seconds, descriptors, pss_kib, threads

_protocols = ("3.3", "3.4", "3.5", "3.1")


class House:
    """`count` plugs, shared out among four programs, one for each protocol."""

    def __init__(self, count):
        self.folder = tempfile.mkdtemp(prefix="presad-soak-")
        self.broker = Mosquitto(self.folder).start()
        inventory = Inventory(self.folder, self.broker.port)
        self.fleets, self.plugs, self._spare = [], {}, 0
        for place, protocol in enumerate(_protocols[:count]):
            size = count // len(_protocols) + (place < count % len(_protocols))
            addresses = [f"127.{80 + place}.{number >> 8}.{number & 255}" for number in range(2, 2 + size)]
            fleet = Fleet(self.folder, f"v{protocol.replace('.', '')}n", protocol, addresses, power=60)
            self.fleets.append(fleet)
            inventory.devices.update(fleet.entries())
            inventory.secrets.update(fleet.local_keys())
            self.plugs.update({topic: (fleet, number) for number, topic in enumerate(fleet.topics(), 1)})
        inventory.write()
        self.presad = Presad(self.folder, inventory, log_level="info")
        self.presad.start()

    @property
    def pid(self):
        return self.presad.process.pid

    def spare_address(self):
        self._spare = self._spare % 60000 + 1
        return f"127.90.{self._spare >> 8}.{self._spare & 255}"

    def doubled(self):
        """{address: local ports}, where presad holds more than one connection at this moment."""
        ports = {}
        for address, port in self.presad.established(6668):
            ports.setdefault(address, []).append(port)
        return {address: held for address, held in ports.items() if len(held) > 1}

    def connections(self):
        """{topic: how many connections the plug itself serves}, as far as the plugs have told within 10 s."""
        marks = [fleet.process.log_mark() for fleet in self.fleets]
        for fleet in self.fleets:
            fleet.process.type_line(f"1-{len(fleet.addresses)}:show")
        found, end = {}, time.monotonic() + 10
        while len(found) < len(self.plugs) and time.monotonic() < end:
            for fleet, mark in zip(self.fleets, marks):
                for number, count in re.findall(r"^plug=(\d+) state .* connections=(\d+) ", fleet.process.log_since(mark), re.MULTILINE):
                    found[f"{fleet.topic}{number}"] = int(count)
            time.sleep(0.05)
        return found

    def sample(self):
        return {"descriptors": descriptors(self.pid), "threads": threads(self.pid), "cpu_s": round(cpu_seconds(self.pid), 2),
                "pss_kib": pss_kib(self.pid), "pss_anon_kib": pss_kib(self.pid, "Pss_Anon")}

    def misunderstood(self):
        """Lines in which a simulator refused what was typed: then the soak itself is wrong."""
        return [line for fleet in self.fleets for line in fleet.process.log().splitlines() if re.match(r"(plug=\d+ )?error ", line)]

    def close(self, keep):
        """`keep`: the folder with the logs stays, and its name is given."""
        if self.presad.running():
            self.presad.kill()
        for fleet in self.fleets:
            fleet.end()
        self.broker.stop()
        if keep:
            return self.folder
        shutil.rmtree(self.folder)
        return None
