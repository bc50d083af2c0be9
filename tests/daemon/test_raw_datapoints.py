#!/usr/bin/env python3
"""TuyaSend: any datapoint of any device, in Tasmota's own words."""

import json

from harness import DaemonTest, main


class RawDatapoints(DaemonTest):
    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.3", model="sp22")
        self.start_with(self.lamp)

    def test_a_truth_value_reaches_its_datapoint_and_the_relay_is_told(self):
        since = self.command("presa1", "TuyaSend1", "1,1")
        self.wait_for_message("stat/presa1/POWER", "ON", since=since)
        self.assertIs(self.lamp.relay(), True)

    def test_a_number_reaches_its_datapoint(self):
        since = self.command("presa1", "TuyaSend2", "9,3600")
        self.person.wait_for(lambda m: m.topic == "stat/presa1/RESULT", 10, "an answer", since)
        self.assertAlmostEqual(self.lamp.datapoints()["9"], 3600, delta=5)  # a countdown: it runs already

    def test_all_datapoints_can_be_asked_for(self):
        since = self.command("presa1", "TuyaSend0", "")
        received = json.loads(self.wait_for_message("tele/presa1/RESULT", since=since).text)["TuyaReceived"]
        self.assertEqual(received["20"]["DpId"], 20)
        self.assertIn("1", received)

    def test_what_cannot_be_read_is_an_error_and_never_a_zero(self):
        for word, payload in [("TuyaSend2", "9,many"), ("TuyaSend1", "1"), ("TuyaSend2", "300,1")]:
            with self.subTest(word=word, payload=payload):
                self.assertEqual(json.loads(self.ask("presa1", word, payload)),
                                 {"Command": "Error", "Input": f"{word.upper().removesuffix('1')} {payload}"})


if __name__ == "__main__":
    main()
