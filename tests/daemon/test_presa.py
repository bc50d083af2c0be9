#!/usr/bin/env python3
"""presa at the terminal of a person: check, watch, set, and what their exit statuses mean."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import unittest

from harness import DaemonTest, limit, main
from harness.presad import program
from harness.process import Process


MANUAL = pathlib.Path(__file__).resolve().parents[2] / "docs" / "man" / "presa.1"
STATUSES = {verb: set(map(int, statuses.split())) for verb, statuses in
            re.findall(r"^\.It Cm (\w+) Ta ([\d ]+)$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)}


def every_account_is_known():
    """Root over all of them, and not in a user namespace of its own."""
    with open("/proc/self/uid_map", encoding="ascii") as file:
        return os.geteuid() == 0 and file.read().split()[2] == "4294967295" and shutil.which("setpriv")


class Presa(DaemonTest):
    def _command(self, verb, *words):
        return [program("presa"), verb, "--config", self.inventory.path, "--secrets", self.inventory.secrets_path, *words]

    def setUp(self):
        super().setUp()
        self.socket = os.path.join(self.folder, "control")

    def _ask(self, verb, *words):
        """The command line of a verb that asks the running presad."""
        return [program("presa"), verb, "--socket", self.socket, *words]

    def _set(self, *words):
        return self._run(self._ask("set", *words))

    def _presa(self, verb, *words):
        return self._run(self._command(verb, *words))

    def _run(self, command):
        """Runs it to its end; gives status, output and complaints, and sees that none of them holds a secret."""
        done = subprocess.run(command, capture_output=True, timeout=limit(60), check=False)
        verb = command[command.index(program("presa")) + 1]
        self.assertIn(done.returncode, STATUSES[verb], f"{verb}: not in the table of presa(1)\n{done.stderr}")
        for value in self.inventory.secrets.values():
            self.assertNotIn(value.encode(), done.stdout + done.stderr)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def _start(self, topic="presa1", protocol="3.3", relays=1, **device):
        plug = self.plug(topic, protocol, relays=relays)
        self.inventory.devices[topic].update(device)
        self.start_with(plug)
        return plug

    def _watch(self, *topics):
        """A presa watch that has said what holds now, and hears what changes."""
        watch = Process("presa-watch", self._ask("watch", *topics), self.folder)
        self.addCleanup(watch.kill)
        watch.wait_for_line("^tele/presa1/LWT Online$", 10)
        return watch

    @staticmethod
    def _status(socket, *words):
        done = subprocess.run([program("presa"), "status", "--socket", socket, *words], capture_output=True, text=True,
                              timeout=limit(60), check=False)
        return done.returncode, done.stdout, done.stderr

    # --- status ----------------------------------------------------------------------------------------------

    def test_status_tells_how_the_running_presad_is_doing_and_that_none_runs(self):
        self._start()
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1")
        socket = self.socket
        status, output, _ = self._status(socket)
        self.assertEqual(status, 0)
        self.assertRegex(output, r"^presad    \S+, up \d+ (s|min)\n")
        self.assertIn(f"\nbroker    127.0.0.1:{self.broker.port}\n", output)
        self.assertIn("\ndevices   1 online, 0 offline\n", output)
        self.assertRegex(output, r"\ncommands  1 confirmed, ")
        self.assertRegex(output, r"\nfence     (down|unknown)")  # no systemd here
        self.assertRegex(output, r"\npresa1 +on +established +127\.")
        self.assertIn('"uptime_s":', self._status(socket, "--json")[1])
        self.presad.stop()
        status, _, complaint = self._status(socket)
        self.assertEqual(status, 3)
        self.assertIn("presad does not run there: systemctl status presad", complaint)

    @unittest.skipUnless(every_account_is_known(), "needs root, to be somebody else")
    def test_who_is_not_in_the_group_is_told_how_to_get_there(self):
        self._start()
        os.chmod(self.folder, 0o755)
        presa = os.path.join(self.folder, "presa")
        shutil.copy(program("presa"), presa)
        os.chmod(presa, 0o755)
        nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", presa]
        for verb, words in (("status", []), ("get", ["presa1"]), ("on", ["presa1"]), ("set", ["presa1", "Power"]), ("watch", [])):
            with self.subTest(verb=verb):
                done = subprocess.run([*nobody, verb, "--socket", self.socket, *words], capture_output=True, text=True,
                                      timeout=limit(60), check=False, cwd=self.folder)
                self.assertEqual((done.returncode, done.stdout), (77, ""), done.stderr)
                self.assertIn("sudo adduser $USER presa", done.stderr)
                self.assertIn(77, STATUSES[verb])

    # --- check -----------------------------------------------------------------------------------------------

    def test_check_says_what_presad_would(self):
        self.plug("presa1")
        self.inventory.write()
        status, said, complaints = self._presa("check")
        self.assertEqual((status, complaints), (0, ""))
        self.assertIn("1 device, no problems", said)
        verdict = json.loads(self._presa("check", "--json")[1])
        self.assertEqual((verdict["well"], verdict["devices"], verdict["findings"]), (True, 1, []))
        self.inventory.write_text("devices:\n  presa1:\n    type: tuja\n")
        status, said, complaints = self._presa("check")
        self.assertEqual((status, said), (78, ""))
        self.assertIn("presad.yaml:3:11", complaints)
        status, said, complaints = self._presa("check", "--json")
        self.assertEqual((status, complaints), (78, ""))
        [finding] = [each for each in json.loads(said)["findings"] if each["severity"] == "error"]
        self.assertTrue(finding["place"].endswith("presad.yaml:3:11"), finding)
        self.assertEqual(finding["hint"][:21], 'did you mean "tuya"? ')

    def test_config_fmt_shows_what_would_change_and_writes_it_when_told(self):
        self.plug("presa1")
        self.inventory.write()
        with open(self.inventory.path, encoding="utf-8") as file:
            text = file.read()
        self.inventory.write_text(text + "\n\n# the end   \n")
        fmt = [program("presa"), "config", "fmt", "--config", self.inventory.path]
        shown = subprocess.run(fmt, capture_output=True, text=True, timeout=limit(60), check=False)
        self.assertEqual((shown.returncode, shown.stderr), (0, ""))
        self.assertIn("--write does it", shown.stdout)
        for value in self.inventory.secrets.values():
            self.assertNotIn(value, shown.stdout)
        subprocess.run([*fmt, "--write"], capture_output=True, timeout=limit(60), check=True)
        with open(self.inventory.path, encoding="utf-8") as file:
            self.assertTrue(file.read().endswith("\n\n# the end\n"))
        again = subprocess.run(fmt, capture_output=True, text=True, timeout=limit(60), check=True)
        self.assertIn("nothing to change", again.stdout)
        self.assertEqual(self._presa("check")[0], 0)
        self.inventory.write_text("devices:\n\tpresa1:\n")
        wrong = subprocess.run(fmt, capture_output=True, text=True, timeout=limit(60), check=False)
        self.assertEqual((wrong.returncode, wrong.stdout), (78, ""))
        self.assertIn("presad.yaml:2:1", wrong.stderr)

    # --- set -------------------------------------------------------------------------------------------------

    def test_set_prints_the_answer_and_the_relay_has_moved(self):
        lamp = self._start()
        self.assertEqual(self._set("presa1", "Power", "ON"), (0, '{"POWER":"ON"}\n', ""))
        self.assertIs(lamp.relay(), True)
        self.assertEqual(self._set("presa1", "power", "TOGGLE"), (0, '{"POWER":"OFF"}\n', ""))
        self.assertIs(lamp.relay(), False)
        self.assertEqual(self._set("presa1", "Power"), (0, '{"POWER":"OFF"}\n', ""))
        status, said, _ = self._set("presa1", "Power", "ON", "--json")
        self.assertEqual((status, json.loads(said)["outcome"]), (0, "confirmed"))

    def test_set_works_while_the_broker_is_away(self):
        lamp = self._start()
        self.broker.stop()
        self.assertEqual(self._set("presa1", "Power", "ON"), (0, '{"POWER":"ON"}\n', ""))
        self.assertIs(lamp.relay(), True)

    def test_set_one_relay_of_a_strip_and_a_raw_datapoint(self):
        strip = self._start("strip1", "3.5", 3)
        self.assertEqual(self._set("strip1", "Power2", "TOGGLE"), (0, '{"POWER2":"ON"}\n', ""))
        self.assertEqual([strip.relay(number) for number in (1, 2, 3)], [False, True, False])
        status, said, _ = self._set("strip1", "TuyaSend1", "1,1")
        self.assertEqual(status, 0, said)
        self.assertIs(strip.relay(1), True)

    def test_set_prints_every_answer_of_a_command_that_has_several(self):
        self._start()
        status, said, complaints = self._set("presa1", "Status", "0")
        self.assertEqual((status, complaints), (0, ""))
        self.assertEqual([next(iter(json.loads(line))) for line in said.splitlines()][:3],
                         ["Status", "StatusPRM", "StatusFWR"])

    def test_set_takes_its_own_answer_for_its_own(self):
        """Another RESULT of the same plug comes while the command hangs; it looks like success."""
        lamp = self._start()
        lamp.fault("ack-only")
        asking = Process("presa-set", self._ask("set", "presa1", "Power", "ON"), self.folder)
        self.addCleanup(asking.kill)
        self.person.publish("stat/presa1/RESULT", '{"POWER":"ON"}')
        self.assertEqual(asking.wait_for_end(40), 1)
        self.assertIn('{"Command":"Unconfirmed","Input":"POWER ON"}\n', asking.log())
        self.assertNotIn('"POWER":"ON"', asking.log())

    def test_set_tells_a_word_that_nobody_knows(self):
        self._start()
        self.assertEqual(self._set("presa1", "Powr", "ON")[:2], (1, '{"Command":"Unknown","Input":"POWR ON"}\n'))

    def test_set_tells_that_a_plug_is_away(self):
        lamp = self._start(offline_command_ttl=2)
        since = self.person.now()
        lamp.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        self.assertEqual(self._set("presa1", "Power", "ON")[:2], (1, '{"Command":"Offline","Input":"POWER ON"}\n'))

    def test_set_that_gets_no_answer_in_time_says_so(self):
        lamp = self._start()
        since = self.person.now()
        lamp.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        status, said, complaints = self._set("presa1", "Power", "ON", "--timeout", "1")
        self.assertEqual((status, said), (3, ""))
        self.assertIn('no answer from "presa1" within 1 s', complaints)

    def test_set_on_an_unknown_topic_names_the_nearest_and_sends_nothing(self):
        self._start()
        status, said, complaints = self._set("pressa1", "Power", "ON")
        self.assertEqual((status, said), (64, ""))
        self.assertIn('did you mean "presa1"?', complaints)

    def test_set_without_presad_says_so_and_would_ask_the_device(self):
        status, said, complaints = self._set("presa1", "Power", "ON")
        self.assertEqual((status, said), (78, ""))  # no inventory tells where that is
        self.assertIn("presad does not run there", complaints)

    # --- a Tasmota device that answers for itself ------------------------------------------------------------

    def _tasmota_that_answers_for_itself(self):
        self.inventory.devices["cantina"] = {"type": "tasmota", "address": "127.0.0.9", "relay": "never"}
        self.inventory.write()
        self.start_presad()

    def _command_cantina(self, verb, *words):
        return self._command(verb, "--socket", self.socket, "cantina", *words)

    def test_set_and_on_take_the_first_answer_of_a_tasmota_that_answers_for_itself(self):
        self._tasmota_that_answers_for_itself()
        for verb, words in (("set", ["Power", "ON"]), ("on", [])):
            since = self.person.now()
            asking = Process(f"presa-{verb}", self._command_cantina(verb, *words), self.folder)
            self.addCleanup(asking.kill)
            asked = self.wait_for_message("cmnd/cantina/Power", "ON", since=since)
            self.assertNotIn(0x08, asked.properties)  # no response topic
            self.person.publish("stat/cantina/RESULT", '{"POWER":"ON"}')
            self.assertEqual(asking.wait_for_end(10), 0)
            self.assertEqual(asking.log(), '{"POWER":"ON"}\n')

    def test_set_to_such_a_one_without_a_broker_gives_up_and_says_so(self):
        self._tasmota_that_answers_for_itself()
        self.broker.stop()
        status, said, complaints = self._run(self._command_cantina("set", "Power", "ON"))
        self.assertEqual((status, said), (4, ""))
        self.assertIn(f"127.0.0.1:{self.broker.port}: ", complaints)
        self.assertEqual(len(complaints.splitlines()), 2, complaints)

    def test_set_to_such_a_one_without_its_answer_and_with_a_bad_inventory(self):
        self._tasmota_that_answers_for_itself()
        status, said, complaints = self._run(self._command_cantina("set", "Power", "ON", "--timeout", "1"))
        self.assertEqual((status, said), (3, ""))
        self.assertIn('no answer from "cantina"', complaints)
        self.inventory.write_text("devices:\n  presa1:\n    type: tuja\n")
        self.assertEqual(self._run(self._command_cantina("set", "Power", "ON"))[0], 78)

    # --- watch -----------------------------------------------------------------------------------------------

    def test_watch_sees_a_press_of_the_button_and_ends_with_ctrl_c(self):
        lamp = self._start()
        watch = self._watch()
        lamp.press()
        watch.wait_for_line('^stat/presa1/RESULT {"POWER":"ON"}\nstat/presa1/POWER ON$', 10)
        watch.send_signal(signal.SIGINT)
        self.assertEqual(watch.wait_for_end(10), 0)

    def test_watch_hears_only_what_it_was_asked_for(self):
        self._start()
        other = self.plug("presa2", "3.3", relays=1)
        self.inventory.write()
        self.presad.reload()
        self.wait_for_presence("presa2", "Online")
        watch = self._watch("presa1")
        other.press()
        self.wait_for_message("stat/presa2/POWER", "ON")
        self.plugs[0].press()
        watch.wait_for_line("^stat/presa1/POWER ON$", 10)
        self.assertNotIn("presa2", watch.log())

    def test_watch_hears_a_tasmota_that_answers_for_itself_and_shows_nothing_that_a_terminal_obeys(self):
        self.inventory.devices["cantina"] = {"type": "tasmota", "address": "127.0.0.9"}
        self._start()
        self.person.publish("tele/cantina/LWT", "Online", retain=True)
        watch = self._watch()
        self.person.publish("stat/cantina/RESULT", b"\x1b[2J\n\xff")
        watch.wait_for_line("^stat/cantina/RESULT \\\\x1b\\[2J\\\\x0a\ufffd$", 10)  # JSON has no broken UTF-8

    def test_watch_as_json_is_one_object_a_line(self):
        lamp = self._start()
        watch = Process("presa-watch", self._ask("watch", "--json", "presa1"), self.folder)
        self.addCleanup(watch.kill)
        watch.wait_for_line('^{"topic":"tele/presa1/LWT","payload":"Online"}$', 10)
        lamp.press()
        watch.wait_for_line(r'^{"topic":"stat/presa1/RESULT","payload":"{\\"POWER\\":\\"ON\\"}"}$', 10)
        self.assertEqual(watch.stop(), 0)

    def test_watch_goes_on_without_the_broker_and_ends_with_presad(self):
        lamp = self._start()
        watch = self._watch()
        self.broker.stop()
        lamp.press()
        watch.wait_for_line("^stat/presa1/POWER ON$", 10)
        self.presad.stop()
        self.assertEqual(watch.wait_for_end(10), 3)
        self.assertIn("presad has hung up", watch.log())

    def test_watch_of_an_unknown_topic_names_the_nearest(self):
        self._start()
        status, said, complaints = self._run(self._ask("watch", "pressa1"))
        self.assertEqual((status, said), (64, ""))
        self.assertIn('did you mean "presa1"?', complaints)

    def test_watch_ends_when_nobody_reads_it_any_more(self):
        lamp = self._start()
        reading, writing = os.pipe()
        watch = subprocess.Popen(self._ask("watch"), stdout=writing, stderr=subprocess.DEVNULL)
        self.addCleanup(watch.kill)
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
        lamp.press()
        self.assertEqual(watch.wait(limit(10)), 1)


if __name__ == "__main__":
    main()
