#!/usr/bin/env python3
"""SIGHUP: a changed inventory is applied by difference, a broken one not at all."""

import json
import os

from harness import DaemonTest, main


class Reload(DaemonTest):
    def setUp(self):
        super().setUp()
        self.first, self.second = self.plug("presa1", "3.3", relays=1), self.plug("presa2", "3.5", relays=1)
        self.start_with(self.first, self.second)
        self.ports = self.presad.connections(6668)
        self.assertEqual(set(self.ports), {self.first.address, self.second.address})

    def _reload(self):
        self.inventory.write()
        mark = self.presad.reload()
        self.presad.wait_for_line("reloaded", 10, mark)

    def test_an_unchanged_inventory_changes_nothing(self):
        self._reload()
        self.assertEqual(self.presad.connections(6668), self.ports)

    def test_a_new_device_appears_and_the_others_keep_their_connections(self):
        third = self.plug("presa3", "3.4", relays=1)
        since = self.person.now()
        self._reload()
        self.wait_for_presence("presa3", "Online", since=since)
        ports = self.presad.connections(6668)
        self.assertEqual({address: ports[address] for address in self.ports}, self.ports)
        self.assertIn(third.address, ports)

    def test_a_removed_device_leaves_the_broker_and_the_other_keeps_its_connection(self):
        del self.inventory.devices["presa1"]
        since = self.person.now()
        self._reload()
        self.wait_for_presence("presa1", "Offline", since=since)
        self.pass_barrier("presa2")
        self.assertEqual(self.presad.connections(6668), {self.second.address: self.ports[self.second.address]})
        late = self.broker.client().subscribe("tele/+/LWT")
        late.publish("tele/end/LWT")  # behind whatever is retained
        late.wait_for(lambda m: m.topic == "tele/end/LWT", 5, "the end")
        self.assertNotIn("tele/presa1/LWT", [m.topic for m in late.messages])

    def test_a_changed_device_is_taken_up_anew_and_the_other_keeps_its_connection(self):
        self.inventory.devices["presa1"]["command_interval"] = 0.1
        mark = self.first.process.log_mark()
        self._reload()
        self.first.process.wait_for_line("plug=1 connected", 20, since=mark)
        self.assertEqual(self.presad.connections(6668)[self.second.address], self.ports[self.second.address])
        self.expect(self.command("presa2", "Power", "ON"), 'stat/presa2/RESULT {"POWER":"ON"}', topic="presa2")

    def test_a_new_name_costs_no_connection(self):
        self.inventory.devices["presa1"]["name"] = "Lampada"
        self._reload()
        self.assertEqual(self.presad.connections(6668), self.ports)
        since = self.command("presa1", "Status")
        self.assertIn('"DeviceName":"Lampada"', self.wait_for_message("stat/presa1/STATUS", since=since).text)

    def test_a_broken_inventory_changes_nothing_and_says_where(self):
        good = self.inventory.text()
        self.inventory.write_text(good.replace("local_key", "locak_key", 1))
        mark = self.presad.reload()
        self.presad.wait_for_line(r"presad\.yaml:7:5: .*locak_key", 10, mark)
        self.pass_barrier("presa1")
        self.assertEqual(self.presad.connections(6668), self.ports)
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1")

    def test_a_missing_inventory_changes_nothing(self):
        os.rename(self.inventory.path, self.inventory.path + ".away")
        mark = self.presad.reload()
        self.presad.wait_for_line(r"presad\.yaml.*(No such file|cannot|not)", 10, mark)
        self.pass_barrier("presa1")
        self.assertEqual(self.presad.connections(6668), self.ports)

    def test_another_period_for_the_house_costs_no_plug_its_connection(self):
        self.inventory.mqtt["tele_period"] = 60
        since = self.person.now()
        self._reload()
        self.wait_for_presence("presa1", "Online", since=since)
        self.pass_barrier("presa1")
        self.assertEqual(self.presad.connections(6668), self.ports)
        self.assertEqual(self.ask("presa1", "TelePeriod"), '{"TelePeriod":60}')

    def test_the_command_reload_does_the_same_and_answers(self):
        self.plug("presa3", "3.3", relays=1)
        self.inventory.write()
        self.assertEqual(json.loads(self.ask("presad", "Reload")), {"Reload": "Done"})
        self.wait_for_presence("presa3", "Online")
        self.inventory.write_text("devices: [")
        self.assertNotEqual(json.loads(self.ask("presad", "Reload")), {"Reload": "Done"})


if __name__ == "__main__":
    main()
