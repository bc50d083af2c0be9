"""What the system tests stand on: a machine with Debian's own systemd as its first process, and a LAN of two.

The machine is a container (systemd-nspawn); the other end of its only cable is the network namespace in which the
test program runs: there the plugs are, and the people who listen to the broker. A case imports from here alone.
"""

from machine.case import Case
from machine.lan import (BROADCAST_ADDRESS, LAN_ADDRESS, MACHINE_ADDRESS, MACHINE_PUBLIC_ADDRESS, PUBLIC_ADDRESS,
                         Eavesdropper)
from harness.waiting import wait_for

__all__ = ["BROADCAST_ADDRESS", "Case", "Eavesdropper", "LAN_ADDRESS", "MACHINE_ADDRESS", "MACHINE_PUBLIC_ADDRESS",
           "PUBLIC_ADDRESS", "wait_for"]
