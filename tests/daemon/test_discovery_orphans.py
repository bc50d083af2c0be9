#!/usr/bin/env python3
"""Whatever goes from the inventory, or changes in it, and whenever: nothing of it stays on the broker."""

from harness import DaemonTest, main, wait_for

_places = ("tele/+/LWT", "stat/#", "tasmota/#", "homeassistant/#")


class Orphans(DaemonTest):
    def setUp(self):
        super().setUp()
        self.first, self.second = self.plug("presa1", "3.3", relays=1), self.plug("presa2", "3.5", relays=1)
        self.inventory.devices["presa1"]["mac"] = "84:E3:42:7A:1B:2C"
        self.inventory.devices["presa2"]["mac"] = "84:E3:42:7A:1B:2D"

    def _start(self, discovery="tasmota"):
        self.inventory.home_assistant = {"discovery": discovery}
        self.start_with(self.first, self.second)
        self._wait_for_announcements(discovery)

    def _wait_for_announcements(self, discovery, since=0):
        for mac in ("84E3427A1B2C", "84E3427A1B2D"):
            if discovery == "tasmota":
                self._wait_for(f"tasmota/discovery/{mac}/sensors", since)
            elif discovery == "mqtt":
                self._wait_for(f"homeassistant/device/presad_{mac.lower()}/config", since)

    def _wait_for(self, topic, since=0):
        return self.person.wait_for(lambda m: m.topic == topic and m.text, 20, topic, since)

    def _wait_until_cleared(self, topic, since):
        self.person.wait_for(lambda m: m.topic == topic and not m.text, 20, f"an empty {topic}", since)

    def _left(self):
        """The topics on which something is retained, but for presad's own."""
        return sorted(topic for topic in self.retained(*_places) if topic != "tele/presad/LWT")

    def _native(self, *macs):
        return [f"tasmota/discovery/{mac}/{word}" for mac in macs for word in ("config", "sensors")]

    def _reload(self, discovery=None):
        if discovery:
            self.inventory.home_assistant = {"discovery": discovery}
        self.inventory.write()
        mark = self.presad.reload()
        self.presad.wait_for_line("reloaded", 10, mark)

    def test_a_device_removed_by_a_reload_leaves_nothing_behind(self):
        self._start()
        del self.inventory.devices["presa1"]
        since = self.person.now()
        self._reload()
        self._wait_until_cleared("tasmota/discovery/84E3427A1B2C/sensors", since)
        self.assertEqual(self._left(), self._native("84E3427A1B2D") + ["tele/presa2/LWT"])

    def test_a_device_removed_while_presad_was_stopped_leaves_nothing_behind(self):
        self._start()
        self.presad.stop()
        del self.inventory.devices["presa1"]
        self.inventory.write()
        since = self.person.now()
        self.presad.start()
        self._wait_until_cleared("tasmota/discovery/84E3427A1B2C/sensors", since)
        self.assertEqual(self._left(), self._native("84E3427A1B2D") + ["tele/presa2/LWT"])

    def test_a_device_removed_after_presad_was_killed_leaves_nothing_behind(self):
        self._start()
        # What it left is known once it is on the disk; a kill that comes ahead of that leaves it behind.
        wait_for(lambda: "84E3427A1B2C/sensors" in self.memory.facts("presa1").get("retained", ""), 10, "its topics on the disk")
        self.presad.kill()
        del self.inventory.devices["presa1"]
        self.inventory.write()
        since = self.person.now()
        self.presad.start()
        self._wait_until_cleared("tasmota/discovery/84E3427A1B2C/sensors", since)
        self.assertEqual(self._left(), self._native("84E3427A1B2D") + ["tele/presa2/LWT"])

    def test_a_device_that_is_tasmotas_own_now_keeps_what_it_says_itself(self):
        self._start()
        self.stop_presad()
        flashed = self.broker.client()
        flashed.publish_acknowledged("tele/presa1/LWT", "Online", retain=True)
        flashed.publish_acknowledged("tasmota/discovery/84E3427A1B2C/config", "its own", retain=True)
        self.inventory.devices["presa1"] = {"type": "tasmota", "address": self.first.address}
        self.inventory.write()
        since = self.person.now()
        self.presad.start()
        self._wait_for("tasmota/discovery/84E3427A1B2D/sensors", since)  # seconds after orphans are looked for
        left = self.retained(*_places)
        self.assertEqual(left["tele/presa1/LWT"], "Online")
        self.assertEqual(left["tasmota/discovery/84E3427A1B2C/config"], "its own")

    def test_another_id_replaces_the_former(self):
        self._start()
        self.inventory.devices["presa1"]["mac"] = "84:E3:42:7A:1B:2E"
        since = self.person.now()
        self._reload()
        self._wait_for("tasmota/discovery/84E3427A1B2E/sensors", since)
        self.assertEqual(self._left(), self._native("84E3427A1B2D", "84E3427A1B2E") + ["tele/presa1/LWT", "tele/presa2/LWT"])

    def test_another_kind_of_discovery_by_a_reload_clears_the_former_first(self):
        self._start()
        since = self.person.now()
        self._reload("mqtt")
        self._wait_for_announcements("mqtt", since)
        cleared, described = (
            next(i for i, m in enumerate(self.person.messages[since:]) if m.topic == topic)
            for topic in ("tasmota/discovery/84E3427A1B2C/config", "homeassistant/device/presad_84e3427a1b2c/config"))
        self.assertLess(cleared, described)
        self.pass_barrier("presa1")
        self.pass_barrier("presa2")
        self.assertEqual(self._left(), ["homeassistant/device/presad_84e3427a1b2c/config",
                                        "homeassistant/device/presad_84e3427a1b2d/config", "stat/presa1/POWER",
                                        "stat/presa2/POWER", "tele/presa1/LWT", "tele/presa2/LWT"])
        since = self.person.now()
        self._reload("tasmota")
        self._wait_for_announcements("tasmota", since)
        self.assertEqual(self._left(), self._native("84E3427A1B2C", "84E3427A1B2D") + ["tele/presa1/LWT", "tele/presa2/LWT"])

    def test_another_kind_of_discovery_at_the_next_start_clears_the_former_and_none_clears_both(self):
        self._start("mqtt")
        for discovery, left in (("tasmota", self._native("84E3427A1B2C", "84E3427A1B2D")), ("none", [])):
            self.presad.stop()
            self.inventory.home_assistant = {"discovery": discovery}
            self.inventory.write()
            since = self.person.now()
            self.presad.start()
            for topic in ("presa1", "presa2"):
                self.wait_for_presence(topic, "Online", since=since)
            self._wait_for_announcements(discovery, since)
            self.assertEqual(self._left(), left + ["tele/presa1/LWT", "tele/presa2/LWT"])


if __name__ == "__main__":
    main()
