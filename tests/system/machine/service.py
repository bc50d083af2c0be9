"""A unit of the machine, as systemctl and journalctl show it."""

import json

from harness.waiting import wait_for


class Service:
    def __init__(self, container, unit):
        self._container = container
        self.unit = unit

    def show(self, name):
        return self._container.output(f"systemctl show --property={name} --value {self.unit}")

    def main_pid(self):
        """As the machine counts."""
        pid = int(self.show("MainPID"))
        if pid == 0:
            raise AssertionError(f"{self.unit} does not run:\n{self.status()}")
        return pid

    def restarts(self):
        """How often systemd started it by itself."""
        return int(self.show("NRestarts"))

    def state(self):
        """As `systemctl status` has it: "active running", …"""
        values = self._container.output(f"systemctl show --property=ActiveState --property=SubState {self.unit}")
        return " ".join(line.split("=", 1)[1] for line in sorted(values.splitlines()))

    def wait_for_state(self, state, seconds=30):
        wait_for(lambda: self.state() == state, seconds, lambda: f"{self.unit} to be {state}; it is {self.state()}:\n"
                 + self.status())

    def wait_for_another(self, old_pid, seconds=30):
        """Until it runs again, as another process than `old_pid`."""
        def is_back():  # of one moment: it comes and goes between two questions
            said = self._container.output(f"systemctl show --property=SubState --property=MainPID {self.unit}")
            return "SubState=running" in said and f"MainPID={old_pid}" not in said.splitlines()
        wait_for(is_back, seconds, lambda: f"{self.unit} to be back:\n{self.status()}")
        return self.main_pid()

    def status(self):
        return self._container.run(f"systemctl status --no-pager --full --lines=40 {self.unit}", check=False).stdout

    def control(self, verb, check=True):
        """systemctl VERB; returns when it is done."""
        return self._container.run(f"systemctl {verb} {self.unit}", check=check, seconds=90)

    # --- its journal ------------------------------------------------------------------------------------------

    def cursor(self):
        """Now, as a place among its own entries: behind that of another unit's, journalctl would skip one of them."""
        return self._container.output(f"journalctl --sync; journalctl --unit={self.unit} --lines=1 --show-cursor "
                                      "| sed -n 's/^-- cursor: //p'")

    def entries(self, since=None, more=""):
        """Its journal entries since a cursor, each a dictionary of fields."""
        after = f"--after-cursor='{since}'" if since else ""
        text = self._container.output(f"journalctl --unit={self.unit} {after} {more} --all --output=json")
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]

    def seconds_between(self, first, last, since):
        """By the machine's own clock: from the entry with `first` in it to the next with `last`, both after a cursor."""
        entries = self.entries(since)
        times = [(str(one["MESSAGE"]), int(one["__MONOTONIC_TIMESTAMP"]) / 1e6) for one in entries]
        began = next((time for text, time in times if first in text), None)
        ended = next((time for text, time in times if last in text and began is not None and time >= began), None)
        if ended is None:
            raise AssertionError(f"not {first!r} and then {last!r} in the journal of {self.unit}:\n"
                                 + "\n".join(text for text, _ in times))
        return ended - began

    def wait_for_line(self, text, since=None, seconds=20):
        """Until its journal has an entry with `text` in it; gives the entry."""
        def look():
            return [one for one in self.entries(since) if text in str(one.get("MESSAGE"))]
        return wait_for(look, seconds, lambda: f"{text!r} in the journal of {self.unit}, which has:\n" + "\n".join(
            str(one.get("MESSAGE")) for one in self.entries(since)[-30:]))[0]
