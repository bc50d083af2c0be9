#!/usr/bin/env python3
"""What a person may write wrong: said with place, line, caret, cause and the nearest right word; exit status 78."""

import os
import subprocess

from harness import DaemonTest, limit, main

_good_device = """  presa1:
    type: tuya
    device_id: bff7e612edf4edb899uaiz
    local_key: !secret presa1
    address: 127.0.0.9
    version: 3.3
"""


class InventoryErrors(DaemonTest):
    def _run(self, *arguments):
        done = subprocess.run(self.presad.command(*arguments), capture_output=True, timeout=limit(10), check=False)
        return done.returncode, done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")

    def _refused(self, inventory, *wanted):
        """Start-up and --check refuse it with the same words, each of `wanted` among them."""
        self.inventory.secret("presa1", "0123456789abcdef")
        self.inventory.write()
        self.inventory.write_text(inventory)
        checked, said = self._run("--check")
        started, same = self._run()
        self.assertEqual((checked, started), (78, 78), said)
        self.assertEqual(said, same)
        for words in wanted:
            self.assertIn(words, said)
        self.assertRegex(said, r"presad\.yaml:\d+:\d+: ")
        self.assertIn("nothing was started", said)
        return said

    def test_a_good_inventory_passes_the_check(self):
        self.inventory.secret("presa1", "0123456789abcdef")
        self.inventory.write()
        self.inventory.write_text("devices:\n" + _good_device)
        status, said = self._run("--check")
        self.assertEqual(status, 0, said)

    def test_a_version_that_does_not_exist(self):
        said = self._refused("devices:\n" + _good_device.replace("3.3", "3.6"), 'presad.yaml:7:14: "3.6"', "3.1, 3.2, 3.3, 3.4, 3.5")
        self.assertIn("    7 |     version: 3.6\n", said)
        self.assertIn("^~~", said)

    def test_an_unknown_key_with_the_nearest_right_one(self):
        self._refused("devices:\n" + _good_device.replace("local_key", "locak_key"), "locak_key", 'did you mean "local_key"')

    def test_all_findings_at_once(self):
        self._refused("devices:\n" + _good_device.replace("3.3", "3.6").replace("address", "adress"),
                      "presad.yaml:6:5", "presad.yaml:7:14", "2 problems")

    def test_a_key_of_the_wrong_length_is_not_shown(self):
        said = self._refused("devices:\n" + _good_device.replace("!secret presa1", "hunter2hunter2"), "16")
        self.assertNotIn("hunter2hunter2", said)

    def test_two_devices_with_one_id(self):
        self._refused("devices:\n" + _good_device + _good_device.replace("presa1:", "presa2:"), "bff7e612edf4edb899uaiz")

    def test_a_doubled_key(self):
        self._refused("devices:\n" + _good_device + "    address: 127.0.0.8\n", "presad.yaml:8:5", "address")

    def test_a_doubled_topic(self):
        self._refused("devices:\n" + _good_device + _good_device, "presad.yaml:8:3", "presa1")

    def test_a_tab_for_indentation(self):
        self._refused("devices:\n" + _good_device.replace("    version", "\tversion"), "presad.yaml:7:", "tab")

    def test_a_byte_order_mark_is_read_or_named(self):
        self.inventory.secret("presa1", "0123456789abcdef")
        self.inventory.write()
        self.inventory.write_text(b"\xef\xbb\xbf" + ("devices:\n" + _good_device).encode())
        status, said = self._run("--check")
        if status != 0:
            self.assertEqual(status, 78)
            self.assertIn("byte order mark", said)

    def test_a_topic_with_wildcards(self):
        for topic in ("presa/1", "presa+", "presa#"):
            with self.subTest(topic=topic):
                self._refused("devices:\n" + _good_device.replace("presa1:", f'"{topic}":'), "presad.yaml:2:3")

    def test_a_secret_that_is_in_no_file(self):
        self._refused("devices:\n" + _good_device.replace("!secret presa1", "!secret presa9"), "presa9")

    def test_text_that_is_no_yaml(self):
        self._refused("devices: [\n", "presad.yaml:")

    def test_bytes_that_are_no_text(self):
        self._refused(b"devices:\n  presa1: \x01\xff\xfe\n", "UTF-8")
        for raw in (b"\x00\x01\xff\xfe" * 100, "devices:\n".encode("utf-16"), os.urandom(5000)):
            self.inventory.write()
            self.inventory.write_text(raw)
            status, said = self._run()
            self.assertEqual(status, 78, said)
            self.assertIn("presad.yaml", said)

    def test_a_file_that_is_not_there(self):
        self.inventory.write()
        os.unlink(self.inventory.path)
        status, said = self._run()
        self.assertEqual(status, 78)
        self.assertIn("presad.yaml", said)

    def test_a_public_address(self):
        self._refused("devices:\n" + _good_device.replace("127.0.0.9", "8.8.8.8"), "8.8.8.8")


if __name__ == "__main__":
    main()
