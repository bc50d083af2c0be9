#!/usr/bin/env python3
"""The dialogues of docs/transcripts happen as they are written there, with mosquitto_pub as the person's hand."""

import os
import re
import shlex
import subprocess

from harness import DaemonTest, limit, main

_folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "transcripts")


def _dialogues():
    """(file and line, lines) of each block."""
    for name in sorted(os.listdir(_folder)):
        with open(os.path.join(_folder, name), encoding="utf-8") as file:
            text = file.read()
        for block in re.finditer(r"^```\n(# presad-sim .*?)^```$", text, re.MULTILINE | re.DOTALL):
            yield f"{name}:{text.count(chr(10), 0, block.start()) + 2}", block[1].splitlines()


class Transcripts(DaemonTest):
    def _plug_of(self, line):
        """Starts what `# presad-sim tuya --name …` says, on an address of this test's own."""
        words = shlex.split(line.removeprefix("# presad-sim tuya "))
        options = {}
        while words:
            name = words.pop(0).removeprefix("--")
            options[name] = words.pop(0) if words and not words[0].startswith("--") else True
        return self.plug(options.pop("name"), options.pop("protocol"), **options)

    def _type(self, line):
        words = shlex.split(line)
        self.assertEqual(words[0], "mosquitto_pub")
        subprocess.run([words[0], "-h", "127.0.0.1", "-p", str(self.broker.port), *words[1:]], check=True, timeout=limit(10))

    def _replay(self, lines):
        plugs = [self._plug_of(line) for line in lines if line.startswith("# presad-sim")]
        self.start_with(*plugs)
        since = self.person.now()
        for line in lines[len(plugs):]:
            if line.startswith("$ "):
                since = self.person.now()
                self._type(line[2:])
            elif action := re.fullmatch(r"# plug ?(\d*): (.*)", line):
                since = self.person.now()
                plugs[int(action[1] or 1) - 1].act(action[2])
            else:
                since = self._hears(line, since)

    def _hears(self, line, since):
        """The next line from the broker, telemetry apart, is this one; gives the place behind it."""
        pattern = re.compile(".*".join(re.escape(part) for part in line.split("…")))
        told = line.split("/", 1)[0]
        message = self.person.wait_for(lambda m: m.topic.split("/")[0] == told, 20, line, since)[0]
        self.assertRegex(f"{message.topic} {message.text}", rf"\A{pattern.pattern}\Z")
        return self.person.messages.index(message) + 1


def _add(place, lines):
    name = "test_" + re.sub(r"\W", "_", place)
    setattr(Transcripts, name, lambda self: self._replay(lines))
    getattr(Transcripts, name).__doc__ = place


_found = list(_dialogues())
for _place, _lines in _found:
    _add(_place, _lines)


class TheFolder(DaemonTest):
    def test_there_are_transcripts_to_replay(self):
        self.assertGreater(len(_found), 8)


if __name__ == "__main__":
    main()
