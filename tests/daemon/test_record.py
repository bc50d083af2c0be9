#!/usr/bin/env python3
"""presa record: what it writes verifies as vectors of ours do, and holds neither key nor id nor address."""

import base64
import json
import os
import stat
import subprocess

from harness import DaemonTest, limit, main
from harness.presad import program


def clothes(secret):
    """`secret` as it may stand in a text: as it is, as hex digits, in base64 at each place of a group of three."""
    yield secret
    yield secret.hex().encode()
    for place in range(3):
        text = base64.b64encode(b"x" * place + secret)
        yield text[(place * 8 + 5) // 6:(place + len(secret)) * 8 // 6]


class Record(DaemonTest):
    def record(self, topic, *words):
        self.inventory.write()
        done = subprocess.run([program("presa"), "record", topic, "--config", self.inventory.path, "--secrets",
                               self.inventory.secrets_path, "--socket", os.path.join(self.folder, "control"), *words],
                              capture_output=True, text=True, timeout=limit(100), check=False)
        return done.returncode, done.stdout, done.stderr

    def check_hidden(self, plug, raw):
        frames = b"".join(bytes.fromhex(entry["frame"]) for entry in json.loads(raw) if "frame" in entry)
        for secret in (plug.local_key.encode(), plug.device_id.encode(), plug.address.encode()):
            for text in clothes(secret):
                self.assertNotIn(text.lower(), raw.lower())
                self.assertNotIn(text.lower(), frames.lower())

    def test_every_version_verifies_and_tells_no_secret(self):
        folder = os.path.join(self.folder, "vectors")
        os.mkdir(folder)
        for version in ("3.1", "3.2", "3.3", "3.4", "3.5"):
            with self.subTest(version):
                plug = self.plug("plug" + version.replace(".", ""), version)
                path = os.path.join(folder, f"{plug.topic}.json")
                before = plug.relay()
                status, said, complaint = self.record(plug.topic, "--output", path, "--for", "1s", "--switch")
                self.assertEqual((status, complaint), (0, ""), said)
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
                self.assertIs(plug.relay(), before)
                with open(path, "rb") as file:
                    raw = file.read()
                self.check_hidden(plug, raw)
                entries = json.loads(raw)
                self.assertEqual(entries[-1]["left_out"], [])
                self.assertEqual([entry["name"] for entry in entries if "note" in entry], [])
                commands = {entry.get("command_name") for entry in entries}
                self.assertIn("STATUS", commands)
                self.assertEqual("SESS_KEY_NEG_FINISH" in commands, version >= "3.4")
                plug.end()
        tests = os.path.join(os.path.dirname(os.path.dirname(program("presa"))), "tests", "test_tuya_vectors")
        done = subprocess.run([tests], env={**os.environ, "PRESAD_VECTORS": folder}, capture_output=True, text=True,
                              timeout=limit(100), check=False)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_nothing_is_switched_unless_asked_and_it_goes_to_standard_output(self):
        plug = self.plug("presa1", "3.3")
        status, said, _ = self.record("presa1", "--output", "-", "--for", "1s")
        self.assertEqual(status, 0)
        self.assertNotIn("CONTROL", [entry.get("command_name") for entry in json.loads(said)])
        self.check_hidden(plug, said.encode())

    def test_what_was_written_is_said_as_one_object(self):
        """The file is the same as without, and nothing but the object is printed."""
        plug = self.plug("presa1", "3.4")
        path = os.path.join(self.folder, "made.json")
        status, said, complaint = self.record("presa1", "--output", path, "--for", "1s", "--json")
        self.assertEqual((status, complaint), (0, ""), said)
        told = json.loads(said)
        with open(path, "rb") as file:
            raw = file.read()
        self.check_hidden(plug, raw)
        order = [name for entry in json.loads(raw) for name in entry.get("order", [])]
        self.assertGreater(len(order), 0)
        self.assertGreaterEqual(told.pop("seconds"), 1)
        self.assertEqual(told, {"topic": "presa1", "file": path, "frames": len(order), "left_out": [],
                                "key": "presa-substitute", "ended_by": "time"})
        self.assertEqual(said.count("\n"), 1)
        status, said, complaint = self.record("presa1", "--output", "-", "--json")
        self.assertEqual((status, said), (64, ""))
        self.assertIn("--output -", complaint)

    def test_what_was_left_out_is_told_with_its_reason(self):
        """Bytes that are no frame."""
        self.plug("presa1", "3.3", fault="garbage-before")
        path = os.path.join(self.folder, "made.json")
        status, said, _ = self.record("presa1", "--output", path, "--for", "1s", "--json")
        self.assertEqual(status, 0)
        left_out = json.loads(said)["left_out"]
        self.assertTrue(left_out)
        with open(path, "rb") as file:
            self.assertEqual([each["why"] for each in left_out],
                             [why for entry in json.loads(file.read()) for why in entry.get("left_out", [])])

    def test_a_device_that_is_away_and_a_wrong_span_write_nothing(self):
        plug = self.plug("presa1", "3.4")
        path = os.path.join(self.folder, "none.json")
        self.assertEqual(self.record("presa1", "--output", path, "--for", "soon")[0], 64)
        plug.kill()
        status, _, complaint = self.record("presa1", "--output", path, "--for", "1s")
        self.assertEqual(status, 3)
        self.assertIn("presa doctor presa1", complaint)
        self.assertFalse(os.path.exists(path))


if __name__ == "__main__":
    main()
