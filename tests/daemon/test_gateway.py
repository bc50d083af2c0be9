#!/usr/bin/env python3
"""A gateway and its sub-devices: each a device of its own on the broker, all on one session."""

import json

from harness import DaemonTest, main

topics = ["gw_1", "gw_2", "gw_3"]


class Gateway(DaemonTest):
    def setUp(self):
        super().setUp()
        self.gateway = self.plug("gw", "3.4", model="gateway", sub_devices=3, sub_model="sp22", power=42)
        for topic in topics:
            self._list(topic)
        since = self.person.now()
        self.start_presad()
        for topic in ["gw", *topics]:
            self.wait_for_presence(topic, "Online", since=since)
        for topic in topics:
            self.settle(topic, since)

    def _list(self, topic):
        cid = "a4c138f00001000" + topic[-1]
        self.inventory.devices[topic] = {"type": "tuya", "gateway": "gw", "cid": cid, "profile": "plug"}

    def _port(self):
        return self.presad.connections(6668)[self.gateway.address]

    def _reload(self):
        self.inventory.write()
        mark = self.presad.reload()
        self.presad.wait_for_line("reloaded", 10, mark)

    def _said_of(self, topics, since):
        return [f"{m.topic} {m.text}" for m in self.person.heard(
            lambda m: m.topic in [f"tele/{topic}/LWT" for topic in topics], since)]

    def _session(self, topic):
        return json.loads(self.ask(topic, "State"))["Presad"]["Session"]

    def test_each_is_switched_and_read_by_itself(self):
        for topic in topics:
            self.expect(self.command(topic, "Power", "ON"), f'stat/{topic}/RESULT {{"POWER":"ON"}}',
                        f"stat/{topic}/POWER ON", topic=topic)
        self.expect(self.command("gw_2", "Power", "TOGGLE"), 'stat/gw_2/RESULT {"POWER":"OFF"}', topic="gw_2")
        self.expect(self.command("gw_3", "Power"), 'stat/gw_3/RESULT {"POWER":"ON"}', topic="gw_3")
        self.assertEqual(self.gateway.sessions(), 1)

    def test_a_push_of_each_is_told_of_that_one_alone(self):
        for number, topic in enumerate(topics, 1):
            since = self.person.now()
            self.gateway.act(f"sub {number} press")
            self.wait_for_message(f"stat/{topic}/POWER", "ON", since=since)
            others = [m for m in self.person.heard(lambda m: m.topic.startswith("stat/"), since) if f"/{topic}/" not in m.topic]
            self.assertEqual(others, [])

    def test_one_off_the_air_is_offline_and_the_others_are_undisturbed(self):
        since = self.person.now()
        self.gateway.act("sub 2 offline")
        self.wait_for_presence("gw_2", "Offline", since=since)
        self.assertEqual(self._session("gw_2"), "out of reach")
        self.expect(self.command("gw_1", "Power", "ON"), 'stat/gw_1/RESULT {"POWER":"ON"}', topic="gw_1")
        self.gateway.act("sub 2 online")
        self.wait_for_presence("gw_2", "Online", since=since)
        self.assertEqual(self._said_of(["gw", *topics], since), ["tele/gw_2/LWT Offline", "tele/gw_2/LWT Online"])
        self.assertEqual(self.gateway.sessions(), 1)

    def test_a_gateway_that_dies_takes_all_along_and_brings_all_back(self):
        since = self.person.now()
        self.gateway.kill()
        for topic in ["gw", *topics]:
            self.wait_for_presence(topic, "Offline", 40, since)
        self.assertEqual(self._session("gw_1"), "gateway away")
        since = self.person.now()
        self.gateway.start()
        for topic in ["gw", *topics]:
            self.wait_for_presence(topic, "Online", 60, since)
        self.expect(self.command("gw_3", "Power", "ON"), 'stat/gw_3/RESULT {"POWER":"ON"}', topic="gw_3")

    def test_a_reload_adds_and_removes_one_on_the_same_connection(self):
        port = self._port()
        since = self.person.now()
        del self.inventory.devices["gw_3"]
        self._reload()
        self.wait_for_presence("gw_3", "Offline", since=since)
        since = self.person.now()
        self._list("gw_3")
        self._reload()
        self.wait_for_presence("gw_3", "Online", since=since)
        self.expect(self.command("gw_3", "Power", "ON"), 'stat/gw_3/RESULT {"POWER":"ON"}', topic="gw_3")
        self.assertEqual(self._port(), port)
        self.assertEqual(self._said_of(["gw", "gw_1", "gw_2"], since), [])

    def test_a_gateway_that_is_changed_brings_its_sub_devices_back(self):
        since = self.person.now()
        mark = self.gateway.process.log_mark()
        self.inventory.devices["gw"]["command_interval"] = 0.1
        self._reload()
        self.gateway.process.wait_for_line("plug=1 connected", 20, since=mark)
        self.wait_for_presence("gw", "Online", since=since)
        self.expect(self.command("gw_1", "Power", "ON"), 'stat/gw_1/RESULT {"POWER":"ON"}', topic="gw_1")

    def test_a_cid_that_no_inventory_has_is_said_once(self):
        del self.inventory.devices["gw_3"]
        self._reload()
        for _ in range(3):
            self.gateway.act("sub 3 press")
        # What the gateway answers to this comes behind all three.
        self.expect(self.command("gw_1", "Power", "ON"), 'stat/gw_1/RESULT {"POWER":"ON"}', topic="gw_1")
        self.assertEqual(self.presad.process.log().count("gateway: gw, cid: a4c138f000010003"), 1)

    def test_restart_of_a_sub_device_leaves_the_session_alone(self):
        since = self.command("gw_1", "Restart", "1")
        self.wait_for_message("tele/gw_1/INFO3", since=since)
        self.pass_barrier("gw_2")
        self.assertEqual(self._said_of(["gw", *topics], since), ["tele/gw_1/LWT Online"])
        self.assertEqual(self.gateway.sessions(), 1)


if __name__ == "__main__":
    main()
