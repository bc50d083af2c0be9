#!/usr/bin/env python3
"""config/mosquitto as it stands: presad can do all its work there, each user what is theirs, nobody else anything."""

import os
import re
import subprocess

from harness import DaemonTest, main
from harness.broker import Mosquitto

_example = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "config", "mosquitto")
_passwords = {"presad": "p-for-presad-1", "homeassistant": "p-for-ha-22", "reader": "p-for-reader-3", "device": "p-4-device"}


class MosquittoExample(DaemonTest):
    def start_broker(self):
        """The example, with its files here and a port of the test's own."""
        passwords = os.path.join(self.folder, "presad.passwd")
        for number, (user, password) in enumerate(_passwords.items()):
            subprocess.run(["mosquitto_passwd", "-b", *(["-c"] if number == 0 else []), passwords, user, password],
                           check=True, capture_output=True)
        with open(os.path.join(_example, "presad.conf"), encoding="utf-8") as file:
            text = file.read().replace("/etc/mosquitto", self.folder)
        with open(os.path.join(_example, "presad.acl"), encoding="utf-8") as file:
            rules = file.read()
        with open(os.path.join(self.folder, "presad.acl"), "w", encoding="utf-8") as file:
            file.write(rules + "\nuser device\ntopic readwrite #\n")  # the test's own ears
        self.broker = Mosquitto(self.folder, whole=f"persistence_location {self.folder}/\nlog_type debug\n" + text)
        return self.broker.start()

    def client(self, user):
        return self.broker.client(username=user, password=_passwords[user])

    def listen(self):
        return self.client("device").subscribe("#")

    def setUp(self):
        super().setUp()
        self.inventory.mqtt.update(username="presad", password=self.inventory.secret("mqtt", _passwords["presad"]))

    def denied(self):
        return sorted(set(re.findall(r"Denied PUBLISH from (?:presa\S*).*?'([^']*)'", self.broker.log())))

    def test_presad_works_and_nothing_of_it_is_denied(self):
        for discovery in ("tasmota", "mqtt"):
            with self.subTest(discovery):
                self.inventory.home_assistant["discovery"] = discovery
                lamp = self.plug(f"presa-{discovery}", "3.3", relays=1)
                since = self.person.now()
                self.start_presad()
                self.wait_for_presence(lamp.topic, "Online", since=since)
                home = self.client("homeassistant").subscribe("stat/#")
                home.publish(f"cmnd/{lamp.topic}/Power", "ON")
                home.wait_for(lambda m: m.topic == f"stat/{lamp.topic}/RESULT" and m.text == '{"POWER":"ON"}', 10, "the answer")
                front = "tasmota/discovery/" if discovery == "tasmota" else "homeassistant/"
                self.person.wait_for(lambda m: m.topic.startswith(front), 20, "the announcement", since)
                self.wait_for_message("tele/presad/STATE", seconds=15, since=since)
                self.stop_presad()
                self.assertEqual(self.retained(f"tele/{lamp.topic}/LWT"), {f"tele/{lamp.topic}/LWT": "Offline"})
        self.assertEqual(self.denied(), [])

    def retained(self, *filters):
        end = f"end/{self.person.now()}"
        late = self.client("device").subscribe(end, *filters)
        late.publish(end)
        late.wait_for(lambda m: m.topic == end, 5, "the end of what is retained")
        return {m.topic: m.text for m in late.messages if m.retain}

    def test_the_reader_hears_everything_and_can_change_nothing(self):
        lamp = self.plug("presa1", "3.3", relays=1)
        self.start_with(lamp)
        reader = self.client("reader").subscribe("#")
        reader.wait_for(lambda m: m.topic == "tele/presa1/LWT" and m.text == "Online", 5, "what is retained")
        since = self.person.now()
        for topic in ("cmnd/presa1/Power", "stat/presa1/POWER", "tele/presa1/LWT", "tasmota/discovery/x/config",
                      "homeassistant/status", "anything"):
            reader.publish_acknowledged(topic, "ON", retain=True)
        self.pass_barrier("presa1")
        self.assertIs(lamp.relay(), False)
        self.assertIn("Denied PUBLISH from", self.broker.log())  # the log tells, then: see denied()
        self.assertEqual([m.topic for m in self.person.messages[since:] if m.text == "ON"], [])

    def test_home_assistant_cannot_speak_for_a_device(self):
        home = self.client("homeassistant")
        since = self.person.now()
        home.publish_acknowledged("stat/presa1/POWER", "ON", retain=True)
        home.publish_acknowledged("tele/presa1/LWT", "Online", retain=True)
        home.publish_acknowledged("homeassistant/status", "online")
        self.wait_for_message("homeassistant/status", "online", since=since)
        self.assertEqual([m.topic for m in self.person.messages[since:]], ["homeassistant/status"])

    def test_nobody_comes_in_without_a_password(self):
        with self.assertRaises(ConnectionRefusedError):
            self.broker.client()

    def test_what_is_retained_outlives_the_broker(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        self.broker.stop()
        self.presad.kill()
        self.broker.start()
        self.person = self.listen()
        self.assertEqual(self.retained("tele/presa1/LWT"), {"tele/presa1/LWT": "Online"})


if __name__ == "__main__":
    main()
