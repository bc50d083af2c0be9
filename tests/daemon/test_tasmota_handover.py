#!/usr/bin/env python3
"""A Tasmota device joins the broker and leaves it: who answers for it changes exactly then."""

import random
import time

from harness import DaemonTest, main
from harness.tasmota import Tasmota
from harness.waiting import wait_for


class Handover(DaemonTest):
    def tasmota(self, hold):
        device = Tasmota(self.folder, "cantina", self.address(), self.broker.port, "s3cr3t-Wasserhahn")
        self.addCleanup(device.end)
        self.inventory.secrets["cantina"] = device.password
        self.inventory.devices["cantina"] = device.entry(hold=hold)
        return device

    def marked(self, since):
        """What presad said on the device's topics."""
        return [f"{m.topic} {m.text}" for m in self.person.messages[since:] if "/cantina/" in m.topic and m.mark]

    def test_presad_is_silent_while_it_is_there_and_answers_when_it_has_gone(self):
        device = self.tasmota(hold=0.5)
        device.join()
        self.start_presad()
        self.wait_for_message("tele/presad/STATE", seconds=15)  # well behind the time for retained messages
        since = self.command("cantina", "Power", "TOGGLE")
        self.expect(since, 'stat/cantina/RESULT {"POWER":"ON"}', "stat/cantina/POWER ON", topic="cantina")
        self.assertEqual(self.marked(0), [])
        self.assertEqual(device.executed(), [("mqtt", "Power TOGGLE")])

        since = self.person.now()
        device.leave()
        self.wait_for_message("tele/cantina/LWT", "Online", 15, since)
        self.pass_barrier("cantina")
        since = self.command("cantina", "Power", "TOGGLE")
        self.expect(since, 'stat/cantina/RESULT {"POWER":"OFF"}', "stat/cantina/POWER OFF", topic="cantina")
        self.assertEqual(device.executed()[-1], ("http", "Power TOGGLE"))

        device.join()
        since = self.command("cantina", "Power", "TOGGLE")
        self.expect(since, 'stat/cantina/RESULT {"POWER":"ON"}', "stat/cantina/POWER ON", topic="cantina")
        self.assertEqual(device.executed()[-1], ("mqtt", "Power TOGGLE"))
        self.presad.stop()
        self.assertEqual(self.marked(since), [])
        self.assertEqual(self.retained("tele/cantina/LWT"), {"tele/cantina/LWT": "Online"})

    def test_two_hundred_times_at_random_moments_while_commands_flow(self):
        device = self.tasmota(hold=0.2)
        self.start_presad()
        self.wait_for_presence("cantina", "Online", 30)
        dice = random.Random(7)
        sent = {}       # number: when, of the monotonic clock
        deaf = []       # the two windows that nobody can close: (from, to)
        changes = 0
        present = False
        next_change = time.monotonic()
        while changes < 200:
            now = time.monotonic()
            number = len(sent) + 1
            sent[number] = now
            self.person.publish("cmnd/cantina/Var1", str(number))
            if now >= next_change:
                since = self.person.now()
                if present:
                    left = device.leave()
                    heard = self.wait_for_message("tele/cantina/LWT", "Offline", since=since)
                    deaf.append((left, heard.at))
                else:
                    mark = device.process.log_mark()
                    joined = device.join()
                    joining = int(device.process.wait_for_line(r"^joining at=(\d+)", 5, since=mark)[1]) / 1e6
                    deaf.append((joining, joined))
                present = not present
                changes += 1
                next_change = time.monotonic() + dice.choice((0.0, 0.02, 0.1, 0.5, 1.2)) * dice.random()
            wait_for(lambda until=time.monotonic() + 0.01: time.monotonic() >= until, 5, "the next command")
        executed = lambda: [(way, int(command.split()[1])) for way, command in device.executed()
                            if command.startswith("Var1 ")]

        def answered():
            return {int(m.text.split('"VAR ')[1].split('"')[0]) for m in self.person.heard(
                lambda m: m.topic in ("stat/presad/RESULT", "stat/cantina/RESULT") and '"Input":"VAR ' in m.text)}

        def in_a_window(number):
            slack = 0.05  # from the publish to the broker, and from the broker to who hears it
            return any(start - slack <= sent[number] <= end + slack for start, end in deaf)

        def unaccounted():
            done = {number for _, number in executed()}
            return [number for number in sent if number not in done and number not in answered() and not in_a_window(number)]
        wait_for(lambda: not unaccounted(), 45, lambda: f"an end of the commands {unaccounted()} of {len(sent)}")
        done = [number for _, number in executed()]
        self.assertEqual(sorted(done), sorted(set(done)), "a command was executed twice")
        ways = [way for way, _ in executed()]
        print(f"{len(sent)} commands, {ways.count('http')} over HTTP, {ways.count('mqtt')} by MQTT, "
              f"{len(answered() - set(done))} answered as not executed, "
              f"{sum(in_a_window(n) for n in sent if n not in set(done) | answered())} in the windows")
        self.assertGreater(ways.count("http"), 20)
        self.assertGreater(ways.count("mqtt"), 20)


if __name__ == "__main__":
    main()
