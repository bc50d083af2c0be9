#!/usr/bin/env python3
"""What a device says of itself when it appears on the broker, in Tasmota's order."""

import json
import re

from harness import DaemonTest, main


class ConnectSequence(DaemonTest):
    def _appear(self):
        """A metering plug appears; gives its first messages, in order."""
        self.plug("presa1", "3.3", model="sp22", on=True, power=43, voltage=230.2)
        self.start_presad()
        self.wait_for_message("tele/presa1/SENSOR", seconds=20)
        return self.person.heard(lambda m: m.topic.split("/")[1] == "presa1" and m.text != "Offline")

    def test_lwt_then_info_then_power_then_state_and_sensor(self):
        self.assertEqual([m.topic for m in self._appear()],
                         ["tele/presa1/LWT", "cmnd/presa1/POWER", "tele/presa1/INFO1", "tele/presa1/INFO2",
                          "tele/presa1/INFO3", "stat/presa1/RESULT", "stat/presa1/POWER", "tele/presa1/STATE",
                          "tele/presa1/SENSOR"])

    def test_only_lwt_is_retained(self):
        heard = self._appear()
        late = self.broker.client().subscribe("+/presa1/#")
        late.publish("end/presa1/end")
        late.wait_for(lambda m: m.topic == "end/presa1/end", 5, "the end")
        self.assertEqual([(m.topic, m.text, m.retain) for m in late.messages[:-1]], [("tele/presa1/LWT", "Online", True)])
        self.assertEqual(heard[0].text, "Online")

    def test_info_says_who_it_is_in_tasmotas_words(self):
        heard = {m.topic: m.text for m in self._appear()}
        info1 = json.loads(heard["tele/presa1/INFO1"])["Info1"]
        self.assertEqual(list(info1), ["Module", "Version", "FallbackTopic", "GroupTopic"])
        self.assertEqual(info1["Version"], "15.2.0.2(presad)")
        self.assertRegex(info1["FallbackTopic"], r"^cmnd/DVES_[0-9A-F]{6}_fb/$")
        self.assertEqual(info1["GroupTopic"], "cmnd/tasmotas/")
        info2 = json.loads(heard["tele/presa1/INFO2"])["Info2"]
        self.assertEqual(info2["IPAddress"], self.plugs[0].address)
        info3 = json.loads(heard["tele/presa1/INFO3"])["Info3"]
        self.assertEqual(list(info3), ["RestartReason", "BootCount"])

    def test_state_has_tasmotas_keys_in_tasmotas_order(self):
        state = json.loads({m.topic: m.text for m in self._appear()}["tele/presa1/STATE"])
        tasmotas = [key for key in state if key in ("Time", "Uptime", "UptimeSec", "Heap", "SleepMode", "Sleep", "LoadAvg",
                                                    "MqttCount", "POWER", "Wifi", "Hostname", "IPAddress")]
        self.assertEqual(tasmotas, [key for key in ("Time", "Uptime", "UptimeSec", "Heap", "SleepMode", "Sleep", "LoadAvg",
                                                    "MqttCount", "POWER", "Wifi", "Hostname", "IPAddress") if key in state])
        for key in ("Time", "Uptime", "UptimeSec", "MqttCount", "POWER", "IPAddress"):
            self.assertIn(key, state)
        self.assertRegex(state["Time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$")
        self.assertRegex(state["Uptime"], r"^\d+T\d\d:\d\d:\d\d$")
        self.assertEqual(state["POWER"], "ON")
        self.assertEqual(list(state)[-1], "Presad")
        self.assertEqual(state["Presad"]["Session"], "established")
        self.assertEqual(state["Presad"]["Protocol"], "3.3")

    def test_sensor_carries_the_meter_with_fixed_decimals(self):
        text = {m.topic: m.text for m in self._appear()}["tele/presa1/SENSOR"]
        energy = json.loads(text)["ENERGY"]
        self.assertEqual(energy["Voltage"], 230)  # the plug reports 2302
        self.assertEqual(energy["Power"], 43)
        self.assertRegex(text, r'"Voltage":230[,}]')
        self.assertRegex(text, r'"Power":43[,}]')
        self.assertTrue(re.search(r'"Current":0\.\d{3}[,}]', text), text)
        self.assertNotIn(" ", text)

    def test_a_plug_without_a_meter_sends_no_sensor(self):
        plug = self.plug("presa2", "3.4", model="switch", relays=1)
        self.start_with(plug)
        since = self.command("presa2", "TelePeriod", "")
        self.wait_for_message("tele/presa2/STATE", since=since)
        self.pass_barrier("presa2")
        self.assertEqual(self.person.heard(lambda m: m.topic == "tele/presa2/SENSOR"), [])

    def test_presad_itself_is_on_the_broker(self):
        self._appear()
        self.wait_for_presence("presad", "Online")
        self.wait_for_message("tele/presad/STATE", seconds=15)  # by itself, whoever was online by then
        since = self.command("presad", "TelePeriod")
        state = json.loads(self.wait_for_message("tele/presad/STATE", since=since).text)
        self.assertEqual(state["Presad"]["Devices"], {"Online": 1, "Offline": 0})
        self.assertIn("Commands", state["Presad"])


if __name__ == "__main__":
    main()
