"""One soak: the start, the long middle, the end, and what is to be true then. Times in seconds."""

import random
import time

import soak_verdict
from harness.daemon_test import sanitizer_report
from harness.waiting import limit
from process_figures import descriptors
from soak_house import House
from soak_ledger import Ledger
from soak_troubles import Troubles

# All of these are stretched for slow builds.
_start_limit = 120  # until all are Online
_end_limit = 180  # from the end of the last trouble until all is as at the start
_command_limit = 90  # a command waits 30 s for a session and some more for the plug; then its outcome is due
_press_limit = 20
_steady_after = 60  # without trouble for so long a plug owes success
_return_limit = 60  # from the broker's return until presad answers

_troubled_share, _least_troubled = 0.1, 6
_between_presses = 2
_between_session_counts = 2
_between_broker_deaths = 180  # or a quarter of a shorter soak
_columns = ("seconds", "pss_kib", "pss_anon_kib", "descriptors", "threads", "cpu_s", "online", "troubled", "sent")


class Run:
    def __init__(self, arguments, judge_memory):
        self._arguments, self._judge_memory = arguments, judge_memory
        self._random = random.Random(arguments.seed)
        self.samples, self.complaints, self.ledger = [], [], Ledger()
        self._online, self._disturbed_at, self._client = set(), {}, None
        self._heard, self._answers = set(), {}
        self._asked = 0  # questions to presad itself

    def whole(self):
        """Gives one line for each condition that was not met."""
        self._house = House(self._arguments.plugs)
        self._topics = list(self._house.plugs)
        self._of_plug = {plug: topic for topic, plug in self._house.plugs.items()}
        self._troubles = Troubles(self._random, self._house.spare_address)
        try:
            self._listen()
            if self._until(lambda: len(self._online) == len(self._topics), _start_limit):
                self._descriptors = min(self._look_at_descriptors() for _ in range(5))
                self._middle()
                self._end()
            else:
                self._complain(f"{self._absent()} not Online {limit(_start_limit):.0f} s after the start")
            self._stop_presad()
        except AssertionError as error:
            self._complain(str(error)[-2000:])
        finally:
            complaints = self.complaints + self.ledger.complaints
            kept = self._house.close(keep=bool(complaints))
            if kept:
                print(f"the logs are in {kept}")
        return complaints

    # --- the start and the broker ----------------------------------------------------------------------------

    def _listen(self):
        self._online.clear()
        self._client = self._house.broker.client(5).subscribe("tele/+/LWT", "stat/+/POWER", "soak/#")

    def _look_at_descriptors(self):
        time.sleep(0.5)  # apart, so that one that is open for a moment is not in all of them
        return descriptors(self._house.pid)

    def _kill_broker(self):
        self._hear()
        self._client.close()
        self._house.broker.kill()
        self._hear()  # what came until then is an answer, too
        self.ledger.broker_died()
        away_until = time.monotonic() + self._random.uniform(1, 20)
        while time.monotonic() < away_until:
            self._end_troubles()
            self._sample_if_due()
            time.sleep(0.02)
        self._house.broker.start()
        self._listen()
        if not self._presad_answers():
            raise AssertionError(f"presad did not answer {limit(_return_limit):.0f} s after the broker's return")

    def _presad_answers(self):
        """It has subscribed again: until then the broker has nobody to give a command to."""
        answered, end = f"soak/presad/{self._asked}", time.monotonic() + limit(_return_limit)
        self._asked += 1
        while time.monotonic() < end:
            self._client.publish("cmnd/presad/State", response_topic=answered)
            if self._until(lambda: answered in self._heard, 1):
                return True
        return False

    # --- the middle ------------------------------------------------------------------------------------------

    def _middle(self):
        began = time.monotonic()
        self._began, self._next_sample = began, began
        seconds = self._arguments.minutes * 60
        broker_pace = min(_between_broker_deaths, seconds / 4)
        trouble_pace = 21 / max(_troubled_share * len(self._topics), _least_troubled)  # a trouble lasts 21 s on average
        due = {"command": began, "press": began, "trouble": began, "sessions": began, "broker": began + broker_pace,
               "storm": began + broker_pace / 2}
        pace = {"command": 1 / self._arguments.commands, "press": _between_presses, "trouble": trouble_pace,
                "sessions": _between_session_counts, "broker": broker_pace, "storm": broker_pace}
        does = {"command": self._command, "press": self._press, "trouble": self._trouble, "sessions": self._check_single_sessions,
                "broker": self._kill_broker, "storm": self._storm}
        print("".join(f"{each:>13}" for each in _columns), flush=True)
        while (now := time.monotonic()) < began + seconds:
            for what in [each for each, when in due.items() if when <= now]:
                does[what]()
                due[what] = max(due[what] + pace[what], time.monotonic() - pace[what])
            self._tick()

    def _tick(self):
        self._hear()
        self._end_troubles()
        self._sample_if_due()
        self.ledger.overdue(time.monotonic(), limit(_command_limit), limit(_press_limit))
        if not self._house.presad.running():
            raise AssertionError(f"presad ended by itself; its log ends:\n{self._house.presad.process.log()[-1500:]}")
        time.sleep(0.01)

    def _is_steady(self, topic):
        quiet_since = self._disturbed_at.get(topic, self._began - limit(_steady_after))
        if topic not in self._online or self._house.plugs[topic] in self._troubles.troubled():
            return False
        return time.monotonic() - quiet_since >= limit(_steady_after)

    def _command(self):
        topic = self._random.choice(self._topics)
        if topic not in self.ledger.busy():
            self._send(topic, self._random.choice(("ON", "OFF")), self._is_steady(topic))

    def _send(self, topic, payload, steady):
        number = self.ledger.send(topic, payload, steady, time.monotonic())
        self._client.publish(f"cmnd/{topic}/Power", payload, response_topic=f"soak/answer/{number}")
        return number

    def _press(self):
        topic = self._random.choice(self._topics)
        if self._is_steady(topic) and topic not in self.ledger.busy():
            fleet, number = self._house.plugs[topic]
            self.ledger.press(topic, time.monotonic())
            fleet.process.type_line(f"{number}:press")

    def _trouble(self):
        topic = self._random.choice(self._topics)
        if self._house.plugs[topic] not in self._troubles.troubled():
            self._disturb(topic)
            self._troubles.begin(self._house.plugs[topic], time.monotonic())

    def _storm(self):
        """All plugs of a protocol lose power for a moment."""
        fleet = self._random.choice(self._house.fleets)
        for topic in fleet.topics():
            self._disturb(topic)
        fleet.process.type_line(f"1-{len(fleet.addresses)}:reboot")

    def _disturb(self, topic):
        self.ledger.disturbed(topic)
        self._disturbed_at[topic] = time.monotonic()

    def _end_troubles(self):
        for plug in self._troubles.end_due(time.monotonic()):
            self._disturb(self._of_plug[plug])

    # --- what is heard ---------------------------------------------------------------------------------------

    def _hear(self):
        self._heard = set()
        for message in self._client.take():
            self._heard.add(message.topic)
            first, middle, last = message.topic.split("/")
            if last == "LWT" and middle != "presad":
                (self._online.add if message.text == "Online" else self._online.discard)(middle)
            elif middle == "answer":
                self._answers[int(last)] = message.text
                self.ledger.answered(int(last), message.text)
            elif last == "POWER" and not message.retain:
                self.ledger.told(middle)

    def _until(self, condition, seconds):
        """Hears until it holds; False when it does not within `seconds` (stretched)."""
        end = time.monotonic() + limit(seconds)
        while time.monotonic() < end:
            self._hear()
            if condition():
                return True
            time.sleep(0.01)
        return False

    def _sample_if_due(self):
        if time.monotonic() < self._next_sample:
            return
        self._next_sample += self._arguments.every
        found = {"seconds": round(time.monotonic() - self._began), **self._house.sample(), "online": len(self._online),
                 "troubled": len(self._troubles.troubled()), "sent": self.ledger.sent, "outcomes": dict(self.ledger.outcomes)}
        self.samples.append(found)
        outcomes = ", ".join(f"{count} {word}" for word, count in found["outcomes"].items())
        print("".join(f"{found[each]:>13}" for each in _columns) + f"   {outcomes}", flush=True)

    def _check_single_sessions(self):
        for address, ports in self._house.doubled().items():
            self._complain(f"presad held several connections to {address} at {time.strftime('%H:%M:%S')}, from its ports {ports}")

    # --- the end ---------------------------------------------------------------------------------------------

    def _end(self):
        for plug in self._troubles.end_all():
            self._disturb(self._of_plug[plug])
        if not self._until(lambda: len(self._online) == len(self._topics), _end_limit):
            self._complain(f"{self._absent()} not Online {limit(_end_limit):.0f} s after the last trouble's end")
        self._until(lambda: not self.ledger.busy(), _command_limit)  # longer than a press is given
        self.ledger.overdue(time.monotonic(), limit(_command_limit), limit(_press_limit))
        for payload in ("OFF", "ON"):  # one of them is a change
            self._command_each(payload)
        if not self._until(lambda: descriptors(self._house.pid) == self._descriptors, _end_limit):
            self._complain(f"presad has {descriptors(self._house.pid)} descriptors, and had {self._descriptors} after its start")
        connections = self._house.connections()
        for topic in self._topics:
            if connections.get(topic) != 1:
                self._complain(f"{topic} serves {connections.get(topic)} connections and not one")
        self._check_single_sessions()
        for line in self._house.misunderstood():
            self._complain(f"a simulator refused an action: {line}")
        if self._judge_memory:
            said, grew = soak_verdict.memory([each["pss_anon_kib"] for each in self.samples])
            print(said)
            if grew:
                self._complain(said)
        print(f"{self._troubles.given} troubles; {self.ledger.sent} commands: "
              f"{', '.join(f'{count} {word}' for word, count in self.ledger.outcomes.items())}; "
              f"{self.ledger.presses_told} of {self.ledger.presses} presses told; {self._descriptors} descriptors", flush=True)

    def _command_each(self, payload):
        """One to each plug; one whose connection was yet to be found dead is commanded again, until the limit."""
        missing, end = set(self._topics), time.monotonic() + limit(_end_limit)
        while missing and time.monotonic() < end:
            sent = {self._send(topic, payload, False): topic for topic in sorted(missing)}
            self._until(lambda: not self.ledger.waiting, _command_limit)
            self.ledger.overdue(time.monotonic(), limit(_command_limit), 0)
            missing -= {topic for number, topic in sent.items() if self._answers.get(number) == f'{{"POWER":"{payload}"}}'}
        for topic in sorted(missing):
            self._complain(f"{topic} did not obey {payload} within {limit(_end_limit):.0f} s at the end")

    def _stop_presad(self):
        self._hear()
        status = self._house.presad.stop()
        if status:
            self._complain(f"presad ended with status {status}")
        log = self._house.presad.process.log()
        if report := sanitizer_report.search(log):
            self._complain(f"a sanitizer's report: {log[report.start():report.start() + 1500]}")

    def _absent(self):
        absent = sorted(set(self._topics) - self._online)
        return f"{len(absent)} plugs ({', '.join(absent[:10])})"

    def _complain(self, line):
        self.complaints.append(" | ".join(line.splitlines()))
