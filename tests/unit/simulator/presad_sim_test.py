"""presad-sim as a process: what scripts and people rely on. Usage: presad_sim_test.py path/to/presad-sim"""

import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

SIMULATOR = ""
PATIENCE = 20  # seconds anything may take


class Sim:
    """A running presad-sim; ended with the test."""

    def __init__(self, test, *arguments, stdin=subprocess.PIPE):
        self.process = subprocess.Popen([SIMULATOR, "tuya", "--announce", "none", "--port", "0", *arguments],
                                        stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.seen = b""
        test.addCleanup(self.end)

    def line(self, pattern):
        """The first line that matches; waits for it."""
        end = time.monotonic() + PATIENCE
        while True:
            found = re.search(pattern, self.seen.decode(), re.MULTILINE)
            if found:
                return found
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise AssertionError(f"no line matches {pattern}: {self.seen.decode()}")
            more = os.read(self.process.stdout.fileno(), 4096)
            if not more:
                raise AssertionError(f"ended without a line for {pattern}: {self.process.stderr.read().decode()}")
            self.seen += more

    def type(self, text):
        self.process.stdin.write(text.encode() + b"\n")
        self.process.stdin.flush()

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream and not stream.closed:
                stream.close()
        return code


def run(*arguments):
    return subprocess.run([SIMULATOR, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False)


class PresadSim(unittest.TestCase):
    def test_ready_lines_come_once_all_plugs_listen_and_say_where(self):
        sim = Sim(self, "--count", "3", "--address", "127.0.78.2", "--protocol", "3.5", "--model", "strip")
        for number in (1, 2, 3):
            ready = sim.line(rf"^ready plug={number} name=plug{number} address=127\.0\.78\.{number + 1} port=(\d+) "
                             rf"protocol=3\.5 id=bf51a2000000000000000{number} model=strip$")
            socket.create_connection((f"127.0.78.{number + 1}", int(ready[1])), PATIENCE).close()

    def test_typed_actions_act_and_wrong_ones_are_answered(self):
        sim = Sim(self, "--count", "2", "--address", "127.0.78.2")
        sim.line("^ready plug=2")
        sim.type("press 1")
        sim.line("^plug=1 switched relay=1 power=on by=press$")
        sim.type("2: press 1")
        sim.line("^plug=2 switched relay=1 power=on by=press$")
        sim.type("pres 1")
        sim.line('^error "pres" is no action; did you mean "press"\\?$')
        sim.type("3: press 1")
        sim.line("^error there is no such plug$")
        sim.type("wait 1s")
        sim.line("^error wait is for scripts$")
        sim.type("fault half-dead")
        sim.line("^plug=1 fault now=half-dead=0$")
        sim.type("quit")
        self.assertEqual(sim.process.wait(PATIENCE), 0)

    def test_the_end_of_the_input_does_not_end_it(self):
        for stdin in (subprocess.PIPE, subprocess.DEVNULL):
            sim = Sim(self, "--address", "127.0.78.2", stdin=stdin)
            port = int(sim.line(r"^ready .* port=(\d+)")[1])
            if sim.process.stdin:
                sim.process.stdin.close()
            socket.create_connection(("127.0.78.2", port), PATIENCE).close()
            sim.line("^plug=1 disconnected connection=1")
            self.assertIsNone(sim.process.poll())
            self.assertEqual(sim.end(), 0)

    def test_sigterm_and_sigint_end_it_in_good_order(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            sim = Sim(self, "--address", "127.0.78.2")
            sim.line("^ready")
            sim.process.send_signal(number)
            self.assertEqual(sim.process.wait(PATIENCE), 0)

    def test_a_script_runs_in_order_and_may_quit(self):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder, "a.script")
            script.write_text("# twice\npress 1\nwait 50ms\npress 1\nshow\nquit\n", encoding="utf-8")
            sim = Sim(self, "--address", "127.0.78.2", "--script", str(script))
            self.assertEqual(sim.process.wait(PATIENCE), 0)
            sim.line(r"power=on by=press\nplug=1 switched relay=1 power=off by=press\nplug=1 state ")

    def test_faults_at_the_start_may_be_for_some_plugs_only(self):
        sim = Sim(self, "--count", "3", "--address", "127.0.78.2", "--fault", "2-3:late=5ms", "--fault", "split")
        sim.line("^ready plug=3")
        sim.type("1-3: show")
        sim.line('^plug=1 state .* faults="split" ')
        sim.line('^plug=2 state .* faults="late=5ms" ')
        sim.line('^plug=3 state .* faults="late=5ms" ')

    def test_energy_options_show_in_the_datapoints(self):
        sim = Sim(self, "--model", "sp22", "--address", "127.0.78.2", "--on", "--power", "46.04", "--voltage", "230.2")
        sim.line("^ready")
        sim.type("show")
        sim.line(r'dps={"1":true,"9":0,"18":200,"19":460,"20":2302}$')

    def test_the_relays_do_at_power_up_what_relay_status_says(self):
        sim = Sim(self, "--address", "127.0.78.2", "--relay-status", "power_off", "--on", "--boot-time", "10ms")
        sim.line("^ready")
        sim.type("unplug")
        sim.type("plug")
        sim.line("^plug=1 switched relay=1 power=off by=power-up$")
        sim.line("^plug=1 power now=running$")
        sim.type("set 38 memory")
        sim.line("^plug=1 error no such datapoint of that type and range$")
        sim.type("show")
        sim.line(r'dps={"1":false,.*"38":"power_off",')

    def test_a_word_with_the_cloud_opens_the_port(self):
        sim = Sim(self, "--address", "127.0.78.2", "--fault", "cloud-locked")
        port = int(sim.line(r"^ready .* port=(\d+)")[1])
        with self.assertRaises(ConnectionRefusedError):
            socket.create_connection(("127.0.78.2", port), PATIENCE)
        sim.type("cloud")
        sim.line("^plug=1 cloud now=reached$")
        sim.type("show")
        sim.line("^plug=1 state .* port=open ")
        socket.create_connection(("127.0.78.2", port), PATIENCE).close()

    def test_energy_is_counted_on_demand(self):
        sim = Sim(self, "--model", "sp22", "--address", "127.0.78.2", "--energy-increments")
        sim.line("^ready")
        sim.type("show")
        sim.line(r' energy_wh=0\.0+ faults="none" dps={"1":false,"9":0,"17":0,"18":0,"19":0,"20":2302}$')

    def test_the_inventory_is_printed_and_nothing_is_started(self):
        done = run("tuya", "--print-inventory", "--model", "sp22", "--name", "kitchen", "--address", "127.0.78.9")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(done.stdout.splitlines(), [
            "  kitchen:", "    type: tuya", "    device_id: 'bf51a20000000000000001'",
            "    local_key: 'presad-sim-k0001'", "    address: 127.0.78.9", "    version: 3.3", "    profile: plug"])

    def test_the_list_of_faults_has_each_with_its_source(self):
        done = run("faults")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(len(done.stdout.splitlines()), 34)
        for line in done.stdout.splitlines():
            self.assertRegex(line, r"^[a-z-]+(=\S+)? +\S.* \(PROTOCOL\.md, \d+.*\)$")

    def test_wrong_usage_is_told_with_its_reason(self):
        cases = [
            (["tuya", "--protocol", "3.6"], 1, '"3.6" is no version: expected 3.1 to 3.5'),
            (["tuya", "--model", "plgu"], 1, 'did you mean "plug"?'),
            (["tuya", "--key", "short"], 1, "a local_key has 16 characters, this one 5"),
            (["tuya", "--fault", "half-ded"], 2, 'did you mean "half-dead"?'),
            (["tuya", "--boot-time", "soon"], 2, "expected a time such as 500ms or 2s"),
            (["tuya", "--address", "192.0.2.1"], 1, "cannot listen on 192.0.2.1"),
            (["tuya", "--power", "-1"], 2, "--power"),
            (["tuya", "--relay-status", "sometimes"], 2, "not a word for it: sometimes"),
            (["tuya", "--model", "strip", "--energy-increments"], 1, "a strip counts no energy"),
            ([], 2, "subcommand"),
        ]
        for arguments, code, message in cases:
            with self.subTest(arguments=arguments):
                done = run(*arguments)
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertIn(message, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_its_version_is_the_program_s_own(self):
        self.assertRegex(run("--version").stdout, r"^presad-sim \d+\.\d+\.\d+\n$")

    def test_a_reader_that_goes_away_does_not_end_it(self):
        sim = Sim(self, "--address", "127.0.78.2")
        sim.line("^ready")
        sim.process.stdout.close()
        sim.type("press 1")
        sim.type("press 1")
        sim.type("quit")
        self.assertEqual(sim.process.wait(PATIENCE), 0)


if __name__ == "__main__":
    SIMULATOR = sys.argv.pop(1)
    unittest.main()
