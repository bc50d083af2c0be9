#!/usr/bin/env python3
"""Timers: a plug that switches by the clock, and what is kept of that over restarts. By the wall clock: minutes last."""

import json
import time

from harness import DaemonTest, limit, main, wait_for

NOTHING = {"Enable": 0, "Mode": 0, "Time": "00:00", "Window": 0, "Days": "0000000", "Repeat": 0, "Output": 1, "Action": 0}


def next_minute():
    """The local time of the next whole minute before which there is time for what comes first."""
    return time.strftime("%H:%M", time.localtime((int(time.time() + limit(10)) // 60 + 1) * 60))


class Timers(DaemonTest):
    def setUp(self):
        super().setUp()
        self.inventory.place = {"latitude": 41.893, "longitude": 12.483}
        self.lamp = self.plug("presa1", "3.3", relays=1)
        self.start_with(self.lamp)
        self.ask("presa1", "Power", "OFF")
        self.pass_barrier("presa1")

    def _set(self, number, **timer):
        answer = json.loads(self.ask("presa1", f"Timer{number}", json.dumps(timer)))[f"Timer{number}"]
        self.assertEqual(answer, {**NOTHING, **timer})
        return answer

    def test_a_timer_comes_once_and_is_over_also_after_a_restart(self):
        self.assertEqual(json.loads(self.ask("presa1", "Timers", "1"))["Timers"], "ON")
        once = self._set(1, Enable=1, Time=next_minute(), Days="1111111", Action=1)
        self.assertEqual(self.presad.stop(), 0)
        kept = self.memory.facts("presa1")["timers"]
        since = self.person.now()
        self.start_presad()
        self.wait_for_presence("presa1", "Online", since=since)
        self.settle("presa1", since)
        self.assertEqual(json.loads(self.ask("presa1", "Timer1")), {"Timer1": once})
        self.wait_for_message("stat/presa1/POWER", "ON", 80, since)
        # By the fine clock: time(2), which strftime() asks else, is some milliseconds behind.
        self.assertEqual(time.strftime("%H:%M", time.localtime(time.time())), once["Time"])
        self.assertIs(self.lamp.relay(), True)
        self.assertEqual(json.loads(self.ask("presa1", "Timer1")), {"Timer1": {**once, "Enable": 0}})
        wait_for(lambda: self.memory.facts("presa1")["timers"] != kept, 10, "on the disk that it is over")
        self.presad.kill()
        since = self.person.now()
        self.presad.start()
        self.wait_for_presence("presa1", "Online", since=since)
        everything = json.loads(self.ask("presa1", "Timers"))
        self.assertEqual(everything["Timers"], "ON")
        self.assertEqual(everything["Timer1"]["Enable"], 0)
        self.assertEqual(len(everything), 17)

    def test_the_sun_is_told_and_taken_where_the_place_is_known(self):
        self._set(2, Enable=1, Mode=2, Time="-00:30", Days="1111111", Repeat=1, Action=1)
        since = self.command("presa1", "Status", "7")
        times = json.loads(self.wait_for_message("stat/presa1/STATUS7", since=since).text)["StatusTIM"]
        self.assertEqual(list(times)[-2:], ["Sunrise", "Sunset"])
        self.assertRegex(times["Sunrise"], r"^\d\d:\d\d$")
        self.inventory.place = {}
        self.inventory.write()
        since = self.person.now()
        mark = self.presad.reload()
        self.presad.wait_for_line("reloaded", 10, mark)
        self.wait_for_presence("presa1", "Online", since=since)
        self.assertEqual(self.ask("presa1", "Timer3", '{"Mode":1}'),
                         '{"Timer3":"Latitude and longitude are not in the inventory"}')


if __name__ == "__main__":
    main()
