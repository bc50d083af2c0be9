"""What was asked of the plugs, and how each of it ended. Pure, but for the time that is handed in.

Each command names a response topic of its own (MQTT 5), so each answer belongs to one command and to no other.
"""

import json
from collections import Counter


def outcome(answer):
    """{"POWER":"ON"} is a success; {"Command":"Offline",…} says what else there was."""
    found = json.loads(answer)
    return found["Command"] if "Command" in found else "Done" if "POWER" in found else "Unknown"


class Ledger:
    """Commands and presses. A command's number is given once; `steady`: nothing was done to its plug for long."""

    def __init__(self):
        self.sent = 0
        self.waiting = {}  # number: (topic, payload, steady, sent at)
        self.outcomes = Counter()
        self.pressed = {}  # topic: pressed at; its POWER is to come
        self.presses = self.presses_told = 0
        self.complaints = []
        self._cut_off = set()

    def send(self, topic, payload, steady, now):
        self.sent += 1
        self.waiting[self.sent] = (topic, payload, steady, now)
        return self.sent

    def press(self, topic, now):
        self.presses += 1
        self.pressed[topic] = now

    def busy(self):
        """The plugs of which something is awaited."""
        return {topic for topic, *_ in self.waiting.values()} | set(self.pressed)

    def answered(self, number, answer):
        if number in self._cut_off:  # the broker died meanwhile: whether it comes is luck, but it comes once
            self._cut_off.remove(number)
            return
        if number not in self.waiting:
            self.complaints.append(f"command {number} was answered a second time: {answer}")
            return
        topic, payload, steady, _ = self.waiting.pop(number)
        word = outcome(answer)
        self.outcomes[word] += 1
        if word == "Done" and answer != f'{{"POWER":"{payload}"}}':
            self.complaints.append(f"{topic} was told {payload} and the answer is {answer}")
        if steady and word != "Done":
            self.complaints.append(f"{topic}, with nothing done to it, answered {payload} with {answer}")

    def told(self, topic):
        """A POWER of its own."""
        if self.pressed.pop(topic, None) is not None:
            self.presses_told += 1

    def disturbed(self, topic):
        """What is on its way there need not be done, but is to be answered all the same."""
        for number, (whose, payload, _, at) in self.waiting.items():
            if whose == topic:
                self.waiting[number] = (whose, payload, False, at)
        if self.pressed.pop(topic, None) is not None:
            self.presses -= 1

    def broker_died(self):
        """What was on its way is nobody's fault."""
        self.outcomes["cut off"] += len(self.waiting)
        self._cut_off |= set(self.waiting)
        self.waiting.clear()
        self.presses -= len(self.pressed)
        self.pressed.clear()

    def overdue(self, now, command_seconds, press_seconds):
        """Complains of all that was awaited for longer, and awaits it no more."""
        for number in [n for n, (*_, at) in self.waiting.items() if now - at > command_seconds]:
            topic, payload, *_ = self.waiting.pop(number)
            self._cut_off.add(number)
            self.outcomes["unanswered"] += 1
            self.complaints.append(f"{topic} {payload} has no answer after {command_seconds:.0f} s")
        for topic in [t for t, at in self.pressed.items() if now - at > press_seconds]:
            del self.pressed[topic]
            self.complaints.append(f"the button of {topic} was pressed and no POWER came within {press_seconds:.0f} s")
