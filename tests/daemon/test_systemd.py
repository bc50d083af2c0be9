#!/usr/bin/env python3
"""What systemd is told: ready, the state in one line, reloads, and that everything in presad still turns."""

from harness import DaemonTest, main
from harness.frozen_thread import FrozenThread, threads
from harness.systemd import NotifySocket


class Systemd(DaemonTest):
    watchdog_seconds = 6

    def setUp(self):
        super().setUp()
        self.systemd = NotifySocket(self.folder, self.watchdog_seconds)
        self.addCleanup(self.systemd.end)
        self.presad.environment = self.systemd.environment

    def test_it_is_ready_without_broker_and_devices_and_says_what_comes(self):
        self.broker.stop()
        lamp = self.plug("presa1", "3.3", relays=1)
        absent = self.plug("presa2", "3.3", relays=1)
        absent.end()
        self.start_presad()
        self.systemd.wait_for("READY", "1")
        self.systemd.wait_for("STATUS", "1 of 2 devices online, broker not connected")
        self.broker.start()
        self.person = self.listen()
        self.systemd.wait_for("STATUS", "1 of 2 devices online, broker connected")
        since = self.systemd.now()
        lamp.end()
        self.systemd.wait_for("STATUS", "0 of 2 devices online, broker connected", seconds=30, since=since)
        self.assertEqual(self.presad.stop(), 0)
        self.systemd.wait_for("STOPPING", "1")

    def test_a_reload_says_since_when_and_that_it_is_over(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        since = self.systemd.now()
        self.presad.reload()
        self.systemd.wait_for("READY", "1", since=since)
        names = [name for name, value in self.systemd.told[since:] if name in ("RELOADING", "MONOTONIC_USEC", "READY")]
        self.assertEqual(names, ["RELOADING", "MONOTONIC_USEC", "READY"])

    def test_the_watchdog_is_fed_without_a_broker_too(self):
        self.broker.stop()
        self.start_presad()
        self.systemd.wait_for("WATCHDOG", "1", count=3, seconds=30)

    def _starved_by(self, thread, whom):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        self.systemd.wait_for("WATCHDOG", "1", count=2, seconds=30)
        mark = self.presad.process.log_mark()
        frozen = FrozenThread(threads(self.presad.process.pid)[thread])
        try:
            self.presad.wait_for_line(rf"watchdog: no sign of life from .*{whom}", 20, mark)
            since = self.systemd.now()
            # The loop goes on all the while: it answers, and feeds nobody.
            self.presad.reload()
            self.systemd.wait_for("READY", "1", since=since)
            self.assertEqual(self.systemd.values("WATCHDOG", since), [])
        finally:
            frozen.thaw()
        self.systemd.wait_for("WATCHDOG", "1", since=since, count=2, seconds=30)

    def test_a_memory_thread_that_hangs_starves_it(self):
        self._starved_by("memory", "the memory's thread")

    def test_a_thread_of_the_broker_link_that_hangs_starves_it(self):
        for thread in ("MQTTAsync_send", "MQTTAsync_rcv"):
            with self.subTest(thread):
                self._starved_by(thread, "the broker's threads")
                self.presad.stop()


if __name__ == "__main__":
    main()
