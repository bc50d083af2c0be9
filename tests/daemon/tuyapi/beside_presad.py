#!/usr/bin/env python3
"""presad and tuyapi, a client written by others, at one simulated device: what one switches the other reports.

Started by ./run, which has installed tuyapi into the folder that TUYAPI_FOLDER names.
"""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from harness import DaemonTest, main  # noqa: E402
from harness.process import Process  # noqa: E402


class Tuyapi:
    """Whom it connects to is typed: no key stands on a command line."""

    def __init__(self, folder, plug):
        self.process = Process("tuyapi", ["node", os.path.join(os.environ["TUYAPI_FOLDER"], "client.js")], folder)
        self.process.type_line(json.dumps({"id": plug.device_id, "key": plug.local_key, "ip": plug.address, "port": 6668,
                                           "version": plug.protocol}))
        self.process.wait_for_line("^connected$", 15)

    def set(self, datapoint, value):
        mark = self.process.log_mark()
        self.process.type_line(f"set {datapoint} {json.dumps(value)}")
        self.process.wait_for_line("^set$", 10, since=mark)

    def mark(self):
        return self.process.log_mark()

    def is_told(self, datapoint, value, mark):
        self.process.wait_for_line(rf"^told {datapoint} {json.dumps(value)}$", 10, since=mark)


class BesidePresad(DaemonTest):
    def start_both(self, topic, protocol, **options):
        plug = self.plug(topic, protocol, max_connections=2, **options)
        self.start_with(plug)
        other = Tuyapi(self.folder, plug)
        self.addCleanup(other.process.kill)
        return other

    def check_plug(self, protocol):
        other = self.start_both("presa", protocol, model="sp22")
        since = self.person.now()
        other.set(1, True)
        self.expect(since, 'stat/presa/RESULT {"POWER":"ON"}', "stat/presa/POWER ON")
        mark = other.mark()
        since = self.command("presa", "Power", "OFF")
        self.expect(since, 'stat/presa/RESULT {"POWER":"OFF"}', "stat/presa/POWER OFF")
        other.is_told(1, False, mark)

    def test_a_plug_of_3_3(self):
        self.check_plug("3.3")

    def test_a_plug_of_3_4(self):
        self.check_plug("3.4")

    def test_a_plug_of_3_5(self):
        self.check_plug("3.5")

    def test_a_bulb(self):
        other = self.start_both("lampada", "3.3", model="bulb_v2")
        since = self.person.now()
        other.set(20, True)
        self.person.wait_for(lambda m: m.topic == "stat/lampada/POWER" and m.text == "ON", 10, "the bulb is on", since)
        other.set(22, 500)
        self.wait_for_light(since, Dimmer=50)
        other.set(21, "colour")
        other.set(24, "00f003e801f4")  # blue at half its brightness
        self.wait_for_light(since, HSBColor="240,100,50")

        mark = other.mark()
        since = self.command("lampada", "Dimmer", "80")
        self.person.wait_for(lambda m: m.topic == "stat/lampada/RESULT" and '"Dimmer":80' in m.text, 10, "Dimmer", since)
        other.is_told(24, "00f003e80320", mark)
        mark = other.mark()
        self.command("lampada", "White", "30")
        other.is_told(21, "white", mark)
        mark = other.mark()
        self.command("lampada", "Power", "OFF")
        other.is_told(20, False, mark)

    def wait_for_light(self, since, **wanted):
        """Until presad tells, as of a lamp that somebody turned, that it is so."""
        def shows(message):
            if message.topic != "stat/lampada/RESULT":
                return False
            light = json.loads(message.text)
            return all(light.get(name) == value for name, value in wanted.items())
        self.person.wait_for(shows, 10, f"{wanted}", since)


if __name__ == "__main__":
    main()
