#!/usr/bin/env python3
"""presa at a terminal: colours where they are wanted, a word about what takes longer, and Ctrl-C leaves it as it was."""

import os
import signal
import socket
import subprocess
import threading
import unittest

from harness import DaemonTest, limit, main, mqtt_packets, wait_for
from harness.broker_front import BrokerFront
from harness.network import Network, sealed
from harness.presad import program
from harness.tasmota import Tasmota
from harness.terminal import Terminal, screen_of

_bold, _red = "\x1b[1m", "\x1b[31m"


class AtATerminal(DaemonTest):
    def setUp(self):
        super().setUp()
        self.control = os.path.join(self.folder, "control")

    def words(self, verb, *words):
        files = {"wizard": ("--config", "--secrets"), "adopt": ("--config", "--secrets"), "status": ("--socket",),
                 "scan": ("--config", "--secrets", "--socket")}.get(verb, ("--config", "--secrets", "--socket"))
        values = {"--config": self.inventory.path, "--secrets": self.inventory.secrets_path, "--socket": self.control}
        return [program("presa"), verb, *(each for file in files for each in (file, values[file])), *words]

    def at_terminal(self, verb, *words, **environment):
        terminal = Terminal(self.words(verb, *words), environment, self.folder)
        self.addCleanup(terminal.close)
        return terminal

    def interrupt(self, terminal, status):
        terminal.type("\x03")
        self.assertEqual(terminal.end(), status, terminal.written)
        self.check_left_in_order(terminal)

    def check_left_in_order(self, terminal):
        """No half line, lines wrap again, the cursor is there, and what is typed is shown. The ^C is the terminal's own echo,
        which a shell ends the line of when the signal ended the program."""
        self.assertRegex(terminal.written.removesuffix("^C"), r"\n(\x1b\[\?7h)?(\^C)?(\x1b\[\d+A\r\x1b\[J)?$")
        self.assertEqual(terminal.written.count("\x1b[?7l"), terminal.written.count("\x1b[?7h"))
        self.assertNotIn("\x1b[?25l", terminal.written)
        self.assertEqual(terminal.modes(), terminal.modes_before)


class Colours(AtATerminal):
    def _check(self, verb, colour, *words):
        """On a terminal, and nowhere else: not when refused, not on a terminal that knows none, not in a pipe."""
        plain = []
        for environment, coloured in (({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
            terminal = self.at_terminal(verb, *words, **environment)
            terminal.end(60)
            self.assertEqual(colour in terminal.written, coloured, (environment, terminal.written))
            self.check_left_in_order(terminal)
            if environment.get("TERM") == "dumb":
                self.assertNotIn("\x1b", terminal.written)
            plain.append(screen_of(terminal.written))
        piped = subprocess.run(self.words(verb, *words), capture_output=True, text=True, timeout=limit(60), check=False)
        self.assertNotIn("\x1b", piped.stdout + piped.stderr)
        return plain, piped.stdout

    def test_the_doctor_s_verdicts(self):
        self.inventory.write()
        shown, piped = self._check("doctor", _red)
        self.assertIn("presad     ill     presad_away: presad does not run here", piped)
        for screen in shown:
            self.assertIn("presad     ill     presad_away: presad does not run here", screen)

    def test_the_status(self):
        plug = self.plug("presa1")
        self.start_presad()
        self.wait_for_presence("presa1", "Online")
        self._check("status", _bold)
        since = self.person.now()
        plug.end()
        self.wait_for_presence("presa1", "Offline", since=since, seconds=60)
        self._check("status", _red)


class Waiting(AtATerminal):
    """What takes longer than a second has a word on the terminal, and Ctrl-C ends it."""

    def test_the_doctor_at_a_device_that_is_silent(self):
        self.plug("presa1", fault="silent")
        self.inventory.write()
        terminal = self.at_terminal("doctor", "--timeout", "60")
        terminal.wait_for(r"asking the broker at [^\n]*; Ctrl-C ends it")
        terminal.wait_for(r"asking the devices: 0 of 1 known, \d+ s left; Ctrl-C ends it")
        self.interrupt(terminal, -signal.SIGINT)

    def test_what_was_waited_for_is_gone_from_the_screen_in_the_end(self):
        self.plug("presa1", fault="silent")
        self.inventory.write()
        terminal = self.at_terminal("get", "--direct", "presa1")
        terminal.wait_for('asking "presa1" itself; Ctrl-C ends it')
        self.assertEqual(terminal.end(60), 3)
        self.check_left_in_order(terminal)
        self.assertEqual(len(screen_of(terminal.written)), 1)
        self.assertIn("cannot be reached directly", screen_of(terminal.written)[0])

    def test_a_device_that_is_asked_itself(self):
        self.plug("presa1", fault="silent")
        self.inventory.write()
        for verb, words in (("get", ()), ("on", ()), ("record", ("--output", "-"))):
            with self.subTest(verb):
                terminal = self.at_terminal(verb, *(() if verb == "record" else ("--direct",)), "presa1", *words)
                terminal.wait_for('asking "presa1" itself; Ctrl-C ends it')
                self.interrupt(terminal, 0 if verb == "record" else -signal.SIGINT)

    def test_a_recording(self):
        self.plug("presa1")
        self.inventory.write()
        terminal = self.at_terminal("record", "presa1", "--for", "10m", "--output", "made.json")
        terminal.wait_for("recording for 600 s; Ctrl-C ends it sooner")
        self.interrupt(terminal, 0)
        self.assertIn("made.json: ", screen_of(terminal.written)[-1])

    def test_a_command_that_presad_waits_for(self):
        plug = self.plug("presa1")
        self.start_with(plug)
        plug.act("fault no-answer=set")
        terminal = self.at_terminal("on", "--timeout", "3600", "presa1")
        terminal.wait_for('waiting for "presa1"; Ctrl-C ends the waiting, not the command')
        self.interrupt(terminal, -signal.SIGINT)

    def test_a_watch(self):
        plug = self.plug("presa1")
        self.start_with(plug)
        terminal = self.at_terminal("watch", "presa1")
        terminal.wait_for(r"tele/presa1/LWT Online\r\n")
        plug.press()
        terminal.wait_for(r"stat/presa1/POWER ON\r\n")
        self.interrupt(terminal, 0)
        self.assertTrue(terminal.written.endswith("^C\r\n"), terminal.written)

    def test_a_watch_of_the_device_itself(self):
        plug = self.plug("presa1")
        self.inventory.write()
        terminal = self.at_terminal("watch", "--direct", "presa1")
        terminal.wait_for(r"tele/presa1/LWT Online\r\n")
        plug.press()
        terminal.wait_for(r"stat/presa1/RESULT \{\"POWER\":\"ON\"\}\r\nstat/presa1/POWER ON\r\n")
        self.interrupt(terminal, 0)
        self.assertTrue(terminal.written.endswith("^C\r\n"), terminal.written)

    @unittest.skipUnless(sealed(), "announcements need a network namespace of their own")
    def test_a_scan_shows_who_is_heard_while_it_listens(self):
        self.addCleanup(Network("lan", "10.81.0.1/24", "10.81.0.2/24").end)
        self.address = lambda: "10.81.0.2"
        self.plug("presa1", announce="10.81.0.255", announce_interval="500ms")
        self.inventory.write()
        terminal = self.at_terminal("scan", "--duration", "3600")
        terminal.wait_for(r"listening: \d+ s left, 1 heard; Ctrl-C ends it")
        self.interrupt(terminal, 0)
        shown = screen_of(terminal.written.replace("^C", ""))
        self.assertEqual(shown[0].split(), ["STATE", "NAME", "ID", "ADDRESS", "VERSION", "PRODUCT", "KEY"])
        self.assertEqual(shown[1].split()[:2], ["known", "presa1"])
        self.assertFalse([line for line in shown if "listening" in line])


class Adopting(AtATerminal):
    """A Tasmota device, which is told nothing by who only looks."""

    def _device(self, **options):
        device = Tasmota(self.folder, "cantina", self.address(), self.broker.port, **options)
        self.addCleanup(device.end)
        self.ready = device.process.log_mark()  # those of one name write to one file
        self.inventory.write()
        return device

    def _adopt(self, device, *words):
        return self.at_terminal("adopt", device.address, "--broker", "--broker-host", "127.0.0.1", *words)

    def _told(self, device):
        return [command for _, command in device.executed(self.ready) if command.startswith("Backlog")]

    def _inventory(self):
        with open(self.inventory.path, encoding="utf-8") as file:
            return file.read()

    def test_a_device_that_is_slow_to_answer(self):
        device = self._device()
        before = self._inventory()
        device.fault("late")
        terminal = self._adopt(device, "--write", "--yes")
        terminal.wait_for(rf"asking the device at {device.address}; Ctrl-C ends it")
        self.interrupt(terminal, -signal.SIGINT)
        self.assertEqual((self._told(device), self._inventory()), ([], before))

    def test_the_question_for_its_password(self):
        device = self._device(password="s3cr3t-Wasserhahn")
        before = self._inventory()
        terminal = self._adopt(device, "--write", "--yes")
        terminal.wait_for("WebPassword of the device at [^:]*: ")
        wait_for(lambda: not terminal.echoes(), 5, "a terminal that shows nothing of what is typed")
        terminal.type("halfasecr3t")
        self.interrupt(terminal, -signal.SIGINT)
        self.assertNotIn("halfasecr3t", terminal.written)
        self.assertEqual((self._told(device), self._inventory()), ([], before))

    def test_a_move_that_was_begun_is_told_of_and_so_is_what_was_written(self):
        """The device names a broker that nobody is: it is waited for, in vain."""
        for words, written in ((("--write",), True), ((), False)):
            with self.subTest(words):
                device = self._device(mqtt="false")
                terminal = self._adopt(device, "--broker-port", "1", "--yes", "--timeout", "600", *words)
                terminal.wait_for(r"on the broker: 600 s at most; Ctrl-C ends the waiting, not the move")
                wait_for(lambda d=device: self._told(d), 20, "the Backlog at the device")
                self.interrupt(terminal, -signal.SIGINT)
                last = screen_of(terminal.written)[-1]
                self.assertTrue(last.startswith(f"presa: ended early: the device at {device.address} may have been told"), last)
                self.assertIn(f"presa adopt {device.address} shows", last)
                self.assertEqual(f"Written: {self.inventory.path}; a running presad takes it over with: sudo systemctl" in last, written)
                self.assertEqual("cantina" in self._inventory(), written)
                device.end()
                self.inventory.write()

    def test_without_a_terminal_the_same_is_said(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            device = self._device(mqtt="false")
            words = self.words("adopt", device.address, "--broker", "--broker-host", "127.0.0.1", "--broker-port", "1", "--yes", "--json")
            with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
                self.addCleanup(child.kill)
                wait_for(lambda d=device: self._told(d), 20, "the Backlog at the device")
                child.send_signal(number)
                said, complaint = child.communicate(timeout=limit(20))
            self.assertEqual((child.returncode, said), (-number, ""))
            self.assertRegex(complaint, r"^presa: ended early: the device at [^\n]*\n$")
            device.end()

    def test_a_signal_that_is_ignored_ends_nothing(self):
        """As nohup and a shell's background have it."""
        device = self._device(mqtt="false")
        words = self.words("adopt", device.address, "--broker", "--broker-host", "127.0.0.1", "--yes")
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) as child:
            self.addCleanup(child.kill)
            wait_for(lambda: self._told(device), 20, "the Backlog at the device")
            child.send_signal(signal.SIGINT)
            said, complaint = child.communicate(timeout=limit(60))
        self.assertEqual((child.returncode, complaint), (0, ""))
        self.assertIn("a broker has taken it", said)


class Retiring(AtATerminal):
    """Three messages that presad left, behind a stand-in that knows how far the clearing has come."""

    _topics = ("stat/presa1/POWER", "stat/presa1/RESULT", "tele/presa1/LWT")

    def setUp(self):
        super().setUp()
        self.stranger = self.broker.client()
        for topic in self._topics:
            self.stranger.publish_acknowledged(topic, "Offline", retain=True, mark=f"presad-{socket.gethostname()}")
        self.looks, self.frozen_at, self.cleared = 0, 0, 0
        self.frozen = threading.Event()
        front = BrokerFront(self.broker.port, self._see)
        self.addCleanup(front.end)
        self.addCleanup(self.broker.thaw)
        self.inventory.mqtt["url"] = f"mqtt://127.0.0.1:{front.port}"
        self.inventory.write()

    def _see(self, kind, _):
        """The broker hangs from look number `frozen_at` on: the third, which clears, gets its first message through."""
        self.looks += kind == mqtt_packets.CONNECT
        self.cleared += kind == mqtt_packets.PUBLISH and self.looks == 3
        if self.looks == self.frozen_at and (self.looks < 3 or self.cleared == 2):
            self.broker.freeze()
            self.frozen.set()

    def _left(self):
        self.broker.thaw()
        return sorted(self.retained("stat/#", "tele/#"))

    def _said(self, terminal):
        return screen_of(terminal.written)[-1]

    def test_a_broker_that_hangs_while_it_is_asked(self):
        self.frozen_at = 1
        terminal = self.at_terminal("retire", "presa1", "--yes")
        terminal.wait_for("asking the broker what it keeps; Ctrl-C ends it")
        self.interrupt(terminal, -signal.SIGINT)
        self.assertNotIn("may be cleared", terminal.written)
        self.assertEqual(self._left(), sorted(self._topics))

    def test_the_question_whether_to_clear(self):
        terminal = self.at_terminal("retire", "presa1")
        terminal.wait_for(r"Clear this\? \[y/N\] ")
        self.interrupt(terminal, -signal.SIGINT)
        self.assertNotIn("leared", terminal.written)
        self.assertEqual(self._left(), sorted(self._topics))

    def _begin_to_clear(self):
        self.frozen_at = 3
        terminal = self.at_terminal("retire", "presa1", "--yes")
        terminal.wait_for("clearing 3 messages; Ctrl-C leaves the rest")
        self.assertTrue(self.frozen.wait(limit(20)))
        return terminal

    def test_a_clearing_that_was_begun_is_told_of(self):
        terminal = self._begin_to_clear()
        self.interrupt(terminal, -signal.SIGINT)
        self.assertEqual(self._said(terminal), "presa: ended early: some of it may be cleared; the same command without --yes "
                                               "shows what is left")
        self.assertIn(len(self._left()), (1, 2))  # the second was on its way

    def test_a_broker_that_is_lost_in_the_middle_of_it_is_told_of_too(self):
        terminal = self._begin_to_clear()
        self.assertEqual(terminal.end(60), 4, terminal.written)
        self.check_left_in_order(terminal)
        self.assertIn("the connection ended in between; some of it may be cleared; the same command", self._said(terminal))


class Questions(AtATerminal):
    """The wizard's: the cloud is none, on a port that nobody listens at."""

    def _ask(self):
        self.inventory.write()
        terminal = self.at_terminal("wizard", "--server", "http://127.0.0.1:1")
        terminal.wait_for("Access ID of the project: ")
        terminal.type("p4rt0fth3ques7ion\n")
        terminal.wait_for(r"Access Secret \(not shown\): ")
        wait_for(lambda: not terminal.echoes(), 5, "a terminal that shows nothing of what is typed")
        return terminal

    def test_a_secret_is_not_shown_and_the_next_answer_is(self):
        terminal = self._ask()
        terminal.type("s3cr3tofthepr0ject\n")
        terminal.wait_for("device_id of one of your devices")
        self.assertTrue(terminal.echoes())
        terminal.type("bf51a20000000000000001\n")
        self.assertEqual(terminal.end(), 3)
        self.assertIn("p4rt0fth3ques7ion", terminal.written)
        self.assertIn("bf51a20000000000000001", terminal.written)
        self.assertNotIn("s3cr3tofthepr0ject", terminal.written)
        self.check_left_in_order(terminal)

    def test_a_terminal_shows_what_is_typed_again_whatever_ended_the_question(self):
        for number, key in ((signal.SIGINT, "\x03"), (signal.SIGTERM, ""), (signal.SIGHUP, "")):
            with self.subTest(number):
                terminal = self._ask()
                terminal.type("halfasecr3t")
                if key:
                    terminal.type(key)
                else:
                    terminal.take_in()  # else it would come when the terminal shows again what is typed
                    terminal.child.send_signal(number)
                self.assertEqual(terminal.end(), -number)
                self.assertNotIn("halfasecr3t", terminal.written)
                self.check_left_in_order(terminal)

    def test_ctrl_c_at_a_question_ends_its_line(self):
        self.inventory.write()
        terminal = self.at_terminal("wizard", "--server", "http://127.0.0.1:1")
        terminal.wait_for("Access ID of the project: ")
        self.interrupt(terminal, -signal.SIGINT)

    def test_what_is_said_after_an_unanswered_question_begins_a_line(self):
        for secret in (False, True):
            with self.subTest(secret):
                if secret:
                    terminal = self._ask()
                else:
                    terminal = self.at_terminal("wizard", "--server", "http://127.0.0.1:1")
                    terminal.wait_for("Access ID of the project: ")
                terminal.type("\x04")
                self.assertEqual(terminal.end(), 78)
                self.assertTrue(screen_of(terminal.written)[-1].startswith("presa: "), terminal.written)
                self.check_left_in_order(terminal)


if __name__ == "__main__":
    main()
