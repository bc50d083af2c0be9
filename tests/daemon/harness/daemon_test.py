"""The base of every daemon-level test: a broker, a person who listens to everything on it, plugs, presad.

What a test starts ends with it, in tear-down, and there each test proves two things more: presad ended
orderly (and without a sanitizer's complaint), and no secret got into a log, a topic or a command line.
"""

import json
import os
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import unittest

from harness.broker import Mosquitto
from harness.inventory import Inventory
from harness.memory import Memory
from harness.presad import Presad
from harness.simulator import Plug
from harness.waiting import limit, wait_for

sanitizer_report = re.compile(r"ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|runtime error:")


class DaemonTest(unittest.TestCase):
    maxDiff = None

    # A test file may ask for another broker.
    broker_settings = ("allow_anonymous true",)
    secure_listener = ()

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="presad-test-")
        self.plugs = []
        self._addresses = 1
        self.person = None
        self.addCleanup(self._check_nothing_leaked)  # first in, so last: everything has ended by then
        self.prepare_folder()
        self.broker = self.start_broker()
        self.addCleanup(self.broker.stop)
        self.inventory = Inventory(self.folder, self.broker.port)
        self.presad = Presad(self.folder, self.inventory)
        self.memory = Memory(self.folder)
        self.person = self.listen()

    def prepare_folder(self):
        """For what a broker's settings name: password files, certificates."""

    def start_broker(self):
        return Mosquitto(self.folder, self.broker_settings, self.secure_listener).start()

    def listen(self):
        """Somebody who hears everything on the broker."""
        return self.broker.client().subscribe("#")

    def start_broker_and_listen(self):
        """The broker starts while presad stands still, so that nothing it says on its return is missed."""
        self.presad.process.send_signal(signal.SIGSTOP)
        self.broker.start()
        self.person = self.listen()
        self.presad.process.send_signal(signal.SIGCONT)

    # --- plugs ---------------------------------------------------------------------------------------------

    def address(self):
        """One that no other plug of this test has; apart from those of other tests that run at this time."""
        self._addresses += 1
        return f"127.{16 + (os.getpid() >> 8) % 200}.{os.getpid() % 256}.{self._addresses}"

    def plug(self, topic, protocol="3.3", listed=True, **options):
        """Starts a simulated plug; `listed`: and enters it in the inventory."""
        plug = Plug(self.folder, topic, protocol, self.address(), **options)
        self.plugs.append(plug)
        self.addCleanup(plug.end)
        self.inventory.secrets[topic] = plug.local_key
        if listed:
            self.inventory.devices[topic] = plug.entry()
        return plug

    # --- presad --------------------------------------------------------------------------------------------

    def start_presad(self, ready=True):
        self.inventory.write()
        self.addCleanup(self._end_presad)
        self.presad.start(ready)

    def stop_presad(self):
        """An orderly end; what presad said before it has come to the broker, ahead of whatever others say after this."""
        since = self.person.now()
        self.assertEqual(self.presad.stop(), 0)
        self.wait_for_message("tele/presad/LWT", "Offline", since=since)

    def start_with(self, *plugs):
        """presad with these plugs, all of them Online, and what it says at the start over and done with."""
        since = self.person.now()
        self.start_presad()
        for plug in plugs:
            self.wait_for_presence(plug.topic, "Online", since=since)
        for plug in plugs:
            self.settle(plug.topic, since)

    def settle(self, topic, since=0):
        """Waits until the first messages of a new start, the RESULT and POWER of its relays, have come."""
        self.person.wait_for(lambda m: re.fullmatch(f"stat/{topic}/POWER\\d*", m.topic), 10,
                             f"stat/{topic}/POWER of the connect sequence", since)
        self.pass_barrier(topic)

    def pass_barrier(self, topic):
        """Returns once presad has answered a word it does not know: all that came before it is out by then."""
        word = f"Barrier{self.person.now()}"
        self.person.publish(f"cmnd/{topic}/{word}")
        self.wait_for_message(f"stat/{topic}/RESULT", json.dumps({"Command": "Unknown", "Input": word.upper()},
                                                                 separators=(",", ":")))

    def ask(self, topic, word, payload=""):
        """Sends a command and waits for its first answer on stat/<topic>/RESULT; gives that answer's text."""
        since = self.person.now()
        self.person.publish(f"cmnd/{topic}/{word}", payload)
        return self.person.wait_for(lambda m: m.topic == f"stat/{topic}/RESULT", 10, f"stat/{topic}/RESULT", since)[0].text

    def command(self, topic, word, payload=""):
        """Sends a command; gives the place in what the person hears from which its answers follow."""
        since = self.person.now()
        self.person.publish(f"cmnd/{topic}/{word}", payload)
        return since

    # --- what the person hears -----------------------------------------------------------------------------

    def expect(self, since, *wanted, topic="", seconds=10):
        """The first messages under stat/ (of `topic`) since then are exactly `wanted`: "topic payload", in order."""
        def from_stat(message):
            return message.topic.startswith(f"stat/{topic}/" if topic else "stat/")
        heard = self.person.wait_for(from_stat, seconds, f"{len(wanted)} answers: {wanted}", since, len(wanted))
        self.assertEqual([f"{m.topic} {m.text}" for m in heard], list(wanted))

    def wait_for_message(self, topic, text=None, seconds=10, since=0):
        return self.person.wait_for(lambda m: m.topic == topic and (text is None or m.text == text), seconds,
                                    f"{topic} {text or ''}", since)[0]

    def wait_for_presence(self, topic, word, seconds=20, since=0):
        """Until the device is said to be Online or Offline, and all that is said with it is out."""
        presence = self.wait_for_message(f"tele/{topic}/LWT", word, seconds, since)
        if word == "Online" and topic != "presad":
            self.pass_barrier(topic)
        return presence

    def retained(self, *filters):
        """What somebody who subscribes now finds on the broker: payload by topic."""
        end = f"end/{self.person.now()}"
        late = self.broker.client().subscribe(end, *filters)
        late.publish(end)  # behind whatever is retained
        late.wait_for(lambda m: m.topic == end, 5, "the end of what is retained")
        return {m.topic: m.text for m in late.messages if m.retain}

    # --- what presad keeps ---------------------------------------------------------------------------------

    def wait_for_fact(self, topic, name, text=None, seconds=10):
        """Until the memory has it on its disk, where it comes a moment after it was said. `text`: any when None."""
        def look():
            try:
                kept = self.memory.facts(topic).get(name)
            except sqlite3.OperationalError:  # the file is not made yet
                return False
            return kept is not None and text in (None, kept)
        wait_for(look, seconds, lambda: f"{topic}: {name} {text or ''} in the memory's file")

    # --- the end -------------------------------------------------------------------------------------------

    def _end_presad(self):
        if not self.presad.running():
            return
        status = self.presad.stop()
        self.assertEqual(status, 0, f"presad's exit status; its log ends:\n{self.presad.process.log()[-3000:]}")

    def _check_nothing_leaked(self):
        if self.person is None:
            return  # not even the broker came up
        published = b"\n".join(m.topic.encode() + b" " + m.payload for m in self.person.messages)
        logs = {name: self._read(name) for name in os.listdir(self.folder)
                if name.endswith(".log") and not name.startswith("presad-sim")}
        memory = {name: self._read(name) for name in os.listdir(self.folder)
                  if name.startswith("presad.db") or name == "answered"}
        places = {"what was published": published, **logs, **memory,
                  "a command line of presad's": b"\n".join(self.presad.command_lines)}
        for name, value in self.inventory.secrets.ever:
            for place, text in places.items():
                self.assertFalse(value.encode() in text, f"the secret {name!r} stands in {place}")
        for log, text in logs.items():
            report = sanitizer_report.search(text.decode("utf-8", "replace"))
            self.assertIsNone(report, f"{log}:\n{text.decode('utf-8', 'replace')[-6000:]}")

    def _read(self, name):
        with open(os.path.join(self.folder, name), "rb") as file:
            return file.read()

    def run(self, result=None):
        result = result or self.defaultTestResult()
        before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > before:
            self._show_logs()
        shutil.rmtree(self.folder, ignore_errors=True)
        return result

    def _show_logs(self):
        for name in sorted(os.listdir(self.folder)):
            if name.endswith(".log"):
                tail = self._read(name).decode("utf-8", "replace").splitlines()[-80:]
                print(f"--- {name}, its last lines", *tail, sep="\n", file=sys.stderr)


def main():
    """The test program: one file of promises."""
    unittest.main(verbosity=2, argv=sys.argv)


__all__ = ["DaemonTest", "limit", "main"]
