#!/usr/bin/env python3
"""Tasmota's own discovery: when it is said, that it is complete, and that what Home Assistant then asks is answered.

Not Home Assistant itself: its questions, in its order, from the topics that follow from the config alone.
"""

import json
import re
import time

from harness import DaemonTest, home_assistant, main


class Native(DaemonTest):
    def _plug(self):
        return self.plug("presa1", "3.3", model="sp22", on=True, power=43, voltage=230.2)

    def _wait_for_discovery(self, since=0, seconds=20):
        """Gives config and sensors, as messages."""
        config = self.person.wait_for(lambda m: re.fullmatch("tasmota/discovery/[0-9A-F]{12}/config", m.topic), seconds,
                                      "the config", since)[0]
        sensors = self.person.wait_for(lambda m: m.topic == config.topic.replace("config", "sensors"), 5, "the sensors", since)[0]
        return config, sensors

    def _heard(self, since=0):
        return self.person.heard(lambda m: m.topic.startswith("tasmota/discovery/"), since)

    def test_config_and_sensors_come_ten_seconds_after_the_first_connect_and_stay(self):
        self.inventory.devices["presa1"] = {**self._plug().entry(), "name": "Kitchen plug"}
        started = time.monotonic()
        self.start_presad()
        config, sensors = self._wait_for_discovery()
        self.assertGreater(config.at - started, 9)
        self.assertEqual(home_assistant.refusals(config.topic, config.text), [])
        said = json.loads(config.text)
        self.assertEqual((said["dn"], said["fn"][0], said["t"]), ("Kitchen plug", "Kitchen plug", "presa1"))
        self.assertEqual(said["rl"], [1] + [0] * 31)
        self.assertEqual(said["ip"], self.plugs[0].address)
        self.assertEqual(self.retained("tasmota/discovery/#"), {config.topic: config.text, sensors.topic: sensors.text})

    def test_a_strip_is_announced_with_all_its_relays(self):
        self.start_with(self.plug("ciabatta", "3.5", model="strip", relays=4))
        config, _ = self._wait_for_discovery()
        self.assertEqual(json.loads(config.text)["rl"], [1] * 4 + [0] * 28)
        self.assertEqual(home_assistant.refusals(config.topic, config.text), [])

    def test_what_home_assistant_asks_is_answered_at_once_and_every_announced_value_is_there(self):
        self.start_with(self._plug())
        config, sensors = self._wait_for_discovery()
        config, announced = json.loads(config.text), json.loads(sensors.text)["sn"]
        paths = list(home_assistant.numeric_paths(announced))
        self.assertEqual([path[-1] for path in paths], ["Total", "Yesterday", "Today", "Power", "ApparentPower",
                                                        "ReactivePower", "Factor", "Voltage", "Current"])
        since = self.person.now()
        for word, payload, _ in home_assistant.poll:
            self.person.publish(home_assistant.topic_of(config, "cmnd", word), payload)
        answers = {}
        for _, _, word in home_assistant.poll:
            topic = home_assistant.topic_of(config, "stat", word)
            answers[word] = json.loads(self.wait_for_message(topic, seconds=2, since=since).text)
        self.assertEqual(answers["RESULT"]["POWER"], "ON")
        self.assertEqual(answers["STATUS11"]["StatusSTS"]["POWER"], "ON")
        self.assertEqual(answers["STATUS2"]["StatusFWR"]["Version"].split("(")[0], config["sw"])
        self.assertIn("RestartReason", answers["STATUS1"]["StatusPRM"])
        for path in paths:
            self.assertIsInstance(home_assistant.at(answers["STATUS10"]["StatusSNS"], path), (int, float), path)
        reported = json.loads(self.wait_for_message(home_assistant.topic_of(config, "tele", "SENSOR")).text)
        for path in paths:
            self.assertIsInstance(home_assistant.at(reported, path), (int, float), path)
        self.assertEqual(reported["ENERGY"]["TotalStartTime"], announced["ENERGY"]["TotalStartTime"])

    def test_a_switch_of_home_assistant_is_carried_out_and_shown_where_it_looks(self):
        plug = self._plug()
        self.start_with(plug)
        config = json.loads(self._wait_for_discovery()[0].text)
        for word, is_on in (("OFF", False), ("ON", True)):
            since = self.person.now()
            self.person.publish(home_assistant.topic_of(config, "cmnd", "Power1"), word)  # with its number, on any device
            self.expect(since, f'stat/presa1/RESULT {{"POWER":"{word}"}}', f"stat/presa1/POWER {word}")
            self.assertIs(plug.relay(), is_on)

    def test_after_a_reconnect_it_comes_a_second_later(self):
        self.start_with(self._plug())
        first = self._wait_for_discovery()
        self.broker.kill()
        self.broker.start()
        self.person = self.listen()
        self.wait_for_presence("presa1", "Online")
        config, sensors = self._wait_for_discovery(seconds=4)
        self.assertEqual((config.text, sensors.text), (first[0].text, first[1].text))

    def test_a_device_that_is_away_is_announced_as_complete_as_ever(self):
        plug = self._plug()
        self.start_with(plug)
        first = self._wait_for_discovery()
        self.presad.stop()
        plug.kill()
        self.broker.stop()
        self.broker.start()  # it keeps nothing over a restart
        self.person = self.listen()
        self.presad.start()
        config, sensors = self._wait_for_discovery()
        self.assertEqual(self.retained("tele/presa1/LWT"), {"tele/presa1/LWT": "Offline"})
        self.assertEqual((config.text, sensors.text), (first[0].text, first[1].text))

    def test_a_device_that_was_never_heard_is_not_announced(self):
        self._plug().kill()
        self.start_with(self.plug("presa2", "3.4", relays=1))
        config, _ = self._wait_for_discovery()
        self.assertEqual(json.loads(config.text)["t"], "presa2")
        self.pass_barrier("presa1")
        self.assertEqual({json.loads(m.text)["t"] for m in self._heard() if m.topic.endswith("config")}, {"presa2"})

    def test_a_new_name_is_announced(self):
        self.start_with(self._plug())
        self._wait_for_discovery()
        since = self.person.now()
        self.inventory.devices["presa1"]["name"] = "Lampada"
        self.inventory.write()
        self.presad.reload()
        config = self.person.wait_for(lambda m: m.topic.startswith("tasmota/discovery/"), 10, "the new config", since)[0]
        self.assertEqual(json.loads(config.text)["dn"], "Lampada")
        self.assertEqual(home_assistant.refusals(config.topic, config.text), [])

    def test_the_id_that_was_announced_stays_when_the_mac_goes_from_the_inventory(self):
        self.inventory.devices["presa1"] = {**self._plug().entry(), "mac": "84:E3:42:7A:1B:2C"}
        self.start_with(self.plugs[0])
        self.assertEqual(self._wait_for_discovery()[0].topic, "tasmota/discovery/84E3427A1B2C/config")
        self.presad.stop()
        del self.inventory.devices["presa1"]["mac"]
        self.inventory.write()
        since = self.person.now()
        self.presad.start()
        self.assertEqual(self._wait_for_discovery(since)[0].topic, "tasmota/discovery/84E3427A1B2C/config")


if __name__ == "__main__":
    main()
