#!/usr/bin/env python3
"""presa import and a reload: from another program's list of devices to a house that switches."""

import json
import os
import stat
import subprocess

from harness import DaemonTest, limit, main
from harness.presad import program
from harness.simulator import new_local_key


class Import(DaemonTest):
    def _house(self):
        """Three plugs that the inventory does not know, and tinytuya's list of them."""
        plugs = [self.plug("kitchen_plug", "3.3", listed=False), self.plug("presa_2", "3.4", listed=False),
                 self.plug("tv", "3.5", listed=False)]
        self.inventory.secrets.clear()  # what there ever was is still looked for at the end
        self.list = [{"name": name, "id": plug.device_id, "key": plug.local_key, "mac": "", "last_ip": plug.address,
                      "version": plug.protocol, "sub": False}
                     for name, plug in zip(("Kitchen plug", "Presa #2", "TV"), plugs)]
        self.start_presad()
        return plugs

    def _import(self, *words):
        """Runs it on the list as it is now; gives its output, in which no key stands."""
        path = os.path.join(self.folder, "devices.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.list, file)
        done = subprocess.run([program("presa"), "import", "--config", self.inventory.path, *words, path],
                              capture_output=True, timeout=limit(60), check=False)
        for _, value in self.inventory.secrets.ever:
            self.assertNotIn(value.encode(), done.stdout + done.stderr)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout.decode()

    def _texts(self):
        texts = []
        for path in (self.inventory.path, self.inventory.secrets_path):
            with open(path, encoding="utf-8") as file:
                texts.append(file.read())
        return texts

    def _reload(self):
        mark = self.presad.reload()
        self.presad.wait_for_line("reloaded", 10, mark)

    def _imported_and_online(self):
        plugs = self._house()
        self._import("--write")
        since = self.person.now()
        self._reload()
        for plug in plugs:
            self.wait_for_presence(plug.topic, "Online", since=since)
        return plugs

    def test_from_an_empty_inventory_to_plugs_that_are_switched(self):
        plugs = self._house()
        before = self._texts()
        self.assertIn("Nothing was written", self._import())
        self.assertEqual(self._texts(), before)

        said = self._import("--write")
        self.assertRegex(said, r"(?m)^new +kitchen_plug +Kitchen plug$")
        self.assertIn("systemctl reload presad", said)
        self.assertEqual(stat.S_IMODE(os.stat(self.inventory.secrets_path).st_mode) & 0o007, 0)
        since = self.person.now()
        self._reload()
        for plug in plugs:
            self.wait_for_presence(plug.topic, "Online", since=since)
            self.settle(plug.topic, since)
            self.expect(self.command(plug.topic, "Power", "ON"), f'stat/{plug.topic}/RESULT {{"POWER":"ON"}}',
                        topic=plug.topic)
            self.assertIs(plug.relay(), True)

        after = self._texts()
        self.assertIn("Nothing is to be written", self._import("--write"))
        self.assertEqual(self._texts(), after)

    def test_a_changed_key_is_said_aloud_and_taken_over_while_the_others_keep_their_connection(self):
        kitchen, second, tv = self._imported_and_online()
        ports = self.presad.connections(6668)
        key = new_local_key()
        self.inventory.secrets["rotated"] = key
        since = self.person.now()
        kitchen.act(f"rotate-key {key}")
        self.wait_for_presence("kitchen_plug", "Offline", seconds=45, since=since)
        self.list[0]["key"] = key
        inventory = self._texts()[0]

        self.assertRegex(self._import(), r"(?m)^changed +kitchen_plug +Kitchen plug: ITS LOCAL KEY IS ANOTHER ONE")
        report = json.loads(self._import("--write", "--json"))
        self.assertEqual([(device["topic"], device["change"], device.get("changed")) for device in report["devices"]],
                         [("kitchen_plug", "changed", ["local_key"]), ("presa_2", "unchanged", None),
                          ("tv", "unchanged", None)])
        self.assertEqual(self._texts()[0], inventory)
        since = self.person.now()
        self._reload()
        self.wait_for_presence("kitchen_plug", "Online", seconds=30, since=since)
        self.expect(self.command("kitchen_plug", "Power", "ON"), 'stat/kitchen_plug/RESULT {"POWER":"ON"}',
                    topic="kitchen_plug")
        now = self.presad.connections(6668)
        for plug in (second, tv):
            self.assertEqual(now[plug.address], ports[plug.address])


if __name__ == "__main__":
    main()
