#!/usr/bin/env python3
"""A retained command is a wish of yesterday's: never executed, whenever presad comes."""

from harness import DaemonTest, main


class RetainedCommands(DaemonTest):
    def setUp(self):
        super().setUp()
        self.plug_under_test = self.plug("presa1", "3.3", relays=1)
        self.person.publish_acknowledged("cmnd/presa1/Power", "ON", retain=True)
        self.person.publish_acknowledged("cmnd/tasmotas/Power", "ON", retain=True)

    def _never_switched(self):
        self.assertEqual(self.ask("presa1", "Power"), '{"POWER":"OFF"}')
        self.assertNotIn("switched", self.plug_under_test.process.log())

    def test_it_is_not_executed_when_presad_starts(self):
        self.start_with(self.plug_under_test)
        self._never_switched()

    def test_it_is_not_executed_when_presad_or_the_broker_comes_back(self):
        self.start_with(self.plug_under_test)
        self.presad.stop()
        since = self.person.now()
        self.presad.start()
        self.wait_for_presence("presa1", "Online", since=since)
        self._never_switched()

    def test_the_broker_sends_it_and_presad_says_so_at_most_once(self):
        self.start_with(self.plug_under_test)
        self._never_switched()
        lines = [line for line in self.presad.process.log().splitlines()
                 if "retained command" in line and "cmnd/presa1/Power" in line]
        self.assertLessEqual(len(lines), 1)

    def test_a_live_command_is_executed_all_the_same(self):
        self.start_with(self.plug_under_test)
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON")


if __name__ == "__main__":
    main()
