"""Somebody with mosquitto_sub and mosquitto_pub on another computer of the LAN."""

import itertools
import re
import subprocess
from dataclasses import dataclass

from harness.process import Process
from harness.waiting import limit, wait_for
from machine import lan

_serial = itertools.count(1)


@dataclass
class Message:
    retained: bool
    topic: str
    text: str


class Listener:
    """Hears everything on the broker, and again when it comes back."""

    def __init__(self, folder, address=lan.MACHINE_ADDRESS):
        self._address = address
        self._process = Process(f"mosquitto_sub-{next(_serial)}",
                                ["mosquitto_sub", "-h", address, "-t", "#", "-F", "%r %t %p"], folder)
        self._word = f"listening/{next(_serial)}"
        wait_for(self._hears, 20, lambda: f"the broker to be heard: {self._process.log()}")

    def _hears(self):
        if not self._process.running():
            raise AssertionError(f"mosquitto_sub ended:\n{self._process.log()}")
        self.publish(self._word, "?", check=False)
        return self.heard(self._word)

    def now(self):
        """The present place in what was heard, for `since`."""
        return self._process.log_mark()

    def messages(self, since=0):
        lines = self._process.log_since(since).split("\n")[:-1]
        return [Message(line[0] == "1", *line[2:].split(" ", 1)) for line in lines if re.match(r"[01] \S+ ", line)]

    def heard(self, topic, text=None, since=0):
        return [one for one in self.messages(since) if one.topic == topic and (text is None or re.search(text, one.text))]

    def wait_for(self, topic, text=None, seconds=15, since=0):
        """Gives the first message on `topic` whose payload holds `text`, a regular expression."""
        def since_then():
            return "".join(f"  {one.topic} {one.text[:200]}\n" for one in self.messages(since)[-40:])
        return wait_for(lambda: self.heard(topic, text, since), seconds,
                        lambda: f"{topic} {text or ''}; heard:\n{since_then()}")[0]

    def publish(self, topic, payload="", check=True):
        subprocess.run(["mosquitto_pub", "-h", self._address, "-t", topic, "-m", payload], stdin=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=limit(10), check=check)

    def ask(self, topic, command, payload="", answer=None, seconds=15):
        """Sends a command; gives the first answer on stat/<topic>/RESULT (or `answer`) after it."""
        since = self.now()
        self.publish(f"cmnd/{topic}/{command}", payload)
        return self.wait_for(answer or f"stat/{topic}/RESULT", seconds=seconds, since=since).text

    def end(self):
        self._process.kill()


def retained(filters, address=lan.MACHINE_ADDRESS):
    """What somebody who subscribes now finds on the broker: payload by topic."""
    # A broker sends what it keeps in the order in which it is asked for: behind this there is no more.
    end = f"end/{next(_serial)}"
    publish = ["mosquitto_pub", "-h", address, "-t", end, "-r"]
    subprocess.run([*publish, "-m", "here"], stdin=subprocess.DEVNULL, timeout=limit(10), check=True)
    words = [word for one in (*filters, end) for word in ("-t", one)]
    found = {}
    with subprocess.Popen(["mosquitto_sub", "-h", address, *words, "--retained-only", "-W", str(int(limit(10))), "-F", "%t %p"],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as listening:
        for line in listening.stdout:
            topic, text = line.removesuffix("\n").split(" ", 1)
            if topic == end:
                break
            found[topic] = text
        else:
            raise AssertionError(f"the broker did not come to the end of what it keeps: {found}")
        listening.terminate()
    subprocess.run([*publish, "-n"], stdin=subprocess.DEVNULL, timeout=limit(10), check=True)
    return found
