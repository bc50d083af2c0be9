"""What the daemon-level tests stand on: presad, mosquitto and presad-sim as processes, and a person who listens.

A test imports from here alone. Every process is ended with the test, whatever happened in it.
"""

from harness.daemon_test import DaemonTest, main
from harness.inventory import Inventory
from harness.waiting import limit, wait_for

__all__ = ["DaemonTest", "Inventory", "limit", "main", "wait_for"]
