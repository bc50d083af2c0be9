#!/usr/bin/env python3
"""presa scan: what is on the network, beside the inventory and beside a running presad.

Broadcasts need interfaces: the test makes two in its own network namespace, and is left out where there can be none.
"""

import json
import os
import pty
import re
import signal
import socket
import subprocess
import time
import unittest

from harness import DaemonTest, limit, main
from harness.network import Network, sealed
from harness.presad import program
from harness.process import Process

_listening = str(int(limit(4)))  # seconds; what announces itself here does so five times in each
_first, _second = "10.78.0", "10.79.0"


@unittest.skipUnless(sealed(), "needs a network namespace of its own")
class Scan(DaemonTest):
    def setUp(self):
        super().setUp()
        for number, subnet in enumerate((_first, _second)):
            self.addCleanup(Network(f"presad{number}", *(f"{subnet}.{host}/24" for host in range(1, 8))).end)
        self._next = f"{_first}.2"

    def address(self):
        return self._next

    def _plug(self, topic, address, protocol="3.3", **options):
        self._next = address
        return self.plug(topic, protocol, announce_interval="200ms",
                         **{"announce": address.rpartition(".")[0] + ".255", **options})

    def _command(self, *words):
        return [program("presa"), "scan", "--config", self.inventory.path, "--duration", _listening, "--socket",
                os.path.join(self.folder, "control"), *words]

    def _scan(self, *words, status=0):
        self.inventory.write()
        done = subprocess.run(self._command(*words), capture_output=True, timeout=limit(60), check=False)
        self.assertEqual(done.returncode, status, done.stderr.decode())
        return done.stdout.decode(), done.stderr.decode()

    def _found(self, *words):
        """By device_id, and under None those without one."""
        whole = json.loads(self._scan("--json", *words)[0])
        self.assertTrue(whole["complete"])
        return {device["device_id"]: device for device in whole["devices"]}

    # --- what is there -------------------------------------------------------------------------------------------

    def test_two_subnets_known_new_moved_duplicate_and_missing(self):
        at_home = self._plug("home", f"{_first}.2")
        silent = self._plug("silent", f"{_second}.2", "3.5", answer_probe=True, listed=False)
        nomad = self._plug("nomad", f"{_second}.3", "3.1")
        self.inventory.devices["nomad"]["address"] = f"{_first}.3"
        twin = self._plug("twin", f"{_first}.4", "3.4", listed=False)
        self._plug("other", f"{_first}.5", "3.4", listed=False, device_id=twin.device_id)
        pump = self._plug("pump", f"{_first}.6", announce="none")
        found = self._found()
        self.assertEqual({key: device["state"] for key, device in found.items()},
                         {at_home.device_id: "known", silent.device_id: "new", nomad.device_id: "moved",
                          twin.device_id: "duplicate", pump.device_id: "missing"})
        self.assertEqual(found[at_home.device_id]["topic"], "home")
        self.assertEqual((found[silent.device_id]["addresses"], found[silent.device_id]["version"]), ([f"{_second}.2"], "3.5"))
        self.assertEqual(found[nomad.device_id]["listed_address"], f"{_first}.3")
        self.assertEqual(sorted(found[twin.device_id]["addresses"]), [f"{_first}.4", f"{_first}.5"])
        self.assertEqual(found[pump.device_id]["addresses"], [])
        for plug in self.plugs:
            self.assertEqual(plug.sessions(), 0)  # nobody knocked

    def test_a_device_that_moves_while_it_is_listened_to_has_one_address_in_the_end(self):
        plug = self._plug("presa1", f"{_first}.2")
        self.inventory.write()
        scan = Process("presa-scan", self._command("--json"), self.folder)
        self.addCleanup(scan.kill)
        plug.act(f"move {_second}.2")
        self.assertEqual(scan.wait_for_end(60), 0)
        device = json.loads(scan.log())["devices"][0]
        self.assertEqual((device["state"], device["addresses"], device["listed_address"]),
                         ("moved", [f"{_second}.2"], f"{_first}.2"))

    def test_lines_in_a_pipe_are_plain_and_need_no_inventory(self):
        plug = self._plug("presa1", f"{_first}.2", listed=False)
        self.inventory.devices["pump"] = {"type": "tuya", "device_id": "bfpump", "address": f"{_first}.9"}  # and no key
        said, told = self._scan()
        self.assertRegex(said, rf"^STATE +NAME +ID .*\nmissing  pump .*\nnew +- +{plug.device_id}  {_first}.2 ")
        self.assertNotIn("\x1b", said + told)
        self.assertIn("2 devices: 1 new, 1 missing", told)

    # --- into the inventory --------------------------------------------------------------------------------------

    def _written(self):
        with open(self.inventory.path, encoding="utf-8") as file:
            return file.read()

    def test_what_is_new_goes_into_the_inventory_when_told_and_only_then(self):
        self._plug("home", f"{_first}.2")
        fresh = self._plug("fresh", f"{_second}.2", "3.5", listed=False)
        twin = self._plug("twin", f"{_first}.4", "3.4", listed=False)
        self._plug("other", f"{_first}.5", "3.4", listed=False, device_id=twin.device_id)
        said, _ = self._scan("--add")
        before = self._written()
        self.assertIn(f"+    device_id: {fresh.device_id}", said)
        self.assertIn("Nothing was written", said)
        self.assertNotIn(fresh.device_id, before)

        _, told = self._scan("--add", "--write")
        after = self._written()
        self.assertTrue(after.startswith(before.rstrip("\n")), after)
        self.assertIn("local_key: unknown", after)
        self.assertNotIn(f"{_second}.2", after)  # presad follows its announcements
        self.assertNotIn(twin.device_id, after)  # one id from two addresses: which is it?
        self.assertIn("presa wizard or presa import", told)

        done = subprocess.run(self._command("--add", "--write"), capture_output=True, timeout=limit(60), check=False)
        self.assertEqual((done.returncode, self._written()), (0, after), done.stderr)

    def test_presad_starts_with_it_says_what_is_missing_and_takes_the_key_over(self):
        home = self._plug("home", f"{_first}.2")
        fresh = self._plug("fresh", f"{_second}.2", "3.5", listed=False)
        self._scan("--add", "--write")
        secrets = self.inventory.secrets.pop("fresh")
        topic = "device_" + fresh.device_id[-6:]
        self.addCleanup(self._end_presad)
        self.presad.start()
        self.wait_for_presence("home", "Online")
        self.presad.wait_for_line(f"{topic}: key unknown: nobody has told its local_key yet", 10)
        self.assertEqual((home.sessions(), fresh.sessions()), (1, 0))
        self.assertEqual(self.ask(topic, "Power", "ON"), '{"Command":"Offline","Input":"POWER ON"}')  # at once, not after 30 s
        keys = os.path.join(self.folder, "devices.json")
        with open(keys, "w", encoding="utf-8") as file:
            json.dump([{"name": "Fresh", "id": fresh.device_id, "key": secrets}], file)
        done = subprocess.run([program("presa"), "import", "--config", self.inventory.path, "--write", keys],
                              capture_output=True, timeout=limit(60), check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"its local key, unknown until now", done.stdout)
        self.assertIn(f"its topic, {topic} until now".encode(), done.stdout)
        self.assertNotIn(b"unknown", self._written().encode())
        self.presad.wait_for_line("reloaded", 10, self.presad.reload())
        self.wait_for_presence("fresh", "Online", seconds=30)
        self.assertEqual(self.ask("fresh", "Power", "ON"), '{"POWER":"ON"}')
        self.assertNotIn(f"tele/{topic}/LWT", self.retained("tele/#"))
        self.assertEqual(home.sessions(), 1)

    def test_write_alone_is_refused(self):
        self.assertIn("--write goes with --add", self._scan("--write", status=64)[1])

    # --- beside presad -----------------------------------------------------------------------------------------

    def test_beside_a_running_presad_both_hear_and_the_sessions_stay(self):
        lamp = self._plug("presa1", f"{_first}.2")
        silent = self._plug("silent", f"{_second}.2", "3.5", answer_probe=True, listed=False)
        lost = self._plug("lost", f"{_second}.3", "3.5", answer_probe=True)
        del self.inventory.devices["lost"]["address"]  # presad probes for it, too
        self.start_with(lamp, lost)
        before = self.presad.connections(6668)
        found = self._found("--subnet", f"{_first}.0/24")
        self.assertEqual([found[plug.device_id]["state"] for plug in (lamp, silent, lost)], ["known", "new", "known"])
        self.assertEqual(self.presad.connections(6668), before)

    # --- --subnet ------------------------------------------------------------------------------------------------

    def test_a_subnet_is_knocked_at_only_when_asked_and_never_where_somebody_is_known(self):
        listed = self._plug("listed", f"{_first}.2", announce="none")
        silent = self._plug("silent", f"{_first}.3", announce="none", listed=False)
        heard = self._plug("heard", f"{_first}.4", listed=False)
        found = self._found("--subnet", f"{_first}.0/24")
        self.assertEqual((found[None]["state"], found[None]["addresses"]), ("new", [f"{_first}.3"]))
        self.assertEqual([plug.sessions() for plug in (listed, silent, heard)], [0, 1, 0])

    def test_subnets_of_others_and_bad_ones_are_refused(self):
        for subnet in ("8.8.8.0/24", "10.0.0.0/8", "fe80::/64", "house"):
            said, told = self._scan("--subnet", subnet, status=64)
            self.assertEqual(said, "")
            self.assertIn(subnet, told)

    # --- hostile -------------------------------------------------------------------------------------------------

    def test_hostile_announcements_are_bounded_counted_and_never_obeyed(self):
        self._plug("presa1", f"{_first}.2")
        self.inventory.write()
        command = self._command()
        command[command.index("--duration") + 1] = str(int(limit(10)))
        scan = Process("presa-scan", command, self.folder)
        self.addCleanup(scan.kill)
        # Not to the end: what the kernel drops while its queue is full, the plug's announcements among it, nobody can list.
        end = time.monotonic() + limit(6)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as attacker:
            attacker.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            attacker.bind((f"{_first}.7", 0))

            def send(datagram, port=6667):
                attacker.sendto(datagram, (f"{_first}.255", port))
            while time.monotonic() < end:
                send(json.dumps({"gwId": "\x1b[2J\x9b31m\u202eevil", "productKey": "\r\nknown", "version": "9.9"}).encode())
                send(json.dumps({"gwId": "x" * 65}).encode())
                for garbage in (b"", b"{", b"\x00\x00\x55\xaa" + b"\xff" * 40, b"\xff" * 2048, b'{"gwId":{"gwId":1}}'):
                    send(garbage, 6666)
                for number in range(200):
                    send(json.dumps({"gwId": f"made-up-{os.urandom(4).hex()}-{number}"}).encode(), 7000)
        self.assertEqual(scan.wait_for_end(20), 0)
        said = scan.log()
        self.assertIn(r"\x1b[2J", said)
        self.assertNotRegex(said, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
        self.assertLessEqual(len(said.splitlines()), 1024 + 1 + 3)
        self.assertIn("were no announcements", said)
        self.assertIn("making them up", said)
        self.assertRegex(said, "\nknown +presa1 ")

    # --- the terminal --------------------------------------------------------------------------------------------

    def _on_a_terminal(self, until, **environment):
        """Runs it on a terminal until what it drew matches, then Ctrl-C; gives all that it wrote."""
        self.inventory.write()
        ours, its = pty.openpty()
        scan = subprocess.Popen([*self._command()[:-1], "3600"], stdin=its, stdout=its, stderr=its,
                                env={**os.environ, "TERM": "xterm", **environment}, start_new_session=True)
        self.addCleanup(os.close, ours)
        self.addCleanup(scan.kill)
        os.close(its)
        written = ""
        while True:
            try:
                piece = os.read(ours, 1 << 16)
            except OSError:  # it has ended
                break
            written += piece.decode()
            if until is not None and re.search(until, written):
                until = None
                scan.send_signal(signal.SIGINT)
        self.assertEqual(scan.wait(limit(10)), 0)
        return written

    def test_a_terminal_sees_a_live_table_and_ctrl_c_ends_it_cleanly(self):
        plug = self._plug("presa1", f"{_first}.2")
        self.inventory.devices["pump"] = {"type": "tuya", "device_id": "bfpump"}
        written = self._on_a_terminal(rf"known.*{plug.device_id}.*\r\n(.*\r\n)*listening: \d+ s left, 1 heard")
        self.assertIn("\x1b[32mknown\x1b[0m", written)
        final = written[written.rindex("\x1b[J"):]  # below it nothing is drawn over
        self.assertIn(plug.device_id, final)
        self.assertNotIn("bfpump", final)
        self.assertIn("ended early, so nothing is called missing", final)

    def test_no_color_is_respected(self):
        self._plug("presa1", f"{_first}.2")
        self.assertNotRegex(self._on_a_terminal("known +presa1", NO_COLOR="1"), "\x1b\\[[0-9]*m")

    def test_a_broken_inventory_is_told(self):
        self.inventory.write_text("devices: [")
        done = subprocess.run(self._command(), capture_output=True, timeout=limit(60), check=False)
        self.assertEqual((done.returncode, done.stdout), (78, b""))
        self.assertIn(b"presad.yaml:1", done.stderr)


if __name__ == "__main__":
    main()
