"""The other end of sd_notify(3): what systemd would hear of presad, and the watchdog that it would hold over it."""

import os
import socket
import threading

from harness.waiting import wait_for


class NotifySocket:
    """Hand `environment` to presad's process."""

    def __init__(self, folder, watchdog_seconds=None):
        path = os.path.join(folder, "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(path)
        self.environment = {"NOTIFY_SOCKET": path}
        if watchdog_seconds:
            self.environment["WATCHDOG_USEC"] = str(int(watchdog_seconds * 1e6))
        self.told = []  # (variable, value), in order
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        while True:
            datagram = self._socket.recv(4096).decode()
            if not datagram:
                return  # the end
            self.told += [tuple(line.split("=", 1)) for line in datagram.splitlines() if line]

    def now(self):
        return len(self.told)

    def values(self, variable, since=0):
        return [value for name, value in self.told[since:] if name == variable]

    def wait_for(self, variable, value=None, seconds=10, since=0, count=1):
        """Until it was said `count` times."""
        wait_for(lambda: len([v for v in self.values(variable, since) if value in (None, v)]) >= count, seconds,
                 lambda: f"{count} times {variable}={value}; told since then: {self.told[since:]}")

    def end(self):
        self._socket.shutdown(socket.SHUT_RD)
        self._reader.join()  # as in mqtt_client.py
        self._socket.close()
