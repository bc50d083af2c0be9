"""Interfaces of the test's own network namespace: loopback carries no broadcasts. Nothing of it leads off the machine."""

import os
import subprocess


def sealed():
    """Whether the network is the test's own (tests/daemon/in-namespace)."""
    return os.environ.get("PRESAD_SEALED") == "yes"


def _ip(words):
    return subprocess.run(["ip", *words.split()], check=False, stderr=subprocess.DEVNULL).returncode == 0


class Network:
    """An interface with `addresses` ("10.77.0.1/24"), gone again after end()."""

    def __init__(self, name, *addresses):
        self._name = name
        if not _ip(f"link add {name} type dummy"):  # not every kernel has dummies
            done = _ip(f"link add {name} type veth peer name {name}-far") and _ip(f"link set {name}-far up")
            assert done, "no interface can be made here"
        for words in (*(f"address add {address} broadcast + dev {name}" for address in addresses), f"link set {name} up"):
            assert _ip(words), words

    def end(self):
        _ip(f"link delete {self._name}")
