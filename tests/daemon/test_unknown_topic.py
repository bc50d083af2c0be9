#!/usr/bin/env python3
"""A command for a topic that is in no inventory is not lost without a word."""

import json

from harness import DaemonTest, main


class UnknownTopic(DaemonTest):
    def setUp(self):
        super().setUp()
        self.start_with(self.plug("presa1", "3.3", relays=1))

    def test_it_is_answered_on_presads_own_topic_with_the_nearest_right_one(self):
        since = self.command("pressa1", "Power", "TOGGLE")
        answer = json.loads(self.wait_for_message("stat/presad/RESULT", since=since).text)
        self.assertEqual(answer["Command"], "Unknown")
        self.assertEqual(answer["Input"], "POWER TOGGLE")
        self.assertEqual((answer["Topic"], answer["Nearest"]), ("pressa1", "presa1"))

    def test_it_is_logged_once_with_the_nearest_right_one(self):
        mark = self.presad.process.log_mark()
        for _ in range(3):
            self.command("pressa1", "Power", "TOGGLE")
        self.person.wait_for(lambda m: m.topic == "stat/presad/RESULT", 5, "three answers", 0, 3)
        said = [line for line in self.presad.process.log_since(mark).splitlines() if "pressa1" in line and "presa1\"?" in line]
        self.assertEqual(len(said), 1, said)

    def test_a_topic_near_to_none_is_answered_without_a_guess(self):
        since = self.command("lavastoviglie", "Power", "ON")
        self.assertNotIn("Nearest", json.loads(self.wait_for_message("stat/presad/RESULT", since=since).text))

    def test_a_device_that_answers_for_itself_is_left_to_it(self):
        self.person.publish_acknowledged("tele/cantina/LWT", "Online", retain=True)
        self.pass_barrier("presa1")  # presad has heard it
        since = self.command("cantina", "Power", "TOGGLE")
        self.pass_barrier("presa1")
        self.assertEqual(self.person.heard(lambda m: m.topic == "stat/presad/RESULT", since), [])


if __name__ == "__main__":
    main()
