"""A second presad on the same machine, with an inventory of its own."""

from machine import Case
from machine.service import Service


class SecondInstance(Case):
    def test_presad_at_site_runs_beside_presad(self):
        pid, since = self.presad.main_pid(), self.person.now()
        site = Service(self.machine, "presad@site.service")
        plug = self.plug("shed1", "3.4", "192.168.77.4", relays=1)
        inventory = self.inventory(plug)
        inventory.secrets["presa1"] = self.plug("presa1").local_key  # one file of secrets serves both
        self.write_inventory(inventory, "/etc/presad/site.yaml")
        self.addCleanup(self.machine.run, "systemctl disable --now presad@site", check=False)
        self.machine.run("systemctl enable --now presad@site")
        self.wait_for_presence("presad_site", "Online", since)
        self.wait_for_presence("shed1", "Online", since)
        self.assert_switches(plug)
        self.assert_switches(self.plug("presa1"))
        self.assertEqual(site.state(), "active running")
        self.assertEqual(self.presad.main_pid(), pid)
        self.assertEqual(self.retained("tele/presad/LWT", "tele/presad_site/LWT"),
                         {"tele/presad/LWT": "Online", "tele/presad_site/LWT": "Online"})
        since = self.person.now()
        site.control("stop")
        self.wait_for_presence("shed1", "Offline", since)
        self.assertEqual(self.person.heard("tele/presa1/LWT", "Offline", since), [])
