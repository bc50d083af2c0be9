#!/usr/bin/env python3
"""Every command ends in exactly one stated outcome, and the outcome is the truth about the relay."""

import json
import signal

from harness import DaemonTest, main


class Outcomes(DaemonTest):
    def _start(self, protocol="3.3", **device):
        self.lamp = self.plug("presa1", protocol, relays=1)
        self.inventory.devices["presa1"].update(device)
        self.start_with(self.lamp)

    def _results(self, since, count, seconds=40):
        heard = self.person.wait_for(lambda m: m.topic == "stat/presa1/RESULT", seconds, f"{count} RESULTs", since, count)
        return [m.text for m in heard]

    def test_acknowledged_but_not_done_is_unconfirmed(self):
        for protocol in ("3.3", "3.5"):
            with self.subTest(protocol=protocol):
                self._start(protocol)
                self.lamp.fault("ack-only")
                since = self.command("presa1", "Power", "ON")
                self.assertEqual(self._results(since, 1), ['{"Command":"Unconfirmed","Input":"POWER ON"}'])
                self.assertIs(self.lamp.relay(), False)
                self.presad.stop()
                self.lamp.end()

    def test_done_but_not_acknowledged_is_confirmed(self):
        self._start()
        self.lamp.fault("no-ack")
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON")

    def test_done_but_only_visible_to_a_query_is_confirmed(self):
        self._start()
        self.lamp.fault("silent-set")
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON",
                    seconds=20)

    def test_refused_by_the_plug_is_an_error(self):
        self._start()
        self.lamp.fault("refuse-set")
        since = self.command("presa1", "Power", "ON")
        self.assertEqual(self._results(since, 1), ['{"Command":"Error","Input":"POWER ON"}'])

    def test_no_session_within_the_time_to_live_is_offline(self):
        self._start(offline_command_ttl=2)
        since = self.person.now()
        self.lamp.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        since = self.command("presa1", "Power", "ON")
        self.assertEqual(self._results(since, 1), ['{"Command":"Offline","Input":"POWER ON"}'])

    def test_a_command_that_waits_out_an_absence_is_confirmed_as_any_other(self):
        self._start(offline_command_ttl=60)
        since = self.person.now()
        self.lamp.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        since = self.command("presa1", "Power", "ON")
        self.lamp.start()
        self.wait_for_message("stat/presa1/RESULT", '{"POWER":"ON"}', seconds=45, since=since)
        self.assertIs(self.lamp.relay(), True)

    def test_of_rapid_commands_the_last_wins_and_the_overtaken_are_told_so(self):
        self._start(command_interval=0.5)
        since = self.person.now()
        self.presad.process.send_signal(signal.SIGSTOP)  # it finds them all at once
        self.person.publish_many([("cmnd/presa1/Power", word) for word in ("ON", "OFF", "ON", "OFF")])
        self.person.publish_acknowledged("they/are/out")
        self.presad.process.send_signal(signal.SIGCONT)
        results = self._results(since, 4)
        self.pass_barrier("presa1")
        self.assertEqual(len(self._results(since, 5)), 5)  # the fifth is the barrier's: one each, no more
        superseded = [one for one in results if "Superseded" in one]
        self.assertIn('{"Command":"Superseded","Input":"POWER OFF"}', superseded)
        self.assertIn('{"POWER":"OFF"}', results)
        self.assertIs(self.lamp.relay(), False)

    def test_toggle_means_the_opposite_of_what_is_already_wanted(self):
        self._start(command_interval=0.3)
        since = self.person.now()
        self.person.publish_many([("cmnd/presa1/Power", "TOGGLE")] * 3)
        self._results(since, 3)
        self.pass_barrier("presa1")
        self.assertEqual(self.ask("presa1", "Power"), '{"POWER":"ON"}')
        self.assertIs(self.lamp.relay(), True)

    def test_outcomes_are_counted_and_timed(self):
        self._start()
        self.ask("presa1", "Power", "ON")
        self.ask("presa1", "Power", "ON")
        self.lamp.fault("ack-only")
        since = self.command("presa1", "Power", "OFF")
        self._results(since, 1)
        presad = json.loads(self.ask("presa1", "State"))["Presad"]
        self.assertEqual((presad["Commands"]["Confirmed"], presad["Commands"]["Unconfirmed"]), (1, 1))
        self.assertGreaterEqual(presad["Commands"]["Unchanged"], 1)
        self.assertGreater(presad["LatencyMs"], 0)

    def test_an_mqtt_5_request_is_answered_on_its_response_topic_too(self):
        self._start()
        asker = self.broker.client(5).subscribe("answers/here")
        asker.publish("cmnd/presa1/Power", "ON", response_topic="answers/here", correlation=b"\x00nr 1\xff")
        answer = asker.wait_for(lambda m: m.topic == "answers/here", 10, "the answer")[0]
        self.assertEqual(answer.text, '{"POWER":"ON"}')
        self.assertEqual(answer.properties[0x09], [b"\x00nr 1\xff"])
        self.wait_for_message("stat/presa1/RESULT", '{"POWER":"ON"}')

    def test_every_kind_of_command_answers_an_mqtt_5_request_with_all_its_json(self):
        self._start()
        asker = self.broker.client(5).subscribe("answers/#")
        cases = [("presa1/Status", "0", ["Status", "StatusPRM", "StatusFWR", "StatusLOG", "StatusMEM", "StatusNET", "StatusMQT",
                                         "StatusTIM", "StatusPTH", "StatusSNS", "StatusSTS"]),
                 ("presa1/Status0", "", ["Status"]), ("presa1/Foo", "bar", ["Command"]), ("presa1/Power5", "on", ["Command"]),
                 ("presa1/Backlog", "Power ON; TelePeriod; Foo", ["POWER", "TelePeriod", "Command"]),
                 ("presa1/Timers", "", ["Timers"]), ("presa1/TuyaSend8", "", ["TuyaSend"]), ("presa1/State", "", ["Time"]),
                 ("tasmotas/PulseTime1", "", ["PulseTime1"]), ("nobody/Power", "", ["Command"]), ("presad/State", "", ["Time"]),
                 ("presad/Status", "1", ["StatusPRM"]), ("presad/Reload", "", ["Reload"]), ("presad/Power", "", ["Command"])]
        for number, (command, payload, keys) in enumerate(cases):
            with self.subTest(command=command):
                topic, name = f"answers/{number}", b"nr %d" % number
                asker.publish(f"cmnd/{command}", payload, response_topic=topic, correlation=name)
                answers = asker.wait_for(lambda m: m.topic == topic, 10, f"{len(keys)} answers", 0, len(keys))
                self.assertEqual([next(iter(json.loads(m.text))) for m in answers], keys)
                self.assertEqual([m.properties[0x09] for m in answers], [[name]] * len(keys))


if __name__ == "__main__":
    main()
