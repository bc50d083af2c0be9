#!/usr/bin/env python3
"""The terminal sessions of docs/sessions.md happen as they are written there; PRESAD_WRITE=yes writes them anew.

Each command is typed on a terminal of its own; what is compared is what stands on the screen in the end.
"""

import json
import os
import pty
import re
import shlex
import signal
import subprocess
import unittest

from harness import DaemonTest, limit, main
from harness.network import Network, sealed
from harness.presad import program
from harness.terminal import screen_of

_paper = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "sessions.md")
_session = re.compile(r"(?<=^```text\n)(\$ .*?)(?=^```$)", re.MULTILINE | re.DOTALL)

_varying = [
    (r'"Time":"[^"]*"', '"Time":"2026-01-01T12:00:00"'),
    (r'"Since":"[^"]*"', '"Since":"2026-01-01T11:59:00"'),
    (r'"Uptime":"[^"]*","UptimeSec":\d+', '"Uptime":"0T00:01:00","UptimeSec":60'),
    (r'"LatencyMs":[0-9.]+', '"LatencyMs":2.4'),
    (r"process \d+", "process 1234"),
    (r", up .+", ", up 5 s"),
    (r"(established .* )\d+ s ", r"\g<1>1 s "),
    (r"refused \d+ ms", "refused 0 ms"),
    (r", fe80::[^,]*", ""),
]

_plugs = [("Kitchen plug", "kitchen_plug", "3.3", "10.80.0.2"), ("Washer", "washer", "3.5", "10.80.0.3")]


@unittest.skipUnless(sealed(), "announcements need a network namespace of their own")
class Sessions(DaemonTest):
    def setUp(self):
        super().setUp()
        self.addCleanup(Network("lan", *(f"10.80.0.{host}/24" for host in range(1, 5))).end)
        self._places = [address for *_, address in _plugs]

    def address(self):
        return self._places.pop(0)

    def _type(self, line, pressed=""):
        """The screen after the command; `pressed`: a button is pressed once this stands there, then Ctrl-C is typed."""
        words = [word.removesuffix("^C") for word in shlex.split(line)]
        ours, its = pty.openpty()
        child = subprocess.Popen([program(words[0]), *words[1:]], stdin=its, stdout=its, stderr=its, cwd=self.folder,
                                 env={**os.environ, "TERM": "xterm", "NO_COLOR": "1"}, start_new_session=True)
        self.addCleanup(child.kill)
        os.close(its)
        written = ""
        while True:
            try:
                written += os.read(ours, 1 << 16).decode()
            except OSError:  # it has ended
                break
            if pressed and pressed in written:
                pressed = ""
                self.plugs[0].press()
            elif "stat/kitchen_plug/POWER ON" in written and child.poll() is None:
                child.send_signal(signal.SIGINT)
        os.close(ours)
        child.wait(limit(10))
        return screen_of(written)

    def _as_in_the_paper(self, shown):
        """The lines, without what differs from run to run and from machine to machine."""
        lines, clock = [], False
        for line in shown:
            clock = line.startswith("clock ") or clock and line.startswith(" ")
            if clock:
                continue
            line = line.replace(self.folder, "/etc/presad").replace(str(self.broker.port), "1883")
            for pattern, instead in _varying:
                line = re.sub(pattern, instead, line)
            lines.append(line)
        if lines and lines[0].startswith("STATE "):  # in the order in which they were heard
            lines[1:] = sorted(lines[1:])
        return lines

    def test_the_paper_says_what_the_screen_shows(self):
        with open(_paper, encoding="utf-8") as file:
            text = file.read()
        sessions = _session.findall(text)
        self.assertGreaterEqual(len(sessions), 4)
        for number, (_, _, protocol, address) in enumerate(_plugs):
            self.plug(f"drawer{number}", protocol, listed=False, announce="10.80.0.255", announce_interval="500ms",
                      device_id=f"bff7e612edf4edb899ua{number:02}", local_key=f"0123456789abcde{number}")
        for plug, (_, topic, *_) in zip(self.plugs, _plugs):
            plug.topic = topic
        self.inventory.secrets.clear()
        self.start_presad()
        with open(os.path.join(self.folder, "devices.json"), "w", encoding="utf-8") as file:
            json.dump([{"name": name, "id": plug.device_id, "key": plug.local_key, "mac": "", "uuid": plug.device_id[:16],
                        "category": "cz", "product_name": "Smart Socket", "sub": False}
                       for plug, (name, *_) in zip(self.plugs, _plugs)], file)
        told = {}
        for session in sessions:
            said = ""
            for line in re.findall(r"^\$ (.*)$", session, re.MULTILINE):
                if line == "sudo systemctl reload presad":
                    self.presad.wait_for_line("reloaded", 10, self.presad.reload())
                    for plug in self.plugs:
                        self.wait_for_presence(plug.topic, "Online", seconds=30)
                        self.settle(plug.topic)
                    shown = []
                else:
                    shown = self._type(line.removeprefix("sudo "), "tele/kitchen_plug/STATE" if " watch " in line else "")
                said += "".join(one + "\n" for one in [f"$ {line}", *self._as_in_the_paper(shown)])
            told[session] = said
        if os.environ.get("PRESAD_WRITE") == "yes":
            with open(_paper, "w", encoding="utf-8") as file:
                file.write(_session.sub(lambda found: told[found[1]], text))
        else:
            for session, said in told.items():
                # Columns are as wide as what stands in them, the seconds since something was heard, say.
                self.assertEqual(re.sub(" {2,}", "  ", session), re.sub(" {2,}", "  ", said))


if __name__ == "__main__":
    main()
