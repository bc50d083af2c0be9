"""A Tasmota device that is not on the broker, asked over HTTP from inside the sandbox."""

from harness.tasmota import Tasmota
from machine import LAN_ADDRESS, Case


class Relaying(Case):
    def test_it_is_switched_over_http(self):
        device = Tasmota(self.world.folder, "cantina", LAN_ADDRESS, 1883, "s3cr3t-Wasserhahn")
        self.addCleanup(device.end)
        inventory = self.inventory(self.plug("presa1"))
        inventory.secrets["cantina"] = device.password
        inventory.devices["cantina"] = device.entry(hold=0.5)
        since = self.person.now()
        self.write_inventory(inventory)
        self.presad.control("reload")
        self.wait_for_presence("cantina", "Online", since)
        self.pass_barrier("cantina")
        for word in ("ON", "OFF"):
            self.assertEqual(self.person.ask("cantina", "Power", word), f'{{"POWER":"{word}"}}')
            self.assertEqual(device.power(), word)
        self.begin_as_usual()
        self.machine.run("presa retire cantina --yes")
