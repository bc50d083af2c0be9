"""What is done to the plugs of a soak, and how each of it is ended."""

import re
import subprocess

from harness.presad import program


def fault_list():
    """[name or name=value]: all of presad-sim's faults, with each word that one of them takes."""
    rows = subprocess.run([program("presad-sim"), "faults"], check=True, capture_output=True, text=True).stdout.splitlines()
    found = []
    for name in (row.split()[0] for row in rows):
        bare, _, values = name.partition("=")
        found += [f"{bare}={value}" for value in values.split("|")] if values else [bare]
    return found


class Troubles:
    """At most one trouble per plug at a time. Plugs are (fleet, number) pairs."""

    def __init__(self, random, spare_address):
        self._random = random
        self._faults = fault_list()
        self._spare_address = spare_address  # gives one on which nobody listens, for a plug that moves
        self._ends = {}  # plug: (when, actions)
        self.given = 0

    def troubled(self):
        return set(self._ends)

    def begin(self, plug, now):
        """One on this plug, from 2 to 40 s long. Gives what it is, for the log."""
        kind = self._random.choices(("fault", "unplug", "drop", "reboot", "move"), (6, 2, 2, 1, 1))[0]
        seconds = self._random.uniform(2, 40)
        if kind == "fault":
            fault = self._random.choice(self._faults)
            does, ends = [f"fault {fault}"], ["fault none"]
            if self._random.random() < 0.5 or re.match("mute=|slow|cloud|undefined|data-unvalid", fault):
                does.append("reboot")  # some strike at power-up only
                ends.append("reboot")
        elif kind == "unplug":
            does, ends = ["unplug"], ["plug"]
        elif kind == "drop":  # at the next byte that it sends
            does, ends = ["fault cut-after=1"], ["fault none"]
        elif kind == "reboot":
            does, ends = ["reboot"], []
        else:
            fleet, number = plug
            does, ends = [f"move {self._spare_address()}"], [f"move {fleet.addresses[number - 1]}"]
        self.given += 1
        _type(plug, does)
        self._ends[plug] = (now + seconds, ends)
        return "; ".join(does)

    def end_due(self, now):
        """Ends those whose time has come; gives their plugs."""
        due = [plug for plug, (when, _) in self._ends.items() if when <= now]
        for plug in due:
            _type(plug, self._ends.pop(plug)[1])
        return due

    def end_all(self):
        return self.end_due(float("inf"))


def _type(plug, actions):
    fleet, number = plug
    for action in actions:
        fleet.process.type_line(f"{number}:{action}")
