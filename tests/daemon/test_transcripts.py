#!/usr/bin/env python3
"""The dialogues of docs/transcripts happen as they are written there, with mosquitto_pub as the person's hand."""

import os
import re
import shlex
import subprocess

from harness import DaemonTest, limit, main
from harness.tasmota import Tasmota

_folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "transcripts")


def _dialogues():
    """(file, line and device, the devices, lines) of each block, once for each device that it is written for."""
    for name in sorted(os.listdir(_folder)):
        with open(os.path.join(_folder, name), encoding="utf-8") as file:
            text = file.read()
        for block in re.finditer(r"^```\n(# presad-sim .*?)^```$", text, re.MULTILINE | re.DOTALL):
            lines = block[1].splitlines()
            place = f"{name}:{text.count(chr(10), 0, block.start()) + 2}"
            first = [line.removeprefix("# presad-sim ") for line in lines if line.startswith("# presad-sim ")]
            others = [line.removeprefix("# or ") for line in lines if line.startswith("# or ")]
            spoken = [line for line in lines if not line.startswith(("# presad-sim ", "# or "))]
            yield place, first, spoken
            for other in others:
                yield f"{place} {other}", [other], spoken


class Transcripts(DaemonTest):
    def _device_of(self, words):
        """Starts what `# presad-sim tuya --name …` says, on an address of this test's own."""
        family, *words = shlex.split(words)
        options = {}
        while words:
            name = words.pop(0).removeprefix("--")
            options[name] = words.pop(0) if words and not words[0].startswith("--") else True
        topic = options.pop("name")
        if family == "tuya":
            return self.plug(topic, options.pop("protocol"), **options)
        self.assertEqual(family, "tasmota")
        device = Tasmota(self.folder, topic, self.address(), self.broker.port, **options)
        self.addCleanup(device.end)
        self.inventory.devices[topic] = device.entry(hold=0.5)
        return device

    def _type(self, line):
        words = shlex.split(line)
        self.assertEqual(words[0], "mosquitto_pub")
        subprocess.run([words[0], "-h", "127.0.0.1", "-p", str(self.broker.port), *words[1:]], check=True, timeout=limit(10))

    def _replay(self, devices, lines):
        started = [self._device_of(words) for words in devices]
        since = self.person.now()
        self.start_presad()
        for device in started:
            self.wait_for_presence(device.topic, "Online", since=since, seconds=30)
        since = self.person.now()
        of_a_backlog = None  # the lines that answer it
        self.on_the_way = None
        for line, following in zip(lines, [*lines[1:], "$ "]):
            if line.startswith("$ "):
                self._type(line[2:])
                of_a_backlog = [] if "/Backlog" in line else None
            elif action := re.fullmatch(r"# plug ?(\d*): (.*)", line):
                started[int(action[1] or 1) - 1].act(action[2])
            elif of_a_backlog is None:
                since = self._hears(line, since)
            else:
                of_a_backlog.append(line)
                if following.startswith("$ "):
                    since = self._hears_all(of_a_backlog, since)
        self.pass_barrier(started[0].topic)
        more = [m for m in self.person.messages[since:] if m.topic.startswith("stat/") and "BARRIER" not in m.text]
        self.assertEqual([f"{m.topic} {m.text}" for m in more], [], "said and not written")

    def _hears(self, line, since):
        """The next line from the broker, telemetry apart, is this one; gives the place behind it. What is on its way tells
        once a second how far it has come, which here stands once."""
        told = line.split("/", 1)[0]
        again = None if line == self.on_the_way else self.on_the_way
        message = self.person.wait_for(lambda m: m.topic.split("/")[0] == told and not (
            again and re.search(self._pattern(again), self._written(m))), 20, line, since)[0]
        self.assertRegex(self._written(message), self._pattern(line))
        if '"Position":…' in line:
            self.on_the_way = None if '"Direction":0' in line else line
        return self.person.place_of(message) + 1

    def _hears_all(self, lines, since):
        """The next lines are these. What the device has to be asked for may come behind what presad knows by itself."""
        heard = self.person.wait_for(lambda m: m.topic.startswith("stat/"), 20, lines, since, len(lines))
        left = [self._written(message) for message in heard]
        for line in lines:
            found = next((one for one in left if re.search(self._pattern(line), one)), None)
            self.assertIsNotNone(found, f"{line!r} in {left}")
            left.remove(found)
        return self.person.place_of(heard[-1]) + 1

    @staticmethod
    def _written(message):
        return f"{message.topic} {message.text}".rstrip(" ")

    @staticmethod
    def _pattern(line):
        return r"\A" + ".*".join(re.escape(part) for part in line.split("…")) + r"\Z"


def _add(place, devices, lines):
    name = "test_" + re.sub(r"\W+", "_", place)
    setattr(Transcripts, name, lambda self: self._replay(devices, lines))
    getattr(Transcripts, name).__doc__ = place


_found = list(_dialogues())
for _place, _devices, _lines in _found:
    _add(_place, _devices, _lines)


class TheFolder(DaemonTest):
    def test_there_are_transcripts_to_replay(self):
        self.assertGreater(len(_found), 8)

    def test_every_command_stands_in_one(self):
        with open(os.path.join(_folder, "..", "commands.md"), encoding="utf-8") as file:
            known = re.findall(r"^\| `(\w+?)(?:<\w+>)?`", file.read(), re.MULTILINE)
        self.assertGreater(len(known), 60)
        typed = {re.sub(r"\d+$", "", word).lower() for _, _, lines in _found for line in lines if line.startswith("$ ")
                 for word in re.findall(r"(?:cmnd/\w+/_?|[;'\"] ?)([A-Za-z]+)", line)}
        self.assertEqual([word for word in known if word.lower() not in typed], [])


if __name__ == "__main__":
    main()
