#!/usr/bin/env python3
"""From a drawer of plugs to a house that switches: scan, import of the keys, check, reload, and each plug on and off."""

import json
import os
import subprocess
import unittest

from harness import DaemonTest, limit, main
from harness.network import Network, sealed
from harness.presad import program

_drawer = [("Kitchen plug", "3.1"), ("Presa #2", "3.2"), ("TV", "3.3"), ("Lampada corridoio", "3.3"), ("Caffè", "3.4"),
           ("Heater", "3.4"), ("Washer", "3.5"), ("Garden", "3.5")]
_topics = ["kitchen_plug", "presa_2", "tv", "lampada_corridoio", "caffè", "heater", "washer", "garden"]


@unittest.skipUnless(sealed(), "announcements need a network namespace of their own")
class Drawer(DaemonTest):
    def setUp(self):
        super().setUp()
        self.addCleanup(Network("presad0", *(f"10.80.0.{host}/24" for host in range(1, 10))).end)

    def address(self):
        self._addresses += 1
        return f"10.80.0.{self._addresses}"

    def _presa(self, verb, *words):
        done = subprocess.run([program("presa"), verb, *words], capture_output=True, timeout=limit(90), check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        for _, key in self.inventory.secrets.ever:
            self.assertNotIn(key.encode(), done.stdout + done.stderr)
        return done.stdout.decode()

    def test_eight_plugs_of_mixed_versions_from_an_empty_inventory(self):
        plugs = [self.plug(f"drawer{number}", protocol, listed=False, announce="10.80.0.255", announce_interval="1s")
                 for number, (_, protocol) in enumerate(_drawer)]
        for plug, topic in zip(plugs, _topics):
            plug.topic = topic  # what import makes of its name
        self.inventory.secrets.clear()
        self.start_presad()
        of_inventory = ("--config", self.inventory.path)

        found = {one["device_id"]: one for one in json.loads(
            self._presa("scan", *of_inventory, "--duration", str(int(limit(4))), "--json"))["devices"]}
        for plug in plugs:
            seen = found[plug.device_id]
            self.assertEqual((seen["state"], seen["addresses"], seen["version"]), ("new", [plug.address], plug.protocol))

        keys = os.path.join(self.folder, "devices.json")  # as tinytuya's wizard writes it: no addresses, no versions
        with open(keys, "w", encoding="utf-8") as file:
            json.dump([{"name": name, "id": plug.device_id, "key": plug.local_key, "mac": "", "uuid": plug.device_id[:16],
                        "category": "cz", "product_name": "Smart Socket", "sub": False}
                       for plug, (name, _) in zip(plugs, _drawer)], file)
        self.assertIn("Nothing was written", self._presa("import", *of_inventory, keys))
        self._presa("import", *of_inventory, "--write", keys)
        os.unlink(keys)
        self.assertIn("8 devices, no problems", self._presa("check", *of_inventory))

        since = self.person.now()
        self.presad.wait_for_line("reloaded", 10, self.presad.reload())
        for plug in plugs:
            self.wait_for_presence(plug.topic, "Online", seconds=30, since=since)
            self.settle(plug.topic, since)
        for plug in plugs:
            subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.broker.port), "-t", f"cmnd/{plug.topic}/Power",
                            "-m", "ON"], check=True, timeout=limit(10))
        for plug in plugs:
            self.wait_for_message(f"stat/{plug.topic}/RESULT", '{"POWER":"ON"}', since=since)
            self.assertIs(plug.relay(), True)
        socket = ("--socket", os.path.join(self.folder, "control"))
        for plug in plugs:
            self._presa("off", *socket, plug.topic)
            self.assertIs(plug.relay(), False)
        status = json.loads(self._presa("status", *socket, "--json"))
        self.assertEqual((status["daemon"]["online"], status["daemon"]["offline"]), (8, 0))


if __name__ == "__main__":
    main()
