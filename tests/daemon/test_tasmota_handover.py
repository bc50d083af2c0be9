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

    def _change(self, device, comes, sent):
        """The device joins or leaves; returns once everybody was told so, as an entry of `changes`."""
        since = self.person.now()
        if comes:
            device.join()
        else:
            device.leave()
        told = self.person.wait_for(lambda m: m.topic == "tele/cantina/LWT" and not m.mark, 10, "its presence", since)[0]
        self.assertEqual(told.text, "Online" if comes else "Offline")
        return comes, sent, self.person.place_of(told)

    def _lost(self, changes, executed):
        """The commands that nobody can answer: the broker took them after a device said that it is there and before it had
        subscribed, or between the last that a device read and its will. Told by the broker's own order, as a person hears it."""
        places = {int(m.text): place for place, m in enumerate(self.person.messages) if m.topic == "cmnd/cantina/Var1"}
        by_mqtt = [number for way, number in executed if way == "mqtt"]
        lost, joined_behind = set(), 0
        for comes, last, told_at in changes:
            if comes:
                lost |= {number for number in range(max(1, last - 100), last + 1) if places.get(number, 0) > told_at}
                joined_behind = last
            else:
                read = max((number for number in by_mqtt if number <= last), default=0)
                unread = range(max(read, joined_behind) + 1, last + 1)
                lost |= {number for number in unread if number in places and places[number] < told_at}
        return lost

    def test_two_hundred_times_at_random_moments_while_commands_flow(self):
        device = self.tasmota(hold=0.2)
        self.start_presad()
        self.wait_for_presence("cantina", "Online", 30)
        dice = random.Random(7)
        sent = 0        # the number of the last command
        changes = []    # (the device is there now, the last command before that, the place at which it was told)
        next_change = time.monotonic()
        while len(changes) < 200:
            sent += 1
            self.person.publish("cmnd/cantina/Var1", str(sent))
            if time.monotonic() >= next_change:
                changes.append(self._change(device, not (changes and changes[-1][0]), sent))
                next_change = time.monotonic() + dice.choice((0.0, 0.02, 0.1, 0.5, 1.2)) * dice.random()
            wait_for(lambda until=time.monotonic() + 0.01: time.monotonic() >= until, 5, "the next command")

        def executed():
            return [(way, int(command.split()[1])) for way, command in device.executed() if command.startswith("Var1 ")]

        def answered():
            return {int(m.text.split('"VAR ')[1].split('"')[0]) for m in self.person.heard(
                lambda m: m.topic in ("stat/presad/RESULT", "stat/cantina/RESULT") and '"Input":"VAR ' in m.text)}

        def unaccounted():
            return set(range(1, sent + 1)) - {number for _, number in executed()} - answered() - self._lost(changes, executed())
        wait_for(lambda: not unaccounted(), 45, lambda: f"an end of the commands {unaccounted()} of {sent}")
        done = [number for _, number in executed()]
        self.assertEqual(sorted(done), sorted(set(done)), "a command was executed twice")
        ways = [way for way, _ in executed()]
        print(f"{sent} commands, {ways.count('http')} over HTTP, {ways.count('mqtt')} by MQTT, "
              f"{len(answered() - set(done))} answered as not executed, "
              f"{len(set(range(1, sent + 1)) - answered() - set(done))} lost between the two")
        self.assertGreater(ways.count("http"), 20)
        self.assertGreater(ways.count("mqtt"), 20)


if __name__ == "__main__":
    main()
