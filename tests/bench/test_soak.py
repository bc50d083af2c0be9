#!/usr/bin/env python3
"""What a soak counts and condemns."""

import unittest

import soak_verdict
from soak_ledger import Ledger

_done, _offline = '{"POWER":"ON"}', '{"Command":"Offline","Input":"POWER ON"}'


class TheLedger(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger()

    def _sent(self, steady=False, topic="presa1", payload="ON", now=0):
        return self.ledger.send(topic, payload, steady, now)

    def test_each_command_has_one_outcome(self):
        self.ledger.answered(self._sent(), _done)
        self.ledger.answered(self._sent(), _offline)
        self.assertEqual(self.ledger.outcomes, {"Done": 1, "Offline": 1})
        self.assertEqual((self.ledger.complaints, self.ledger.waiting), ([], {}))

    def test_a_second_answer_is_complained_of(self):
        number = self._sent()
        for _ in range(2):
            self.ledger.answered(number, _done)
        self.assertEqual(self.ledger.complaints, ['command 1 was answered a second time: {"POWER":"ON"}'])

    def test_no_answer_is_complained_of_once(self):
        self._sent()
        self.ledger.overdue(89, 90, 20)
        self.assertEqual(self.ledger.complaints, [])
        for now in (91, 92):
            self.ledger.overdue(now, 90, 20)
        self.assertEqual(self.ledger.complaints, ["presa1 ON has no answer after 90 s"])

    def test_a_steady_plug_owes_success(self):
        self.ledger.answered(self._sent(steady=True), _offline)
        self.assertEqual(self.ledger.complaints, [f"presa1, with nothing done to it, answered ON with {_offline}"])

    def test_a_plug_that_was_disturbed_meanwhile_owes_an_answer_only(self):
        number = self._sent(steady=True)
        self.ledger.disturbed("presa1")
        self.ledger.answered(number, _offline)
        self.assertEqual((self.ledger.complaints, self.ledger.outcomes["Offline"]), ([], 1))

    def test_the_wrong_state_is_complained_of(self):
        self.ledger.answered(self._sent(payload="OFF"), _done)
        self.assertEqual(self.ledger.complaints, [f"presa1 was told OFF and the answer is {_done}"])

    def test_what_the_broker_takes_with_it_may_be_answered_once_or_never(self):
        number = self._sent(steady=True)
        self.ledger.press("presa2", 0)
        self.ledger.broker_died()
        self.ledger.overdue(1000, 90, 20)
        self.ledger.answered(number, _offline)
        self.assertEqual((self.ledger.complaints, self.ledger.outcomes, self.ledger.presses), ([], {"cut off": 1}, 0))
        self.ledger.answered(number, _offline)
        self.assertEqual(len(self.ledger.complaints), 1)

    def test_a_press_is_to_be_told(self):
        self.ledger.press("presa1", 0)
        self.ledger.press("presa2", 0)
        self.assertEqual(self.ledger.busy(), {"presa1", "presa2"})
        self.ledger.told("presa1")
        self.ledger.overdue(21, 90, 20)
        self.assertEqual(self.ledger.complaints, ["the button of presa2 was pressed and no POWER came within 20 s"])
        self.assertEqual((self.ledger.presses, self.ledger.presses_told), (2, 1))


class TheVerdictOnMemory(unittest.TestCase):
    def test_flat_is_well_and_a_leak_is_not(self):
        self.assertEqual(soak_verdict.memory([500, 900, 1000, 1010, 1020, 1030, 1090, 1090]),
                         ("memory (Pss_Anon): 1005 KiB in the second quarter, 1090 KiB in the last", False))
        self.assertEqual(soak_verdict.memory([500, 900, 1000, 1010, 1020, 1030, 1120, 1130]),
                         ("memory (Pss_Anon): 1005 KiB in the second quarter, 1125 KiB in the last, more than 1.1 times", True))

    def test_a_few_samples_say_nothing(self):
        self.assertEqual(soak_verdict.memory([1, 10, 100]), ("memory is not judged: 3 samples are fewer than 8", False))


if __name__ == "__main__":
    unittest.main()
