#!/usr/bin/env python3
"""presad's own end, orderly or not, and its return."""

from harness import DaemonTest, main


class PresadEnds(DaemonTest):
    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.4", relays=1)
        self.start_with(self.lamp)
        self.wait_for_presence("presad", "Online")

    def _retained(self, topic):
        late = self.broker.client().subscribe(topic)
        return late.wait_for(lambda m: m.topic == topic, 5, topic)[0].text

    def test_killed_it_leaves_a_will(self):
        since = self.person.now()
        self.presad.kill()
        self.wait_for_presence("presad", "Offline", seconds=5, since=since)
        self.assertEqual(self._retained("tele/presad/LWT"), "Offline")

    def test_killed_and_started_again_it_answers_for_its_plugs_as_before(self):
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1")
        self.presad.kill()
        since = self.person.now()
        self.presad.start()
        self.wait_for_presence("presad", "Online", since=since)
        self.wait_for_presence("presa1", "Online", since=since)
        self.wait_for_message("stat/presa1/POWER", "ON", since=since)
        self.settle("presa1", since)
        self.assertIs(self.lamp.relay(), True)  # our own restart switches nothing
        self.expect(self.command("presa1", "Power", "TOGGLE"), 'stat/presa1/RESULT {"POWER":"OFF"}', topic="presa1")

    def test_asked_to_end_it_says_offline_for_itself_and_its_plugs(self):
        since = self.person.now()
        self.assertEqual(self.presad.stop(), 0)
        for topic in ("presa1", "presad"):
            self.wait_for_presence(topic, "Offline", seconds=5, since=since)
            self.assertEqual(self._retained(f"tele/{topic}/LWT"), "Offline")


if __name__ == "__main__":
    main()
