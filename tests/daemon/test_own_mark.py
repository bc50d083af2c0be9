#!/usr/bin/env python3
"""Everything that presad publishes carries its mark, so that it and others can tell who spoke."""

from harness import DaemonTest, main


class OwnMark(DaemonTest):
    def test_every_message_carries_the_same_user_property_retained_ones_too(self):
        lamp = self.plug("presa1", "3.3", model="sp22")
        self.start_with(lamp)
        self.wait_for_message("tele/presa1/SENSOR", seconds=15)
        for word, payload in [("Power", "TOGGLE"), ("Status", "0"), ("Foo", ""), ("TelePeriod", "")]:
            self.command("presa1", word, payload)
        self.command("nobody", "Power", "ON")
        lamp.press()
        self.wait_for_message("stat/presad/RESULT")
        self.wait_for_message("tele/presad/STATE", seconds=15)
        late = self.broker.client().subscribe("tele/+/LWT")
        late.wait_for(lambda m: m.retain, 5, "what is retained", count=2)
        spoken = self.person.heard(lambda m: m.topic.split("/")[0] in ("stat", "tele")) + list(late.messages)
        self.assertGreater(len(spoken), 20)
        self.assertEqual([m.topic for m in spoken if not m.mark], [])
        self.assertEqual(len({m.mark for m in spoken}), 1)

    def test_a_listener_of_mqtt_3_1_1_hears_the_same_without_it(self):
        old = self.broker.client(4).subscribe("#")
        self.start_with(self.plug("presa1", "3.5", relays=1))
        since = old.now()
        self.command("presa1", "Power", "ON")
        heard = old.wait_for(lambda m: m.topic.startswith("stat/") and "ON" in m.text, 10, "the answer", since, 2)
        self.assertEqual([f"{m.topic} {m.text}" for m in heard], ['stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON"])


if __name__ == "__main__":
    main()
