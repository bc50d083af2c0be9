"""Instances of presad@.service, when the package is upgraded, removed and there again: they fare as presad.service does."""

from machine import Case
from machine.service import Service

_inventories = {"site": ("shed1", "3.4", "192.168.77.5"), "barn": ("barn1", "3.3", "192.168.77.6")}


class UpgradingInstances(Case):
    """`site` is enabled, `barn` was only started; `site` is left running, and its links too, for the purge to clear."""

    def service(self, name):
        return Service(self.machine, f"presad@{name}.service")

    def instance_plug(self, name):
        return self.plug(*_inventories[name], relays=1)

    def test_they_run_on_the_lower_version(self):
        self.apt(f"install --allow-downgrades ./{self.world.older_package}")
        since = self.person.now()
        for name in _inventories:
            inventory = self.inventory(self.instance_plug(name))
            # One file of secrets serves all.
            inventory.secrets.update({topic: plug.local_key for topic, plug in self.world.plugs.items()})
            self.write_inventory(inventory, f"/etc/presad/{name}.yaml")
        self.machine.run("systemctl enable --now presad@site && systemctl start presad@barn")
        for topic, *_ in _inventories.values():
            self.wait_for_presence(topic, "Online", since)

    def test_an_upgrade_starts_them_anew_and_their_plugs_are_back(self):
        pids = {name: self.service(name).main_pid() for name in _inventories}
        cursors = {name: self.service(name).cursor() for name in _inventories}
        since = self.person.now()
        self.apt(f"install ./{self.world.package}")
        for name, pid in pids.items():
            self.service(name).wait_for_another(pid)
            self.wait_for_presence(self.instance_plug(name).topic, "Online", since)
            self.assert_back_soon(self.service(name), self.instance_plug(name).topic, cursors[name])
            self.assert_switches(self.instance_plug(name))
            self.assertEqual(self.service(name).restarts(), 0, "systemd had to")

    def test_removing_stops_them_and_says_so(self):
        since = self.person.now()
        self.apt("remove presad")
        self.assertEqual(self.processes(), "")
        for topic, *_ in _inventories.values():
            self.wait_for_presence(topic, "Offline", since)
        self.assertEqual(self.machine.output("systemctl list-units --no-legend 'presad@*'"), "")

    def test_installed_again_the_enabled_one_is_back_and_the_other_is_not(self):
        since = self.person.now()
        self.apt(f"install ./{self.world.package}")
        self.wait_for_presence("shed1", "Online", since)
        self.assert_switches(self.instance_plug("site"))
        self.assertEqual(self.service("site").state(), "active running")
        self.assertEqual(self.service("barn").state(), "inactive dead")
