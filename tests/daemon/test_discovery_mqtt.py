#!/usr/bin/env python3
"""MQTT discovery: described before anything else, and again when Home Assistant comes up. Not Home Assistant itself."""

import json
import time

from harness import DaemonTest, limit, main

_config = "homeassistant/device/presad_84e3427a1b2c/config"


class Mqtt(DaemonTest):
    def setUp(self):
        super().setUp()
        plug = self.plug("presa1", "3.3", model="sp22", on=True, power=43, voltage=230.2)
        self.inventory.devices["presa1"].update({"mac": "84:E3:42:7A:1B:2C", "name": "Kitchen plug"})
        self.inventory.home_assistant = {"discovery": "mqtt"}
        self.start_with(plug)
        self.config = self._complete_config()

    def _complete_config(self):
        return json.loads(self.person.wait_for(lambda m: m.topic == _config and "energy_factor" in m.text, 20, _config)[0].text)

    def test_every_topic_that_is_named_is_spoken_on_or_listened_to(self):
        self.assertEqual(self.retained("homeassistant/#").keys(), {_config})
        for place in self.config["availability"]:
            self.assertEqual(self.retained(place["topic"]), {place["topic"]: place["payload_available"]})
        relay = self.config["components"]["relay1"]
        self.assertEqual(self.retained(relay["state_topic"]), {relay["state_topic"]: relay["payload_on"]})
        since = self.person.now()
        self.person.publish(relay["command_topic"], relay["payload_off"])
        self.wait_for_message(relay["state_topic"], relay["payload_off"], since=since)
        self.assertIs(self.plugs[0].relay(), False)

    def test_every_value_that_is_named_is_in_sensor(self):
        for key, component in self.config["components"].items():
            if component["platform"] != "sensor":
                continue
            sensor = json.loads(self.wait_for_message(component["state_topic"]).text)
            word = component["value_template"].split(").")[1].split()[0]
            self.assertIsInstance(sensor["ENERGY"][word], (int, float), key)

    def test_home_assistant_that_comes_up_is_told_within_seconds_in_this_order(self):
        # The states that follow the first description are out, too.
        described = self.person.place_of(self.person.heard(lambda m: m.topic == _config)[0])
        self.wait_for_message("tele/presa1/SENSOR", since=described)
        since, came_up = self.person.now(), time.monotonic()
        self.person.publish("homeassistant/status", "online")
        wanted = [_config, "tele/presa1/LWT", "stat/presa1/RESULT", "stat/presa1/POWER", "tele/presa1/STATE", "tele/presa1/SENSOR"]
        heard = self.person.wait_for(lambda m: m.topic in wanted, 10, "all of it again", since, len(wanted))
        self.assertEqual([m.topic for m in heard], wanted)
        self.assertEqual(json.loads(heard[0].text), self.config)
        self.assertGreater(heard[0].at - came_up, 0.9)
        self.assertLess(heard[0].at - came_up, limit(6))

    def test_home_assistant_that_goes_is_no_reason_to_speak(self):
        since = self.person.now()
        self.person.publish("homeassistant/status", "offline")
        self.pass_barrier("presa1")
        self.assertEqual(self.person.heard(lambda m: m.topic == _config, since), [])

    def test_a_broker_that_forgot_everything_is_told_the_description_first(self):
        self.broker.kill()
        self.start_broker_and_listen()
        self.wait_for_message("tele/presa1/SENSOR", seconds=20)
        topics = list(dict.fromkeys(m.topic for m in self.person.messages if "presa" in m.topic and m.topic.split("/")[1] != "presad"))
        self.assertEqual(topics[:2], [_config, "tele/presa1/LWT"])
        self.assertEqual(self._complete_config(), self.config)
        self.assertEqual(self.retained("stat/presa1/POWER"), {"stat/presa1/POWER": "ON"})


if __name__ == "__main__":
    main()
