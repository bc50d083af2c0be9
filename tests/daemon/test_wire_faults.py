#!/usr/bin/env python3
"""What plugs do wrong on the wire (`presad-sim faults` names them): switched all the same."""

from harness import DaemonTest, main

# Those under which a plug still can be switched and its state be known.
_bearable = ["split", "merge", "garbage-before", "garbage-between", "late=300ms", "no-ack", "silent-set", "push-first",
             "push-between", "mute-push", "duplicate-push", "wrong-sequence"]
# Those under which it can neither: named truthfully, and over when the fault is.
_unbearable = ["bad-crc", "absurd-length", "accept-reset", "refuse", "slot-taken=silent", "not-json", "cut-after=12"]


class WireFaults(DaemonTest):
    def _bears(self, protocol):
        plugs = {fault: self.plug(f"presa{number}", protocol, relays=1, fault=fault)
                 for number, fault in enumerate(_bearable, 1)}
        self.start_with(*plugs.values())
        for state in ("ON", "OFF"):
            for fault, plug in plugs.items():
                with self.subTest(protocol=protocol, fault=fault, state=state):
                    self.expect(self.command(plug.topic, "Power", state), f'stat/{plug.topic}/RESULT {{"POWER":"{state}"}}',
                                f"stat/{plug.topic}/POWER {state}", topic=plug.topic, seconds=20)
                    self.assertIs(plug.relay(), state == "ON")

    def test_on_3_1(self):
        self._bears("3.1")

    def test_on_3_3(self):
        self._bears("3.3")

    def test_on_3_4(self):
        self._bears("3.4")

    def test_on_3_5(self):
        self._bears("3.5")

    def test_what_cannot_be_borne_is_over_when_the_fault_is(self):
        plugs = {fault: self.plug(f"presa{number}", "3.4" if number % 2 else "3.3", relays=1, fault=fault)
                 for number, fault in enumerate(_unbearable, 1)}
        self.start_presad()
        for plug in plugs.values():
            self.person.wait_for(lambda m, topic=plug.topic: m.topic == f"tele/{topic}/STATE" and '"Cause"' in m.text, 60,
                                 f"the cause of {plug.topic}'s absence")
        for plug in plugs.values():
            plug.fault("none")
        for fault, plug in plugs.items():
            with self.subTest(fault=fault):
                self.wait_for_presence(plug.topic, "Online", seconds=90)
                self.ask(plug.topic, "Power", "ON")
                self.assertIs(plug.relay(), True)


if __name__ == "__main__":
    main()
