#!/usr/bin/env python3
"""Boots the machine once, runs all cases on it in their order, and says what each of them did.

tests/system/run calls this in namespaces of its own: program.py FOLDER PACKAGE SIMULATOR-PACKAGE OLDER-PACKAGE [CASE…]
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(1, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "daemon"))

from cases import ALL
from machine import lan
from machine.case import Case, World
from machine.container import Container


class Report(unittest.TestResult):
    """One line for each case as it ends."""

    def __init__(self):
        super().__init__()
        self.lines = []
        self._began = 0
        self._word = ""

    def startTest(self, test):
        super().startTest(test)
        self._began = time.monotonic()
        self._word = "passed"

    def stopTest(self, test):
        super().stopTest(test)
        line = f"{self._word:7} {time.monotonic() - self._began:6.1f} s  {sentence(test)}"
        self.lines.append(line)
        print(line, flush=True)

    def addError(self, test, err):
        super().addError(test, err)
        self._fail(test, self.errors[-1][1])

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._fail(test, self.failures[-1][1])

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._word = "not yet"

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._fail(test, f"{sentence(test)} holds: it is to be marked as expected to fail no longer")

    def _fail(self, test, text):
        self._word = "FAILED"
        print(text, flush=True)
        if test.needed:
            self.stop()


def sentence(test):
    """Its name, for people."""
    return f"{type(test).__name__}: {test._testMethodName.removeprefix('test_').replace('_', ' ')}"


def cases(wanted):
    """All of `ALL`, in the order in which they are written."""
    for one in ALL:
        for name in vars(one):
            if name.startswith("test_"):
                test = one(name)
                if not wanted or any(word.replace("_", " ") in sentence(test) for word in wanted):
                    yield test


def wrap_simulator(container, folder):
    """presad-sim as the machine has it installed, with its libraries, but on the LAN."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "presad-sim")
    with open(path, "w", encoding="ascii") as file:
        file.write(f'#!/bin/sh\nexec chroot "{container.root}" /usr/bin/presad-sim "$@"\n')
    os.chmod(path, 0o755)
    os.environ["PRESAD_BIN"] = folder


def keep_journal(container, logs):
    """The machine's journal as text, read by its own journalctl, since this host's may be older."""
    with open(os.path.join(logs, "journal.log"), "wb") as file:
        subprocess.run(["chroot", container.root, "journalctl", "--no-pager", "--output=short-precise",
                        "--directory=/var/log/journal"], stdout=file, stderr=subprocess.STDOUT, check=False)


def main():
    folder, package, simulator_package, older_package, *wanted = sys.argv[1:]
    logs = os.path.join(folder, "logs")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    # systemd-nspawn and ip keep their books here, and the former expects no disk behind them.
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    lan.lay_cable()
    container = Container(os.path.join(folder, "root"), logs)
    os.makedirs(os.path.join(container.root, "var/log/journal"), exist_ok=True)  # so that a reboot does not lose it
    report = Report()
    try:
        container.boot()
        print(f"booted in {time.monotonic() - began:.1f} s: systemd {container.output('systemctl --version').split()[1]}",
              flush=True)
        wrap_simulator(container, os.path.join(folder, "bin"))
        Case.world = World(container, logs, package, simulator_package, older_package)
        unittest.TestSuite(cases(wanted)).run(report)
    finally:
        container.end()
        keep_journal(container, logs)
    good = report.wasSuccessful() and report.testsRun > 0
    print(f"\n--- system tests, {time.monotonic() - began:.0f} s", *report.lines, sep="\n")
    failed, waiting = len(report.failures + report.errors + report.unexpectedSuccesses), len(report.expectedFailures)
    print(f"{report.testsRun - failed - waiting} passed, {failed} failed, {waiting} not yet expected to pass"
          + ("" if good else f"; logs are in {os.path.relpath(logs)}"))
    if good:
        shutil.rmtree(logs, ignore_errors=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
