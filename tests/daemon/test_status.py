#!/usr/bin/env python3
"""The Status family: none, 0, Status0, 1 to 11."""

import json

from harness import DaemonTest, main

OBJECTS = {"": "Status", "1": "StatusPRM", "2": "StatusFWR", "3": "StatusLOG", "4": "StatusMEM", "5": "StatusNET",
           "6": "StatusMQT", "7": "StatusTIM", "8": "StatusSNS", "9": "StatusPTH", "10": "StatusSNS", "11": "StatusSTS"}


class Status(DaemonTest):
    def setUp(self):
        super().setUp()
        self.start_with(self.plug("presa1", "3.3", model="sp22", voltage=230.2, power=43, on=True))

    def _status(self, number):
        since = self.command("presa1", "Status", number)
        answer = self.wait_for_message(f"stat/presa1/STATUS{number}", since=since)
        return json.loads(answer.text)

    def test_each_number_answers_on_its_own_topic_with_its_own_object(self):
        for number, name in OBJECTS.items():
            with self.subTest(status=number):
                self.assertEqual(list(self._status(number)), [name])

    def test_status_is_not_repeated_on_result(self):
        since = self.command("presa1", "Status", "1")
        self.wait_for_message("stat/presa1/STATUS1", since=since)
        self.pass_barrier("presa1")
        self.assertEqual(len(self.person.heard(lambda m: m.topic == "stat/presa1/RESULT", since)), 1)  # the barrier's

    def test_status_without_a_number_has_tasmotas_keys(self):
        status = self._status("")["Status"]
        self.assertEqual(list(status)[:6], ["Module", "DeviceName", "FriendlyName", "Topic", "ButtonTopic", "Power"])
        self.assertEqual(status["Topic"], "presa1")
        self.assertEqual(status["Power"], "1")
        self.assertEqual(status["FriendlyName"], ["presa1"])

    def test_status_0_sends_them_one_by_one_and_status0_all_in_one(self):
        since = self.command("presa1", "Status", "0")
        self.wait_for_message("stat/presa1/STATUS11", since=since)
        topics = [m.topic.removeprefix("stat/presa1/STATUS") for m in
                  self.person.heard(lambda m: m.topic.startswith("stat/presa1/STATUS"), since)]
        self.assertEqual(topics, ["", "1", "2", "3", "4", "5", "6", "7", "9", "10", "11"])
        since = self.command("presa1", "Status0", "")
        merged = json.loads(self.wait_for_message("stat/presa1/STATUS0", since=since).text)
        self.assertEqual(list(merged), ["Status", "StatusPRM", "StatusFWR", "StatusLOG", "StatusMEM", "StatusNET", "StatusMQT",
                                        "StatusTIM", "StatusPTH", "StatusSNS", "StatusSTS"])

    def test_the_network_is_the_plugs_and_the_broker_is_presads(self):
        self.assertEqual(self._status("5")["StatusNET"]["IPAddress"], self.plugs[0].address)
        mqtt = self._status("6")["StatusMQT"]
        self.assertEqual((mqtt["MqttHost"], mqtt["MqttPort"]), ("127.0.0.1", self.broker.port))
        self.assertRegex(mqtt["MqttClient"], r"^DVES_[0-9A-F]{6}$")

    def test_status_10_is_the_sensor_without_period_and_status_11_the_state(self):
        sensor = self._status("10")["StatusSNS"]
        self.assertEqual(sensor["ENERGY"]["Voltage"], 230)
        self.assertNotIn("Period", sensor["ENERGY"])
        self.assertEqual(self._status("11")["StatusSTS"]["POWER"], "ON")

    def test_state_answers_the_same_object_on_result(self):
        state = json.loads(self.ask("presa1", "State"))
        self.assertEqual(state["POWER"], "ON")
        self.assertEqual(list(state), list(self._status("11")["StatusSTS"]))

    def test_a_number_beyond_the_last_is_an_error(self):
        self.assertEqual(self.ask("presa1", "Status", "14"), '{"Command":"Error","Input":"STATUS 14"}')

    def test_a_word_that_is_no_number_equals_none(self):
        since = self.command("presa1", "Status", "abc")
        self.assertIn('{"Status":{', self.wait_for_message("stat/presa1/STATUS", since=since).text)

    def test_presad_itself_answers_status(self):
        since = self.command("presad", "Status", "2")
        self.wait_for_message("stat/presad/STATUS2", since=since)


if __name__ == "__main__":
    main()
