"""The yardstick's farm of plugs with a broker and one program between them, for what its own bench.py has no phase for."""

import json
import os
import shutil
import socket
import tempfile
import time

from client import Client
from harness.broker import Mosquitto
from harness.process import Process

_control_port = 16668
_first_address = int.from_bytes(socket.inet_aton("127.20.0.1"), "big")


def _device(number):
    """As the farm makes them."""
    return {"name": f"plug{number}", "id": f"bfsim{number:015}", "key": f"key{number:013}", "version": "3.3",
            "ip": socket.inet_ntoa((_first_address + number).to_bytes(4, "big"))}


class Farm:
    """`program` is started with the yardstick's variables; returns when every plug's POWER was said."""

    def __init__(self, program, count):
        self._folder = tempfile.mkdtemp(prefix="presad-farm-")
        self._running = []
        self.topics = {f"stat/plug{number}/POWER" for number in range(count)}
        try:
            self._start(program, count)
        except BaseException:
            self.close()
            raise

    def _start(self, program, count):
        devices = os.path.join(self._folder, "devices.json")
        with open(devices, "w", encoding="utf-8") as file:
            json.dump([_device(number) for number in range(count)], file)
        self._shared = f"/dev/shm/presad-farm.{os.getpid()}"
        farm = Process("farm", [os.path.join(os.environ["BENCH_BIN"], "tuyafarm"), "-n", count, "--version", "3.3", "--ctl",
                                _control_port, "--base", "127.20.0.0", "--shm", self._shared], self._folder)
        self._running.append(farm.kill)
        farm.wait_for_line(r"^tuyafarm: ", 10)
        broker = Mosquitto(self._folder).start()
        self._running.append(broker.stop)
        self._client = Client(broker.port, "stat/+/POWER")
        self._running.append(self._client.close)
        variables = {"BENCH_DEVICES": devices, "BENCH_MQTT_PORT": str(broker.port), "BENCH_N": str(count), "BENCH_WORKDIR": self._folder}
        started = Process("program", [program], self._folder, variables)
        self._running.append(started.stop)
        if self.wait_for_all(None, 60) is None:
            raise AssertionError(f"{program} did not show all {count} plugs within a minute; it wrote:\n{started.log()[-2000:]}")
        while self._client.read(1):
            pass

    def wait_for_all(self, payload, seconds):
        """Seconds until every plug's POWER was `payload` (None: anything) once; None: not all came."""
        began, missing = time.perf_counter(), set(self.topics)
        while missing and time.perf_counter() - began < seconds:
            missing -= {topic for topic, said, _ in self._client.read(1) if payload in (None, said)}
        return None if missing else time.perf_counter() - began

    def tell(self, words):
        """On the farm's control port: "pushall 1"."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            control.sendto(words.encode(), ("127.0.0.1", _control_port))

    def close(self):
        for end in reversed(self._running):
            end()
        shutil.rmtree(self._folder)
        if os.path.exists(self._shared):
            os.unlink(self._shared)


def report_at_once(program, count, rounds=3):
    """Milliseconds from the word to all plugs to the last of their POWERs, the median of some rounds; None: one round at
    least was not complete."""
    farm, took = Farm(program, count), []
    try:
        for number in range(rounds):
            on = number % 2 == 0
            farm.tell(f"pushall {int(on)}")
            took.append(farm.wait_for_all("ON" if on else "OFF", 30))
            time.sleep(0.5)
    finally:
        farm.close()
    return None if None in took else sorted(took)[rounds // 2] * 1000
