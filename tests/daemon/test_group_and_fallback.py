#!/usr/bin/env python3
"""A device also listens to its group and to the topic that never changes."""

import json

from harness import DaemonTest, main


class GroupAndFallback(DaemonTest):
    def setUp(self):
        super().setUp()
        self.first, self.second = self.plug("presa1", "3.3", relays=1), self.plug("presa2", "3.5", relays=1)

    def _fallback(self, topic):
        info = self.wait_for_message(f"tele/{topic}/INFO1").text
        return json.loads(info)["Info1"]["FallbackTopic"].split("/")[1]

    def test_a_group_command_reaches_every_device_and_each_answers_for_itself(self):
        self.start_with(self.first, self.second)
        since = self.person.now()
        self.person.publish("cmnd/tasmotas/Power", "ON")
        for topic in ("presa1", "presa2"):
            self.expect(since, f'stat/{topic}/RESULT {{"POWER":"ON"}}', f"stat/{topic}/POWER ON", topic=topic)
        self.assertEqual([self.first.relay(), self.second.relay()], [True, True])
        self.assertEqual(self.person.heard(lambda m: m.topic.startswith("stat/tasmotas/"), since), [])

    def test_the_group_has_the_name_that_the_inventory_gives_it(self):
        self.inventory.mqtt["group_topic"] = "casa"
        self.start_with(self.first)
        since = self.person.now()
        self.person.publish("cmnd/casa/Power", "ON")
        self.expect(since, 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON", topic="presa1")

    def test_a_fallback_command_reaches_its_device_alone_and_is_answered_there(self):
        self.start_with(self.first, self.second)
        fallback = self._fallback("presa2")
        since = self.person.now()
        self.person.publish(f"cmnd/{fallback}/Power", "ON")
        self.assertEqual(self.wait_for_message(f"stat/{fallback}/RESULT", since=since).text, '{"POWER":"ON"}')
        self.assertIs(self.second.relay(), True)
        self.assertIs(self.first.relay(), False)

    def test_two_devices_never_share_a_fallback_topic(self):
        self.start_with(self.first, self.second)
        self.assertNotEqual(self._fallback("presa1"), self._fallback("presa2"))

    def test_another_full_topic_is_used_everywhere_but_on_the_fallback(self):
        self.inventory.mqtt["full_topic"] = "casa/%topic%/%prefix%/"
        self.start_presad()
        self.wait_for_message("casa/presa1/tele/LWT", "Online")
        since = self.person.now()
        self.person.publish("casa/presa1/cmnd/Power", "ON")
        self.wait_for_message("casa/presa1/stat/POWER", "ON", since=since)
        info = json.loads(self.wait_for_message("casa/presa1/tele/INFO1").text)["Info1"]
        since = self.person.now()
        self.person.publish(info["FallbackTopic"] + "Power", "OFF")
        self.wait_for_message(info["FallbackTopic"].replace("cmnd/", "stat/") + "RESULT", '{"POWER":"OFF"}', since=since)


if __name__ == "__main__":
    main()
