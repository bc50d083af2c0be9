#!/usr/bin/env python3
"""Backlog: several commands in one payload, each answered as if it had been sent alone."""

import time

from harness import DaemonTest, main


class Backlog(DaemonTest):
    def setUp(self):
        super().setUp()
        self.strip = self.plug("presa1", "3.3", relays=2)
        self.start_with(self.strip)

    def _answers(self, since, count):
        return self.person.wait_for(lambda m: m.topic.startswith("stat/presa1/"), 10, f"{count} answers", since, count)

    def _expect(self, since, strips, presads):
        """What the strip has to be asked for and what presad knows by itself: each in its order, whichever is faster."""
        heard = [f"{m.topic} {m.text}" for m in self._answers(since, len(strips) + len(presads))]
        self.assertEqual([one for one in heard if one in strips], strips)
        self.assertEqual([one for one in heard if one not in strips], presads)

    def test_each_command_answers_as_if_it_had_been_sent_alone(self):
        since = self.command("presa1", "Backlog", "Power1 ON; backlog power2 TOGGLE ;TelePeriod;Foo {a;b};Reset 1")
        self._expect(since, ['stat/presa1/RESULT {"POWER1":"ON"}', "stat/presa1/POWER1 ON",
                             'stat/presa1/RESULT {"POWER2":"ON"}', "stat/presa1/POWER2 ON"],
                     ['stat/presa1/RESULT {"TelePeriod":300}', 'stat/presa1/RESULT {"Command":"Unknown","Input":"FOO {a;b}"}',
                      'stat/presa1/RESULT {"Command":"Unknown","Input":"RESET 1"}'])
        self.assertIs(self.strip.relay(1), True)
        self.assertIs(self.strip.relay(2), True)

    def test_commands_are_200_ms_apart_and_without_a_pause_where_none_is_wanted(self):
        # Seconds from the question to the last answer. Many where there is no pause: even a machine that is busy then
        # takes less than their pauses would.
        for word, commands, least, most in [("Backlog", ["PowerOnState"] * 3, 0.35, 5),
                                            ("Backlog0", ["PowerOnState"] * 28, 0, 5),
                                            ("Backlog", ["NoDelay", "PowerOnState"] * 14 + ["PowerOnState"], 0, 2.5),
                                            ("Backlog", ["PowerOnState", "Delay 10", "PowerOnState"], 1.1, 9)]:
            with self.subTest(word=word, commands=commands):
                asked = time.monotonic()
                answers = len([command for command in commands if command != "NoDelay"])
                heard = self._answers(self.command("presa1", word, ";".join(commands)), answers)
                self.assertGreaterEqual(heard[-1].at - asked, least)
                self.assertLessEqual(heard[-1].at - asked, most)

    def test_without_results_the_relays_are_told_all_the_same(self):
        since = self.command("presa1", "Backlog3", "PowerOnState;Power1 ON;Bogus")
        self._expect(since, ["stat/presa1/POWER1 ON"], ['stat/presa1/RESULT {"Command":"Unknown","Input":"BOGUS"}'])

    def test_an_empty_one_ends_what_waits(self):
        since = self.command("presa1", "Backlog", "Delay 3600;Power1 ON")
        self.expect(since, 'stat/presa1/RESULT {"Delay":3600}', topic="presa1")
        self.assertEqual(self.ask("presa1", "Backlog"), '{"Backlog":"Aborted"}')
        self.assertEqual(self.ask("presa1", "Backlog"), '{"Backlog":"Empty"}')
        self.assertIs(self.strip.relay(1), False)


if __name__ == "__main__":
    main()
