#!/usr/bin/env python3
"""The broker goes and comes back; the plugs never notice, and the person gets the truth of now, not the history."""

from harness import DaemonTest, main


class BrokerRestart(DaemonTest):
    def setUp(self):
        super().setUp()
        self.first, self.second = self.plug("presa1", "3.3", relays=1), self.plug("presa2", "3.5", relays=1)
        self.start_with(self.first, self.second)

    def test_the_latest_state_of_each_topic_comes_on_return_and_nothing_older(self):
        mark = self.presad.process.log_mark()
        self.broker.kill()
        self.presad.wait_for_line(r"mqtt: .*connection lost", 10, mark)
        for _ in range(3):  # off, on, off, on: the last counts
            self.first.press()
        self.start_broker_and_listen()
        self.wait_for_message("stat/presa1/POWER", "ON", seconds=20)
        self.pass_barrier("presa1")
        powers = [m.text for m in self.person.heard(lambda m: m.topic == "stat/presa1/POWER")]
        self.assertEqual(powers, ["ON"])
        results = [m.text for m in self.person.heard(lambda m: m.topic == "stat/presa1/RESULT")]
        self.assertEqual(results[0], '{"POWER":"ON"}')

    def test_what_did_not_change_is_not_said_again_but_presence_is(self):
        self.broker.kill()
        self.start_broker_and_listen()
        for topic in ("presad", "presa1", "presa2"):
            self.wait_for_presence(topic, "Online")
        self.pass_barrier("presa2")
        again = [m.topic for m in self.person.heard(lambda m: "/INFO" in m.topic or m.topic.endswith("/POWER"))
                 if not m.topic.startswith("cmnd/")]
        self.assertEqual(again, [])

    def test_the_plugs_keep_their_connections(self):
        ports = self.presad.connections(6668)
        self.assertEqual(set(ports), {self.first.address, self.second.address})
        self.broker.kill()
        self.start_broker_and_listen()
        self.wait_for_presence("presa1", "Online")
        self.assertEqual(self.presad.connections(6668), ports)

    def test_commands_work_again_after_every_one_of_several_restarts(self):
        for state in ("ON", "OFF", "ON"):
            self.broker.kill()
            self.start_broker_and_listen()
            self.wait_for_presence("presa1", "Online")
            self.pass_barrier("presa1")
            since = self.command("presa1", "Power", state)
            self.expect(since, f'stat/presa1/RESULT {{"POWER":"{state}"}}', f"stat/presa1/POWER {state}", topic="presa1")

    def test_a_broker_that_hangs_and_goes_on_loses_nothing_of_the_present(self):
        self.broker.freeze()
        self.first.press()
        self.broker.thaw()
        self.wait_for_message("stat/presa1/POWER", "ON", seconds=20)


if __name__ == "__main__":
    main()
