"""The cable between the machine and the test's own network namespace, and somebody who counts what runs through it.

Both namespaces are made for one run and end with it; nothing of this host's network is touched. The test's end has
addresses of a LAN, and one of the internet (TEST-NET-3, RFC 5737) as far as the machine can tell.
"""

import socket
import struct
import subprocess
import threading

MACHINE_ADDRESS = "192.168.77.1"
LAN_ADDRESS = "192.168.77.2"
MORE_LAN_ADDRESSES = tuple(f"192.168.77.{number}" for number in range(3, 10))  # for more plugs
BROADCAST_ADDRESS = "192.168.77.255"
PUBLIC_ADDRESS = "203.0.113.7"
MACHINE_PUBLIC_ADDRESS = "203.0.113.1"  # so that no gateway is needed to reach the public address

NAMESPACE = "/run/netns/machine"
_cable = "machine"  # the test's end
_ETH_P_ALL = 3


def _ip(*words):
    subprocess.run(["ip", *words], check=True)


def lay_cable():
    """Must run in a network and mount namespace of its own."""
    _ip("link", "set", "lo", "up")
    _ip("netns", "add", "machine")
    _ip("link", "add", _cable, "type", "veth", "peer", "name", "lan", "netns", "machine")
    for address in (LAN_ADDRESS, *MORE_LAN_ADDRESSES, PUBLIC_ADDRESS):
        _ip("address", "add", f"{address}/24", "dev", _cable)
    _ip("link", "set", _cable, "up")
    _ip("-n", "machine", "link", "set", "lo", "up")
    for address in (MACHINE_ADDRESS, MACHINE_PUBLIC_ADDRESS):
        _ip("-n", "machine", "address", "add", f"{address}/24", "dev", "lan")
    _ip("-n", "machine", "link", "set", "lan", "up")


class Eavesdropper:
    """Sees every IPv4 packet that the machine sends through the cable; counts by (destination, port or None)."""

    def __init__(self):
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ETH_P_ALL))
        self._socket.bind((_cable, _ETH_P_ALL))
        self._lock = threading.Lock()
        self._counts = {}
        threading.Thread(target=self._read, daemon=True).start()

    def packets_to(self, address):
        """{port: packets}; a port is None where the protocol has none."""
        with self._lock:
            return {port: count for (to, port), count in self._counts.items() if to == address}

    def close(self):
        self._socket.close()

    def _read(self):
        try:
            while True:
                packet, (_, protocol, kind, *_rest) = self._socket.recvfrom(1 << 16)
                if protocol == 0x0800 and kind != socket.PACKET_OUTGOING and len(packet) >= 20:
                    self._count(packet)
        except OSError:
            pass  # closed

    def _count(self, packet):
        header = (packet[0] & 15) * 4
        ports = packet[9] in (socket.IPPROTO_TCP, socket.IPPROTO_UDP) and len(packet) >= header + 4
        port = struct.unpack_from("!H", packet, header + 2)[0] if ports else None
        key = (socket.inet_ntoa(packet[16:20]), port)
        with self._lock:
            self._counts[key] = self._counts.get(key, 0) + 1
