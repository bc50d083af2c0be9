"""A private mosquitto on a free loopback port: never port 1883, never the machine's own broker."""

import os
import random
import re
import shutil
import signal
import socket

from harness.mqtt_client import MqttClient
from harness.process import Process
from harness.waiting import wait_for


def free_port():
    """Below those that the kernel gives to connections (ip_local_port_range), so that none of these takes it before it is
    used, or while a broker that will be back there is away."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue  # it is taken


def _program():
    found = shutil.which("mosquitto", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if not found:
        raise AssertionError("mosquitto is not installed: run scripts/install-dependencies test")
    return found


class Mosquitto:
    """Keeps its port over stop() and start(), as a broker that is restarted does."""

    def __init__(self, folder, settings=("allow_anonymous true",), secure_listener=(), whole=None):
        """`secure_listener`: the settings of a second listener, for TLS; the test's own clients use the plain one,
        since Python's TLS sockets may not be read and written by two threads at once. `whole`: a configuration to be
        taken as it is, but for the port of its listener 1883."""
        self.port = free_port()
        self.secure_port = free_port() if secure_listener else None
        self._folder = folder
        self._count = 0
        self._process = None
        self._clients = []
        lines = ["set_tcp_nodelay true", "persistence false", "log_dest stderr", "log_type error", "log_type warning",
                 "log_type notice", "max_queued_messages 0", *settings, f"listener {self.port} 127.0.0.1"]
        if whole:
            lines = ["log_dest stderr", re.sub(r"^listener 1883$", f"listener {self.port} 127.0.0.1", whole, flags=re.MULTILINE)]
        if secure_listener:
            lines += [f"listener {self.secure_port} 127.0.0.1", *secure_listener]
        if os.geteuid() == 0:
            lines.insert(0, "user root")  # else it gives root up and cannot read the folder
        self._configuration = os.path.join(folder, f"mosquitto-{self.port}.conf")
        with open(self._configuration, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")

    def start(self):
        self._count += 1
        self._process = Process(f"mosquitto-{self.port}-{self._count}", [_program(), "-c", self._configuration],
                                self._folder)
        wait_for(self._accepts, 5, lambda: f"mosquitto to listen; it wrote:\n{self._process.log()}")
        return self

    def _accepts(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def client(self, version=5, **options):
        """A connected MQTT client of the test's own."""
        client = MqttClient(self.port, version, **options)
        self._clients.append(client)
        return client

    def kill(self):
        """The broker dies without a word."""
        self._process.kill()

    def stop(self):
        for client in self._clients:
            client.close()
        self._clients.clear()
        if self._process and self._process.running():
            self._process.stop()

    def freeze(self):
        """The broker hangs: its connections stay up, nothing answers, until thaw()."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self._process.send_signal(signal.SIGCONT)

    def log(self):
        return self._process.log()
