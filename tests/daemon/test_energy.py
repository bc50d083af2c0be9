#!/usr/bin/env python3
"""Energy: counted from the plug's power, corrected by command, kept over restarts, never counted twice."""

import json

from harness import DaemonTest, main, wait_for


class Energy(DaemonTest):
    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.3", model="sp22", power=2000, on=True)
        self.start_with(self.lamp)

    def _energy(self):
        since = self.command("presa1", "Status", "10")
        told = self.wait_for_message("stat/presa1/STATUS10", since=since)
        return json.loads(told.text)["StatusSNS"]["ENERGY"]

    def _total(self):
        return self._energy()["Total"]

    def _grows_beyond(self, total):
        """Asks again and again, as somebody who watches would, until more than that is counted."""
        wait_for(lambda: self._total() > total, 20, f"a total beyond {total} kWh")

    def _start_again(self):
        since = self.person.now()
        self.presad.start()
        self.wait_for_presence("presa1", "Online", since=since)

    def test_a_load_is_counted_and_a_restart_keeps_it(self):
        self._grows_beyond(0.001)  # 2 kW: 1 Wh in 1.8 s
        self.assertEqual(self.presad.stop(), 0)
        kept = self.memory.facts("presa1")["energy"]
        self.assertTrue(kept)
        self._start_again()
        self.assertGreaterEqual(self._total(), 0.001)

    def test_keys_stand_in_tasmotas_order(self):
        self.assertEqual(list(self._energy()), ["TotalStartTime", "Total", "Yesterday", "Today", "Power", "ApparentPower",
                                                "ReactivePower", "Factor", "Voltage", "Current"])

    def test_a_correction_is_answered_and_survives_a_kill(self):
        answer = json.loads(self.ask("presa1", "EnergyTotal", "137000"))["EnergyTotal"]
        self.assertAlmostEqual(answer["Total"], 137.0, delta=0.1)
        self.assertEqual(list(answer), ["Total", "Yesterday", "Today"])
        self.ask("presa1", "EnergyYesterday", "512")
        wait_for(lambda: f" yesterday={512 * 3_600_000_000} " in self.memory.facts("presa1").get("energy", ""), 10,
                 lambda: f"the correction on the disk, where {self.memory.facts('presa1')} is")
        self.presad.kill()
        self._start_again()
        energy = self._energy()
        self.assertAlmostEqual(energy["Total"], 137.0, delta=0.1)
        self.assertEqual(energy["Yesterday"], 0.512)

    def test_a_plug_without_a_meter_knows_no_such_command(self):
        self.plug("presa2", "3.4", relays=2, model="strip")
        self.inventory.write()
        since = self.person.now()
        self.presad.wait_for_line("reloaded", 10, self.presad.reload())
        self.wait_for_presence("presa2", "Online", since=since)
        self.assertEqual(self.ask("presa2", "EnergyTotal"), '{"Command":"Unknown","Input":"ENERGYTOTAL"}')


if __name__ == "__main__":
    main()
