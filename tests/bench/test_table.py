#!/usr/bin/env python3
"""What scripts/bench says of its figures is what they are."""

import unittest

import table


def _words(line):
    return line.split()


class OneRun(unittest.TestCase):
    def test_a_figure_beside_another_has_its_ratio(self):
        self.assertEqual(_words(table.line(table.row("trip", 30, "us", ideal=20)))[-3:], ["30", "20", "1.50"])

    def test_what_was_not_found_is_no_number_and_has_no_ratio(self):
        self.assertEqual(_words(table.line(table.row("trip", None, "us", ideal=20)))[-3:], ["—", "20", "—"])

    def test_an_uneven_echo_is_told(self):
        self.assertTrue(table.counts(100, 200))
        self.assertFalse(table.counts(100, 201))
        self.assertIn("does not count", table.line(table.row("trip", 30, "us", counts=False)))
        self.assertNotIn("does not count", table.line(table.row("trip", 30, "us", counts=True)))

    def test_what_is_beyond_its_bound_is_missed(self):
        self.assertNotIn("MISSED", table.line(table.row("sessions", 1, "", most=1)))
        self.assertIn("MISSED: at most 1", table.line(table.row("sessions", 2, "", most=1)))
        self.assertIn("MISSED", table.line(table.row("sessions", None, "", most=1)))


class SeveralRuns(unittest.TestCase):
    def test_least_median_and_most(self):
        runs = [table.row("trip", value, "us") for value in (40, 20, 30)]
        self.assertEqual(_words(table.summary(runs))[-3:], ["20", "30", "40"])

    def test_the_ratio_is_the_median_of_the_runs_own_ratios(self):
        runs = [table.row("trip", value, "us", ideal=ideal) for value, ideal in ((20, 20), (60, 30), (40, 10))]
        self.assertEqual(_words(table.summary(runs))[-5:], ["20", "40", "60", "20", "2.00"])

    def test_a_run_whose_echo_was_uneven_is_left_out(self):
        runs = [table.row("trip", 20, "us", counts=True), table.row("trip", 90, "us", counts=False)]
        self.assertEqual(_words(table.summary(runs))[2:], ["20", "20", "20", "1", "of", "2", "runs"])

    def test_when_none_counts_all_are_shown_and_that_is_told(self):
        runs = [table.row("trip", value, "us", counts=False) for value in (20, 40)]
        self.assertEqual(_words(table.summary(runs))[2:5], ["20", "30", "40"])
        self.assertIn("none counts", table.summary(runs))

    def test_one_run_beyond_its_bound_is_enough(self):
        runs = [table.row("sessions", value, "", most=1) for value in (1, 2)]
        self.assertIn("MISSED", table.summary(runs))


if __name__ == "__main__":
    unittest.main()
