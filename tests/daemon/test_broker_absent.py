#!/usr/bin/env python3
"""presad starts in a house whose broker is not there yet."""

from harness import DaemonTest, main


class BrokerAbsent(DaemonTest):
    def test_sessions_stand_before_the_broker_does_and_everything_is_told_when_it_comes(self):
        self.broker.stop()
        plug = self.plug("presa1", "3.4", relays=1)
        self.start_presad()
        plug.process.wait_for_line("plug=1 negotiated", 10)
        plug.press()
        self.broker.start()
        self.person = self.listen()
        self.wait_for_presence("presa1", "Online")
        self.pass_barrier("presa1")
        self.assertEqual(self.ask("presa1", "Power"), '{"POWER":"ON"}')

    def test_the_log_says_once_that_the_broker_is_away_and_when_it_is_there(self):
        self.broker.stop()
        self.start_presad()
        self.presad.wait_for_line(rf"warning mqtt: .*:{self.broker.port}: ", 10)
        self.broker.start()
        self.person = self.listen()
        self.wait_for_presence("presad", "Online")
        complaints = [line for line in self.presad.process.log().splitlines()
                      if " mqtt: " in line and ("warning" in line or "error" in line)]
        self.assertEqual(len(complaints), 1, complaints)

    def test_presad_ends_orderly_without_a_broker(self):
        self.broker.stop()
        self.start_presad()
        self.assertEqual(self.presad.stop(), 0)


if __name__ == "__main__":
    main()
