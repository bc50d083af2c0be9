#!/usr/bin/env python3
"""SetOptions, retains and names: what they change on the wire, and that they hold over restarts."""

import json

from harness import DaemonTest, main


class Options(DaemonTest):
    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.3", model="sp22", on=True, power=43, voltage=230.4)
        self.start_with(self.lamp)

    def _first_telemetry_is_over(self):
        """That of the start, which comes some seconds behind it; the next is far off."""
        self.wait_for_message("tele/presa1/SENSOR", seconds=15)

    def _restart(self):
        self.assertEqual(self.presad.stop(), 0)
        since = self.person.now()
        self.start_presad()
        self.wait_for_presence("presa1", "Online", since=since)
        self.settle("presa1", since)

    def _kept(self):
        """What a newcomer finds on the broker of this plug, LWT apart: {topic: text}."""
        late = self.broker.client().subscribe("+/presa1/#")
        late.publish("end/presa1/end")
        late.wait_for(lambda m: m.topic == "end/presa1/end", 5, "the end")
        return {m.topic: m.text for m in late.messages if m.retain and not m.topic.endswith("/LWT")}

    def test_what_was_set_holds_over_restarts_and_a_kill(self):
        for word, payload, answer in [("SetOption26", "1", '{"SetOption26":"ON"}'), ("SO34", "50", '{"SetOption34":50}'),
                                      ("VoltRes", "1", '{"VoltRes":1}'), ("SensorRetain", "1", '{"SensorRetain":"ON"}'),
                                      ("FriendlyName1", "Luce, \"blu\" é", '{"FriendlyName1":"Luce, \\"blu\\" é"}'),
                                      ("DeviceName", "Cucina", '{"DeviceName":"Cucina"}')]:
            self.assertEqual(self.ask("presa1", word, payload), answer)
        self._restart()
        self.assertEqual(self.ask("presa1", "SetOption26"), '{"SetOption26":"ON"}')
        self.presad.kill()
        since = self.person.now()
        self.presad.start()
        self.wait_for_presence("presa1", "Online", since=since)
        self.assertEqual(self.ask("presa1", "SetOption34"), '{"SetOption34":50}')
        self.assertEqual(self.ask("presa1", "FriendlyName1"), '{"FriendlyName1":"Luce, \\"blu\\" é"}')
        since = self.command("presa1", "Status", "0")
        status = json.loads(self.wait_for_message("stat/presa1/STATUS", since=since).text)["Status"]
        self.assertEqual((status["DeviceName"], status["SensorRetain"]), ("Cucina", 1))
        sensor = self.wait_for_message("stat/presa1/STATUS10", since=since).text
        self.assertIn('"Voltage":230.4', sensor)

    def test_power_retain_keeps_the_state_on_the_broker_until_it_ends(self):
        self.assertEqual(self._kept(), {})
        self.ask("presa1", "PowerRetain", "1")
        since = self.person.now()
        self.lamp.press()
        self.wait_for_message("stat/presa1/POWER", "OFF", since=since)
        self.assertEqual(self._kept(), {"stat/presa1/POWER": "OFF"})
        since = self.command("presa1", "PowerRetain", "0")
        self.expect(since, "stat/presa1/POWER ", 'stat/presa1/RESULT {"PowerRetain":"OFF"}', topic="presa1")
        self.assertEqual(self._kept(), {})

    def test_state_sensor_and_status_are_retained_where_wanted(self):
        for word in "StateRetain", "SensorRetain", "StatusRetain":
            self.ask("presa1", word, "1")
        since = self.command("presa1", "TelePeriod")
        self.wait_for_message("tele/presa1/SENSOR", since=since)
        since = self.command("presa1", "Status", "1")
        self.wait_for_message("stat/presa1/STATUS1", since=since)
        self.assertEqual(sorted(self._kept()), ["stat/presa1/STATUS1", "tele/presa1/SENSOR", "tele/presa1/STATE"])
        for word in "StateRetain", "SensorRetain", "StatusRetain":
            self.ask("presa1", word, "0")
            self.pass_barrier("presa1")
        self.assertEqual(self._kept(), {})

    def test_setoption4_26_59_and_90_on_the_wire(self):
        self._first_telemetry_is_over()
        self.ask("presa1", "SetOption59", "1")
        since = self.command("presa1", "Power", "OFF")
        self.wait_for_message("stat/presa1/POWER", "OFF", since=since)
        self.assertEqual([m.topic for m in self.person.heard(lambda m: "/presa1/" in m.topic and m.topic[:4] != "cmnd", since)],
                         ["tele/presa1/STATE", "stat/presa1/RESULT", "stat/presa1/POWER"])
        self.ask("presa1", "SetOption26", "1")
        since = self.command("presa1", "Power", "ON")
        self.expect(since, 'stat/presa1/RESULT {"POWER1":"ON"}', "stat/presa1/POWER1 ON", topic="presa1")
        self.ask("presa1", "SetOption90", "1")
        since = self.command("presa1", "Power", "OFF")
        self.expect(since, 'stat/presa1/RESULT {"POWER1":"OFF"}', topic="presa1")
        self.ask("presa1", "SetOption4", "1")
        since = self.command("presa1", "TelePeriod", "0")
        self.expect(since, 'stat/presa1/TELEPERIOD {"TelePeriod":0}', topic="presa1")
        since = self.command("presa1", "Power", "ON")
        self.expect(since, 'stat/presa1/POWER1 {"POWER1":"ON"}', topic="presa1")

    def test_without_retain_nothing_stays_on_the_broker(self):
        self.ask("presa1", "PowerRetain", "1")
        since = self.person.now()
        self.lamp.press()
        self.wait_for_message("stat/presa1/POWER", since=since)
        self.ask("presa1", "PowerRetain", "0")
        since = self.command("presa1", "SetOption104", "1")
        self.wait_for_message("stat/presa1/RESULT", '{"SetOption104":"ON"}', since=since)
        late = self.broker.client().subscribe("+/presa1/#")
        late.publish("end/presa1/end")
        late.wait_for(lambda m: m.topic == "end/presa1/end", 5, "the end")
        self.assertEqual([m.topic for m in late.messages if m.retain], [])

    def test_restart_looks_like_a_reboot(self):
        self._first_telemetry_is_over()
        since = self.command("presa1", "Restart", "1")
        self.wait_for_message("stat/presa1/POWER", "ON", since=since)
        self.assertEqual([m.topic for m in self.person.heard(lambda m: "/presa1/" in m.topic, since)][1:],
                         ["stat/presa1/RESULT", "tele/presa1/LWT", "tele/presa1/LWT", "cmnd/presa1/POWER",
                          "tele/presa1/INFO1", "tele/presa1/INFO2", "tele/presa1/INFO3", "stat/presa1/RESULT",
                          "stat/presa1/POWER"])
        self.assertEqual([m.text for m in self.person.heard(lambda m: m.topic == "tele/presa1/LWT", since)],
                         ["Offline", "Online"])
        self.assertEqual(self.lamp.sessions(), 2)


if __name__ == "__main__":
    main()
