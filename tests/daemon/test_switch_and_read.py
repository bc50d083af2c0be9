#!/usr/bin/env python3
"""A Tuya plug of any protocol version is switched and read with MQTT messages exactly as a Tasmota plug is."""

from harness import DaemonTest, main


class SwitchAndRead(DaemonTest):
    def _answers(self, word, payload, state):
        """One command gives RESULT, then POWER, and nothing else before the next command's answers."""
        since = self.command("presa1", word, payload)
        self.expect(since, f'stat/presa1/RESULT {{"POWER":"{state}"}}', f"stat/presa1/POWER {state}")
        self.pass_barrier("presa1")
        heard = [m.topic for m in self.person.messages[since:] if m.topic.startswith("stat/presa1/")]
        self.assertEqual(heard, ["stat/presa1/RESULT", "stat/presa1/POWER", "stat/presa1/RESULT"],
                         f"after {word} {payload}")

    def _switches_and_reads(self, protocol):
        plug = self.plug("presa1", protocol, relays=1)
        self.start_with(plug)
        self._answers("Power", "ON", "ON")
        self.assertIs(plug.relay(), True)
        self._answers("Power", "ON", "ON")  # to the present state: the pair again
        self._answers("Power", "", "ON")
        self._answers("Power", "OFF", "OFF")
        self.assertIs(plug.relay(), False)
        self._answers("Power", "TOGGLE", "ON")
        self._answers("Power", "?", "ON")
        self._answers("POWER1", "toggle", "OFF")
        self.assertIs(plug.relay(), False)

    def test_a_plug_that_speaks_3_1_is_switched_and_read(self):
        self._switches_and_reads("3.1")

    def test_a_plug_that_speaks_3_2_is_switched_and_read(self):
        self._switches_and_reads("3.2")

    def test_a_plug_that_speaks_3_3_is_switched_and_read(self):
        self._switches_and_reads("3.3")

    def test_a_plug_that_speaks_3_4_is_switched_and_read(self):
        self._switches_and_reads("3.4")

    def test_a_plug_that_speaks_3_5_is_switched_and_read(self):
        self._switches_and_reads("3.5")

    def test_every_word_of_the_table_acts_and_every_other_asks(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        for payload, state in [("on", "ON"), ("Off", "OFF"), ("1", "ON"), ("0", "OFF"), ("TRUE", "ON"), ("false", "OFF"),
                               ("START", "ON"), ("STOP", "OFF"), ("USER", "ON"), ("DOWN", "OFF"), ("FAHRENHEIT", "ON"),
                               ("CELSIUS", "OFF"), ("2", "ON"), ("CLOSE", "OFF"), ("Admin", "ON"), (" OFF", "OFF"),
                               ("1abc", "ON"), ("0x0", "OFF"), ("01", "ON")]:
            self._answers("Power", payload, state)
        for question in ["5", "-1", "UP", "OPEN", "ALL", "abc", '{"a":1}', "ON ", "?"]:
            self._answers("Power", question, "ON")

    def test_the_command_word_ignores_case_and_index_0_and_1_mean_the_only_relay(self):
        self.start_with(self.plug("presa1", "3.5", relays=1))
        for word, payload, state in [("power", "ON", "ON"), ("POWER", "OFF", "OFF"), ("pOwEr1", "ON", "ON"),
                                     ("POWER0", "OFF", "OFF"), ("power01", "ON", "ON"), ("a/b/Power", "OFF", "OFF")]:
            self._answers(word, payload, state)

    def test_address_version_and_profile_may_all_be_missing_from_the_inventory(self):
        plug = self.plug("presa1", "3.4", listed=False, model="sp22", announce_interval="500ms")
        self.inventory.devices["presa1"] = {key: value for key, value in plug.entry().items()
                                            if key not in ("address", "version")}
        self.start_with(plug)
        self._answers("Power", "ON", "ON")
        self.assertIs(plug.relay(), True)


if __name__ == "__main__":
    main()
