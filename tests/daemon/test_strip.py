#!/usr/bin/env python3
"""A strip with several relays: Power1 to Power4, and Power0 for all of them."""

import json

from harness import DaemonTest, main


def pair(relay, state):
    return f'stat/ciabatta/RESULT {{"POWER{relay}":"{state}"}}', f"stat/ciabatta/POWER{relay} {state}"


class Strip(DaemonTest):
    def setUp(self):
        super().setUp()
        self.strip = self.plug("ciabatta", "3.5", model="strip", relays=4)
        self.start_with(self.strip)

    def test_each_relay_is_switched_by_its_number(self):
        for relay in (2, 4, 1, 3):
            self.expect(self.command("ciabatta", f"Power{relay}", "ON"), *pair(relay, "ON"))
            self.assertIs(self.strip.relay(relay), True)
        self.expect(self.command("ciabatta", "Power2", "TOGGLE"), *pair(2, "OFF"))
        self.assertEqual([self.strip.relay(relay) for relay in (1, 2, 3, 4)], [True, False, True, True])

    def test_no_number_means_the_first_relay(self):
        self.expect(self.command("ciabatta", "Power", "ON"), *pair(1, "ON"))
        self.expect(self.command("ciabatta", "Power", ""), *pair(1, "ON"))

    def test_power0_switches_all_and_answers_for_each_in_order(self):
        self.expect(self.command("ciabatta", "Power0", "ON"), *pair(1, "ON"), *pair(2, "ON"), *pair(3, "ON"), *pair(4, "ON"))
        self.assertEqual([self.strip.relay(relay) for relay in (1, 2, 3, 4)], [True] * 4)
        self.expect(self.command("ciabatta", "Power3", "OFF"), *pair(3, "OFF"))
        self.expect(self.command("ciabatta", "Power0", "TOGGLE"),
                    *pair(1, "OFF"), *pair(2, "OFF"), *pair(3, "ON"), *pair(4, "OFF"))

    def test_power0_without_a_word_asks_for_all(self):
        self.expect(self.command("ciabatta", "Power2", "ON"), *pair(2, "ON"))
        self.expect(self.command("ciabatta", "Power0", ""), *pair(1, "OFF"), *pair(2, "ON"), *pair(3, "OFF"), *pair(4, "OFF"))

    def test_a_relay_that_is_not_there_is_an_error(self):
        self.expect(self.command("ciabatta", "Power5", "on"), 'stat/ciabatta/RESULT {"Command":"Error","Input":"POWER5 on"}')

    def test_state_tells_every_relay_and_status_counts_them(self):
        self.expect(self.command("ciabatta", "Power4", "ON"), *pair(4, "ON"))
        state = json.loads(self.ask("ciabatta", "State"))
        self.assertEqual([state[f"POWER{relay}"] for relay in (1, 2, 3, 4)], ["OFF", "OFF", "OFF", "ON"])
        since = self.command("ciabatta", "Status")
        status = json.loads(self.wait_for_message("stat/ciabatta/STATUS", since=since).text)["Status"]
        self.assertEqual(len(status["FriendlyName"]), 4)

    def test_a_button_of_one_relay_tells_only_that_relay(self):
        since = self.person.now()
        self.strip.press(3)
        self.expect(since, *pair(3, "ON"))


if __name__ == "__main__":
    main()
