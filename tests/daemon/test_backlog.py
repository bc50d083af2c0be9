#!/usr/bin/env python3
"""Backlog: several commands in one payload, each answered as if it had been sent alone."""

from harness import DaemonTest, main


class Backlog(DaemonTest):
    def setUp(self):
        super().setUp()
        self.strip = self.plug("presa1", "3.3", relays=2)
        self.start_with(self.strip)

    def _answers(self, since, count):
        return self.person.wait_for(lambda m: m.topic.startswith("stat/presa1/"), 10, f"{count} answers", since, count)

    def test_each_command_answers_as_if_it_had_been_sent_alone(self):
        since = self.command("presa1", "Backlog", "Power1 ON; backlog power2 TOGGLE ;TelePeriod;Foo {a;b};Reset 1")
        self.expect(since, 'stat/presa1/RESULT {"POWER1":"ON"}', "stat/presa1/POWER1 ON",
                    'stat/presa1/RESULT {"POWER2":"ON"}', "stat/presa1/POWER2 ON", 'stat/presa1/RESULT {"TelePeriod":300}',
                    'stat/presa1/RESULT {"Command":"Unknown","Input":"FOO {a;b}"}',
                    'stat/presa1/RESULT {"Command":"Unknown","Input":"RESET 1"}', topic="presa1")
        self.assertIs(self.strip.relay(1), True)
        self.assertIs(self.strip.relay(2), True)

    def test_commands_are_200_ms_apart_and_without_a_pause_where_none_is_wanted(self):
        # Seconds between the first answer and the last, less a tenth for a first one that reached us late.
        for word, payload, least, most in [("Backlog", "PowerOnState;PowerOnState;PowerOnState", 0.3, 2),
                                           ("Backlog0", "PowerOnState;PowerOnState;PowerOnState", 0, 0.3),
                                           ("Backlog", "NoDelay;PowerOnState;NoDelay;PowerOnState;PowerOnState", 0, 0.3),
                                           ("Backlog", "PowerOnState;Delay 10;PowerOnState", 1.1, 3)]:
            with self.subTest(word=word, payload=payload):
                heard = self._answers(self.command("presa1", word, payload), 3)
                self.assertGreaterEqual(heard[2].at - heard[0].at, least)
                self.assertLessEqual(heard[2].at - heard[0].at, most)

    def test_without_results_the_relays_are_told_all_the_same(self):
        since = self.command("presa1", "Backlog3", "PowerOnState;Power1 ON;Bogus")
        self.expect(since, "stat/presa1/POWER1 ON", 'stat/presa1/RESULT {"Command":"Unknown","Input":"BOGUS"}', topic="presa1")

    def test_an_empty_one_ends_what_waits(self):
        since = self.command("presa1", "Backlog", "Delay 3600;Power1 ON")
        self.expect(since, 'stat/presa1/RESULT {"Delay":3600}', topic="presa1")
        self.assertEqual(self.ask("presa1", "Backlog"), '{"Backlog":"Aborted"}')
        self.assertEqual(self.ask("presa1", "Backlog"), '{"Backlog":"Empty"}')
        self.assertIs(self.strip.relay(1), False)


if __name__ == "__main__":
    main()
