#!/usr/bin/env python3
"""presa at the device itself: without presad and broker, in every protocol version, with the same answers and statuses."""

import json
import os
import re
import signal
import subprocess

from harness import DaemonTest, limit, main
from harness.presad import program
from harness.process import Process


class Direct(DaemonTest):
    def setUp(self):
        super().setUp()
        self.control = os.path.join(self.folder, "control")

    def command(self, verb, *words):
        own = ["--socket", self.control] if verb in ("get", "on", "off", "toggle") else []
        return [program("presa"), verb, *own, "--config", self.inventory.path, "--secrets", self.inventory.secrets_path, *words]

    def presa(self, verb, *words):
        self.inventory.write()
        done = subprocess.run(self.command(verb, *words), capture_output=True, text=True, timeout=limit(60), check=False)
        for value in self.inventory.secrets.values():
            self.assertNotIn(value, done.stdout + done.stderr)
        return done.returncode, done.stdout, done.stderr

    def test_every_version_is_switched_and_seen_to_be(self):
        for version in ("3.1", "3.2", "3.3", "3.4", "3.5"):
            with self.subTest(version):
                topic = "plug" + version.replace(".", "")
                plug = self.plug(topic, version, relays=1)
                self.assertEqual(self.presa("on", "--direct", topic), (0, '{"POWER":"ON"}\n', ""))
                self.assertIs(plug.relay(), True)
                self.assertEqual(self.presa("toggle", "--direct", topic), (0, '{"POWER":"OFF"}\n', ""))
                self.assertIs(plug.relay(), False)
                self.assertEqual(self.presa("set", "--direct", topic, "TuyaSend1", "1,1"), (0, '{"TuyaSend":"Done"}\n', ""))
                self.assertIs(plug.relay(), True)
                status, said, complaint = self.presa("get", "--direct", topic)
                self.assertEqual((status, complaint), (0, ""))
                self.assertRegex(said, r'^STATE +\{.*"POWER":"ON"')
                self.assertRegex(said, r"\n1 +true\n")
                plug.end()

    def test_a_device_told_by_presad_and_by_itself_has_the_same_digits(self):
        def told(*words):
            status, said, _ = self.presa("get", *words, "presa1")
            self.assertEqual(status, 0)
            return said, dict(re.findall(r'"(Power|ApparentPower|ReactivePower|Factor|Voltage|Current)":([^,}]*)', said))

        plug = self.plug("presa1", "3.4", power=0, max_connections=2)
        self.presad.environment["RUNTIME_DIRECTORY"] = self.folder
        self.start_with(plug)
        for words in ((), ("--json",)):
            by_presad = told(*words)
            self.assertEqual(len(by_presad[1]), 6, by_presad[0])
            self.assertEqual(told("--direct", *words)[1], by_presad[1])

    def test_get_tells_units_and_raw_datapoints_and_json(self):
        plug = self.plug("presa1", "3.3")
        shown = plug.datapoints()
        status, said, _ = self.presa("get", "--direct", "presa1")
        self.assertEqual(status, 0)
        self.assertRegex(said, r"\nVoltage +%g V\n" % round(shown["20"] / 10))
        self.assertRegex(said, r"\nCurrent +[\d.]+ A\n")
        self.assertRegex(said, r"\nPower +[\d.]+ W\n")
        told = json.loads(self.presa("get", "--direct", "--json", "presa1")[1])
        self.assertEqual(told["datapoints"]["20"], shown["20"])
        self.assertEqual(told["topic"], "presa1")

    def test_without_presad_the_device_is_asked_and_that_is_said(self):
        strip = self.plug("strip1", "3.5", relays=3)
        status, said, complaint = self.presa("on", "strip1/2")
        self.assertEqual((status, said), (0, '{"POWER2":"ON"}\n'))
        self.assertIn("presad does not run there", complaint)
        self.assertIn("asking the device itself", complaint)
        self.assertIs(strip.relay(2), True)

    def test_what_is_acknowledged_and_not_done_is_not_called_done(self):
        plug = self.plug("presa1", "3.3", relays=1)
        plug.fault("ack-only")
        status, said, complaint = self.presa("on", "--direct", "presa1")
        self.assertEqual((status, said), (1, '{"Command":"Unconfirmed","Input":"POWER ON"}\n'))
        self.assertNotEqual(complaint, "")
        self.assertEqual(json.loads(self.presa("on", "--direct", "--json", "presa1")[1])["outcome"], "unconfirmed")

    def test_a_device_that_is_away_is_one_error_with_the_cure(self):
        plug = self.plug("presa1", "3.4", relays=1)
        plug.kill()
        status, said, complaint = self.presa("get", "--direct", "presa1")
        self.assertEqual((status, said), (3, ""))
        self.assertEqual(len(complaint.splitlines()), 1, complaint)
        self.assertIn('"presa1" cannot be reached directly', complaint)
        self.assertIn("presa doctor presa1", complaint)

    def test_mistakes(self):
        self.plug("presa1", "3.3", relays=1)
        self.inventory.devices["cantina"] = {"type": "tasmota", "address": "127.0.0.9"}
        self.assertEqual(self.presa("on", "--direct", "pressa1"),
                         (64, "", 'presa: "pressa1" is not in the inventory; did you mean "presa1"?\n'))
        self.assertEqual(self.presa("get", "--direct", "cantina")[0], 64)
        self.assertEqual(self.presa("set", "--direct", "presa1", "PulseTime", "5")[0], 64)
        self.assertEqual(self.presa("set", "--direct", "presa1", "Powr", "ON")[:2],
                         (1, '{"Command":"Unknown","Input":"POWR ON"}\n'))
        self.assertEqual(self.presa("watch", "--direct")[0], 64)

    def test_where_presad_runs_a_warning_tells_of_the_one_place(self):
        plug = self.plug("presa1", "3.3", relays=1)
        self.start_with(plug)
        complaint = self.presa("on", "--direct", "presa1")[2]
        self.assertIn("presad runs and holds the device's session", complaint)

    def test_watch_hears_the_button_until_ctrl_c(self):
        plug = self.plug("presa1", "3.5", relays=1)
        self.inventory.write()
        watch = Process("presa-watch", self.command("watch", "--direct", "presa1"), self.folder)
        self.addCleanup(watch.kill)
        watch.wait_for_line("^stat/presa1/POWER OFF$", 20)
        plug.press()
        watch.wait_for_line('^stat/presa1/RESULT {"POWER":"ON"}\nstat/presa1/POWER ON$', 20)
        watch.send_signal(signal.SIGINT)
        self.assertEqual(watch.wait_for_end(20), 0)


if __name__ == "__main__":
    main()
