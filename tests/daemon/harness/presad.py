"""presad as a process."""

import os
import signal
import socket
import struct

from harness.process import Process


def program(name):
    folder = os.environ.get("PRESAD_BIN")
    if not folder:
        raise AssertionError("PRESAD_BIN does not name the folder of presad and presad-sim: run the tests with ctest")
    path = os.path.join(folder, name)
    if not os.access(path, os.X_OK):
        raise AssertionError(f"{path} is not built")
    return path


class Presad:
    """Starts, stops, kills and starts again, always with the same inventory files."""

    def __init__(self, folder, inventory, log_level="trace"):
        self._folder = folder
        self._inventory = inventory
        self._log_level = log_level
        self.state_folder = folder  # in the test's folder, nowhere else on the machine
        self._count = 0
        self.before = ()  # what runs it, of every start: a command that takes another
        self.more = ()  # further options, of every start
        self.environment = {}  # further variables
        self.process = None
        self.command_lines = []  # as the kernel shows them to everybody, of every start

    def command(self, *more):
        return [program("presad"), "--config", self._inventory.path, "--secrets", self._inventory.secrets_path, *self.more,
                *more]

    def start(self, ready=True):
        """Returns once presad says that it is ready, or at once where `ready` is not expected."""
        self._count += 1
        self.process = Process(f"presad-{self._count}", [*self.before, *self.command("--log-level", self._log_level)], self._folder,
                               {"STATE_DIRECTORY": self.state_folder, "HOME": self._folder, **self.environment})
        if ready:
            self.process.wait_for_line(r"\bready\b", 15)
        try:
            self.command_lines.append(self.command_line())
        except FileNotFoundError:
            pass  # it has ended already
        return self

    def reload(self):
        """Has it read its inventory again; gives the place in its log before that."""
        mark = self.process.log_mark()
        self.process.send_signal(signal.SIGHUP)
        return mark

    def wait_for_line(self, pattern, seconds, since=0):
        return self.process.wait_for_line(pattern, seconds, since)

    def stop(self):
        """Orderly end; gives the exit status."""
        return self.process.stop()

    def kill(self):
        """SIGKILL: no last word."""
        self.process.kill()

    def running(self):
        return self.process is not None and self.process.running()

    def resident_bytes(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmRSS"))

    def command_line(self):
        with open(f"/proc/{self.process.pid}/cmdline", "rb") as file:
            return file.read()

    def connections(self, port):
        """{remote address: local port} of its established TCP connections to `port`, from its own descriptors."""
        return dict(self.established(port))

    def established(self, port):
        """The same as a sorted list of pairs: an address with two connections is there twice."""
        owned = set()
        for name in os.listdir(f"/proc/{self.process.pid}/fd"):
            try:
                owned.add(os.readlink(f"/proc/{self.process.pid}/fd/{name}"))
            except FileNotFoundError:
                pass  # closed while we looked
        found = set()  # the kernel may list a connection twice while others come and go
        with open(f"/proc/{self.process.pid}/net/tcp", encoding="ascii") as file:
            for words in (line.split() for line in list(file)[1:]):
                address, remote_port = words[2].split(":")
                if words[3] == "01" and int(remote_port, 16) == port and f"socket:[{words[9]}]" in owned:
                    remote = socket.inet_ntoa(struct.pack("=I", int(address, 16)))
                    found.add((remote, int(words[1].split(":")[1], 16)))
        return sorted(found)
