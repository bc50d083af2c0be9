"""presad's own figures, against presad-sim; with the bare broker echo of the same run beside each latency."""

import os
import shutil
import tempfile
import time

from client import Client
from harness.broker import Mosquitto
from harness.fleet import Fleet
from harness.inventory import Inventory
from harness.presad import Presad
from process_figures import cpu_seconds, pss_kib
from table import counts, percentile, row


class House:
    """A broker and `count` plugs; presad comes with start()."""

    def __init__(self, count, protocol):
        self.folder = tempfile.mkdtemp(prefix="presad-bench-")
        self.broker = Mosquitto(self.folder).start()
        addresses = [f"127.77.{number >> 8}.{number & 255}" for number in range(2, 2 + count)]  # presad-sim counts on
        self.fleet = Fleet(self.folder, "plug", protocol, addresses, announce="none")
        inventory = Inventory(self.folder, self.broker.port)
        inventory.devices, inventory.secrets = self.fleet.entries(), self.fleet.local_keys()
        for entry in inventory.devices.values():
            entry["command_interval"] = 0
        inventory.write()
        self.topics = self.fleet.topics()
        self.client = Client(self.broker.port, "stat/+/POWER", "echo")
        self.presad = Presad(self.folder, inventory, log_level="info")

    def start(self):
        """Seconds from the program's start until every plug's POWER was said."""
        began, missing = time.perf_counter(), {f"stat/{topic}/POWER" for topic in self.topics}
        self.presad.start(ready=False)
        while missing:
            if time.perf_counter() - began > 60:
                raise AssertionError(f"{len(missing)} plugs did not come within a minute")
            missing -= {topic for topic, _, _ in self.client.read(1)}
        return time.perf_counter() - began

    @property
    def pid(self):
        return self.presad.process.pid

    def close(self):
        self.client.close()
        self.presad.stop()
        self.fleet.end()
        self.broker.stop()
        shutil.rmtree(self.folder)


def _latency(house, commands):
    trips, echoes, lost = [], [], 0
    for number in range(commands + 50):
        topic = house.topics[number % len(house.topics)]
        word = "ON" if (number // len(house.topics)) % 2 == 0 else "OFF"
        trip, echo = house.client.trip(f"cmnd/{topic}/Power", word, f"stat/{topic}/POWER"), house.client.trip("echo", "x", "echo")
        if trip is None:
            lost += 1
        elif number >= 50:
            trips.append(trip)
            echoes.append(echo)
    return trips, echoes, lost


def _throughput(house, window, seconds):
    """Commands ended per second, one at most on its way to each plug; those lost."""
    want, on_its_way, done = {}, {}, 0
    idle = list(house.topics)

    def send(number):
        batch = []
        for _ in range(number):
            topic = idle.pop(0)
            want[topic] = "OFF" if want.get(topic) == "ON" else "ON"
            on_its_way[topic] = time.perf_counter()
            batch.append((f"cmnd/{topic}/Power", want[topic]))
        house.client.publish(*batch)

    for topic in idle:  # where they stand is known: all OFF
        want[topic] = "OFF"
    house.client.publish(*[(f"cmnd/{topic}/Power", "OFF") for topic in idle])
    settled, end = set(), time.perf_counter() + 10
    while len(settled) < len(idle) and time.perf_counter() < end:
        settled |= {each[0] for each in house.client.read(1) if each[1] == "OFF"}
    cpu, began = cpu_seconds(house.pid), time.perf_counter()
    while (now := time.perf_counter()) - began < seconds:
        room = min(window - len(on_its_way), len(idle))
        if room > 0:
            send(room)
        for topic, payload, _ in house.client.read(1):
            name = topic.split("/")[1]
            if name in on_its_way and payload == want[name]:
                del on_its_way[name]
                idle.append(name)
                done += 1
    elapsed = now - began
    end = time.perf_counter() + 5
    while on_its_way and time.perf_counter() < end:
        for topic, payload, _ in house.client.read(1):
            name = topic.split("/")[1]
            if name in on_its_way and payload == want[name]:
                del on_its_way[name]
                done += 1
    return done / elapsed, (cpu_seconds(house.pid) - cpu) / max(done, 1) * 1e6, len(on_its_way)


def _report_at_once(house):
    """Every plug's button pressed in the same moment: milliseconds until the last of them is told; None: not all came."""
    while house.client.read(0.5):
        pass  # what is still on its way is none of this
    missing = {f"stat/{topic}/POWER" for topic in house.topics}
    began = time.perf_counter()
    house.fleet.process.type_line(f"1-{len(house.topics)}:press 1")
    while missing and time.perf_counter() - began < 30:
        missing -= {topic for topic, _, _ in house.client.read(1)}
    return None if missing else (time.perf_counter() - began) * 1000


def house(count, protocol, commands, seconds, idle_seconds):
    place = House(count, protocol)

    def found(measure, value, unit, more_words="", **more):
        return row(f"{measure}{more_words}, {count} plugs, {protocol}", value, unit, measure=measure, plugs=count,
                   protocol=protocol, **more)

    try:
        yield found("start to all states", place.start(), "s")
        time.sleep(2)
        yield found("memory (PSS)", pss_kib(place.pid), "KiB")
        cpu = cpu_seconds(place.pid)
        time.sleep(idle_seconds)
        yield found("idle CPU in 60 s", (cpu_seconds(place.pid) - cpu) * 60 / idle_seconds, "s")
        trips, echoes, lost = _latency(place, commands)
        usable = counts(percentile(echoes, 0.5), percentile(echoes, 0.99))
        for share, word in ((0.5, "p50"), (0.99, "p99"), (1, "maximum")):
            yield found(f"command to POWER, {word}", percentile(trips, share), "us", counts=usable)
        yield found("the bare echo, p50", percentile(echoes, 0.5), "us", counts=usable)
        yield found("the bare echo, p99", percentile(echoes, 0.99), "us", counts=usable)
        window = min(64, count)
        rate, cpu_us, more_lost = _throughput(place, window, seconds)
        yield found("commands per second", rate, "1/s", f", {window} at once")
        yield found("presad's CPU per command", cpu_us, "us", f", {window} at once")
        yield found("commands lost", lost + more_lost, "of all", most=0)
        yield found("all plugs report at once", _report_at_once(place), "ms")
        yield found("memory (PSS) after that", pss_kib(place.pid), "KiB")
    finally:
        place.close()
