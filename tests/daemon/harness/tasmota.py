"""A simulated Tasmota device, over HTTP and on the broker that it joins and leaves."""

import re

from harness.inventory import SecretName
from harness.presad import program
from harness.process import Process


class Tasmota:
    def __init__(self, folder, topic, address, broker_port, password="", **options):
        self.topic = topic
        self.address = address
        self.password = password
        command = [program("presad-sim"), "tasmota", f"--name={topic}", f"--address={address}",
                   f"--broker-port={broker_port}"] + ([f"--password={password}"] if password else [])
        command += [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
        self.process = Process(f"presad-sim-{topic}", command, folder)
        self.process.wait_for_line(r"^ready tasmota=", 10)

    def entry(self, **more):
        """Its device entry in presad.yaml."""
        password = {"password": SecretName(self.topic)} if self.password else {}
        return {"type": "tasmota", "address": self.address, **password, **more}

    def act(self, line, done):
        """Types an action and waits for the line that says it is done; gives when, in seconds of the monotonic clock."""
        mark = self.process.log_mark()
        self.process.type_line(line)
        found = self.process.wait_for_line(rf"^(?:{done}).* at=(\d+)", 10, since=mark)
        return int(found[1]) / 1e6

    def join(self):
        return self.act("join", "joined")

    def leave(self):
        return self.act("leave", "left")

    def press(self):
        self.act("press", "pressed")

    def fault(self, name):
        self.act(f"fault {name}", f"fault {name}")

    def power(self):
        mark = self.process.log_mark()
        self.process.type_line("show")
        return self.process.wait_for_line(r"state POWER1?=(\w+)", 5, since=mark)[1]

    def executed(self, since=0):
        """[(way, command)]: all that it did, in order."""
        return re.findall(r'^executed way=(\w+) command="(.*)" at=', self.process.log_since(since), re.MULTILINE)

    def end(self):
        self.process.kill()
