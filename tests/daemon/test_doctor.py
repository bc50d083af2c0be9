#!/usr/bin/env python3
"""presa doctor, condition by condition: each is brought about for real, and must be called by its own name.

docs/doctor.md has the same table for people, and must agree; PRESAD_WRITE=yes writes it anew.
"""

import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import unittest

from harness import DaemonTest, limit, main, mqtt_packets
from harness.broker import Mosquitto, free_port
from harness.broker_front import BrokerFront
from harness.presad import program
from harness.simulator import new_local_key
from harness.tasmota import Tasmota

_root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
_paper = os.path.join(_root, "docs", "doctor.md")
_table = os.path.join(_root, "cli", "doctor", "verdict.cpp")
_severities = ["well", "notice", "ill"]  # the exit status is the place of the worst
_matrix = {}  # condition: row of the paper; all that was seen


_unheard = {"announce": "none"}
_versions = [  # what the inventory says, what it speaks, how it takes that, how it is called
    ("3.3", "3.1", "and says it cannot read that", "version_wrong", _unheard),
    ("3.1", "3.3", "and answers enciphered", "version_wrong", _unheard),
    ("3.4", "3.5", "and answers in frames of its own", "version_wrong", {"wrong_key": "answer", **_unheard}),
    ("3.5", "3.4", "and answers in frames of its own", "version_wrong", {"wrong_key": "answer", **_unheard}),
    ("3.3", "3.4", "and closes the connection: no different from a place that is taken", "turned_away", _unheard),
    ("3.5", "3.3", "and is silent: no different from a wrong key", "silent", _unheard),
    ("3.3", "3.4", "which it announces: presad believes that", "well", {"announce_interval": "1s"}),
]


def _ip(words):
    return subprocess.run(["ip", *words.split()], check=False, stderr=subprocess.DEVNULL).returncode == 0


class Doctor(DaemonTest):
    in_a_lan = True  # this machine has an address in a local network

    def setUp(self):
        super().setUp()
        if os.environ.get("PRESAD_SEALED") != "yes":
            self.skipTest("no network of its own")
        if self.in_a_lan:  # a dummy would do, but not every kernel has one
            for words in ("link add lan type veth peer name lan-far", "link set lan-far up", "address add 10.77.0.1/24 dev lan",
                          "link set lan up"):
                self.assertTrue(_ip(words), words)
            self.addCleanup(_ip, "link delete lan")

    def doctor(self, *words, before=(), environment=None):
        """The findings, and that the exit status is that of the worst of them. `before`: a command to run it by."""
        done = subprocess.run([*before, program("presa"), "doctor", "--json", "--config", self.inventory.path, "--secrets",
                               self.inventory.secrets_path, "--socket", os.path.join(self.folder, "control"), *words],
                              capture_output=True, timeout=limit(120), check=False,
                              env={**os.environ, **(environment or {})})
        for value in self.inventory.secrets.values():
            self.assertNotIn(value.encode(), done.stdout + done.stderr)
        self.assertEqual(done.stderr, b"")
        report = json.loads(done.stdout)
        worst = max(_severities.index(one["severity"]) for one in report["findings"])
        self.assertEqual((done.returncode, report["severity"]), (worst, _severities[worst]), report)
        return report["findings"]

    def note(self, condition, finding):
        """For the paper."""
        _matrix[condition] = f"| {condition} | `{finding['verdict']}` | {_severities.index(finding['severity'])} |"

    def expect_found(self, condition, subject, verdict, **how):
        """The doctor calls this condition so, and has nothing else to say of its subject but what is well."""
        self.inventory.write()
        self.find_in(self.doctor(**how), condition, subject, verdict)

    def find_in(self, findings, condition, subject, verdict):
        named = [one for one in findings if one["subject"] == subject]
        worst = max(named, key=lambda one: _severities.index(one["severity"]), default=None)
        self.assertIsNotNone(worst, findings)
        self.assertEqual(worst["verdict"], verdict, worst)
        self.assertEqual([one for one in named if one is not worst and one["severity"] != "well"], [])
        self.note(condition, worst)


class Devices(Doctor):
    def test_every_plug_gets_its_own_verdict(self):
        """In one house, since each needs its time."""
        wanted = {}

        def plug(topic, condition, verdict, protocol="3.3", **options):
            wanted[topic] = (condition, verdict)
            return self.plug(topic, protocol, **options)

        plug("well33", "a plug of 3.3 that works", "well")
        plug("well35", "a plug of 3.5 that works", "well", "3.5")
        plug("refused", "its port is closed, and it is not heard", "port_closed", fault="refuse", announce="none")
        plug("turnedaway", "another client has its only place: the connection is closed", "turned_away", fault="slot-taken=close")
        plug("reset", "the same, and it is reset", "turned_away", fault="accept-reset")
        plug("dumb", "it takes the connection and says nothing", "silent", fault="silent")
        for protocol in ("3.3", "3.4", "3.5"):
            topic = "rekeyed" + protocol[2]
            plug(topic, f"the local_key is another, {protocol}", "key_wrong", protocol, wrong_key="answer")
            self.inventory.devices[topic]["local_key"] = self.inventory.secret("old" + topic, new_local_key())
        plug("leaving", "the local_key is another, and the device closes the connection", "turned_away", "3.5", wrong_key="close")
        self.inventory.devices["leaving"]["local_key"] = self.inventory.secret("oldleaving", new_local_key())
        plug("keyless", "the inventory has no local_key for it yet", "key_unknown")
        self.inventory.devices["keyless"]["local_key"] = "unknown"
        for inventory, real, what, verdict, options in _versions:
            topic = f"took{inventory}for{real}{what.split()[0]}".replace(".", "")
            plug(topic, f"the inventory says {inventory}, it speaks {real}, {what}", verdict, real, **options)
            self.inventory.devices[topic]["version"] = inventory
        plug("undefined", "after a power cut it does not say where its relay is", "relay_undefined", fault="undefined-relay")
        self.inventory.devices["undefined"]["wake"] = "none"
        moved = plug("moved", "it has another address than the inventory says", "moved", announce_interval="1s")
        self.inventory.devices["moved"]["address"] = self.address()
        plug("gone", "nobody has its address, in this machine's own network", "unreachable").end()
        self.inventory.devices["gone"]["address"] = "10.77.0.9"
        plug("far", "nobody has its address, in another network", "other_subnet").end()
        self.inventory.devices["far"]["address"] = "10.88.0.9"
        plug("hidden", "it is not heard, and the inventory has no address", "not_heard", announce="none")
        del self.inventory.devices["hidden"]["address"]
        _ip("route add 10.88.0.0/24 dev lan")
        self.inventory.write()
        findings = self.doctor("--timeout", "60")
        for topic, (condition, verdict) in wanted.items():
            with self.subTest(condition):
                self.find_in(findings, condition, topic, verdict)
        self.assertTrue(moved.process.running())

    def test_what_is_behind_a_gateway(self):
        gateway = self.plug("bridge", "3.4", model="gateway", sub_devices=2, sub_model="sp22")
        for topic, cid in (("near", "a4c138f000010001"), ("asleep", "a4c138f000010002"), ("unlisted", "a4c138f0000100ff")):
            self.inventory.devices[topic] = {"type": "tuya", "gateway": "bridge", "cid": cid, "profile": "plug"}
        gateway.act("sub 2 offline")
        self.inventory.write()
        findings = self.doctor("--timeout", "40")
        self.find_in(findings, "a sub-device of a gateway that works", "near", "well")
        self.find_in(findings, "its gateway does not reach it", "asleep", "out_of_reach")
        self.find_in(findings, "its gateway does not know its cid", "unlisted", "cid_unknown")
        gateway.end()
        self.find_in(self.doctor("near", "--timeout", "40"), "its gateway is away", "near", "gateway_away")
        gateway.start()
        self.assertEqual([one["verdict"] for one in self.doctor("near") if one["subject"] == "near"], ["well"])

    def test_those_that_answer_no_query(self):
        """As somebody who forbids the ladder sees them; with it presad wakes both."""
        self.plug("refusing", fault="data-unvalid=ever")
        self.plug("heartbeats", fault="mute=press")
        for topic in ("refusing", "heartbeats"):
            self.inventory.devices[topic]["wake"] = "none"
        self.inventory.write()
        findings = self.doctor("--timeout", "60")
        self.find_in(findings, "it refuses every query, and is read by a list of nulls", "refusing", "well")
        self.find_in(findings, "it answers heartbeats and nothing else", "heartbeats", "silent")

    def test_one_that_takes_longer_than_it_is_given(self):
        """Each of its answers comes three seconds late, and it takes two until something is known."""
        self.plug("slow", "3.5", fault="late=3s")
        self.inventory.write()
        findings = self.doctor("--timeout", "5")
        self.find_in(findings, "nothing is known of it when the time to ask it is over", "slow", "not_asked")

    def test_one_topic_alone_is_asked_if_one_is_named(self):
        self.plug("one")
        self.plug("other")
        self.inventory.write()
        subjects = {finding["subject"] for finding in self.doctor("one")}
        self.assertIn("one", subjects)
        self.assertNotIn("other", subjects)

    def test_tasmota_devices(self):
        there = Tasmota(self.folder, "flashed", self.address(), self.broker.port)
        self.addCleanup(there.end)
        self.inventory.devices["flashed"] = there.entry()
        self.inventory.devices["away"] = {"type": "tasmota", "address": self.address()}
        self.inventory.write()
        findings = self.doctor()
        self.find_in(findings, "a Tasmota device that answers over HTTP", "flashed", "relayed")
        self.find_in(findings, "a Tasmota device that does not", "away", "tasmota_away")


class TheBroker(Doctor):
    def _at(self, *lines, listener="127.0.0.1"):
        """The inventory names another broker, which has these settings."""
        port = free_port()
        other = Mosquitto(self.folder, whole="per_listener_settings true\n" +"\n".join(["listener 1883", "allow_anonymous true", f"listener {port} {listener}", *lines])).start()
        self.addCleanup(other.stop)
        self.inventory.mqtt["url"] = f"mqtt://127.0.0.1:{port}"
        return other

    def _behind(self, on_packet):
        """The inventory names a stand-in in front of a broker that lets presad in, which it gives."""
        broker = self._at("allow_anonymous true")
        front = BrokerFront(broker.port, lambda kind, body: on_packet(broker, kind, body))
        self.addCleanup(front.end)
        self.inventory.mqtt["url"] = f"mqtt://127.0.0.1:{front.port}"
        return broker

    def _access(self, *lines):
        with open(os.path.join(self.folder, "access"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")

    def _with_files(self, **files):
        """A command that runs another with these files in /etc."""
        script = ""
        for name, text in files.items():
            path = os.path.join(self.folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            script += f"mount --bind {path} /etc/{name.replace('_', '.')} && "
        return ["unshare", "-m", "sh", "-c", script + 'exec "$@"', "sh"]

    def test_one_that_lets_presad_in(self):
        self._at("allow_anonymous true", listener="0.0.0.0")
        self.expect_found("a broker that lets presad in", "broker", "broker_good")

    def test_one_that_listens_on_loopback_only(self):
        self.expect_found("it listens on loopback alone, as mosquitto does without a listener", "broker", "broker_on_loopback_only")

    def test_one_that_is_away(self):
        self.broker.stop()
        self.expect_found("nobody listens on its port", "broker", "broker_unreachable")

    def test_one_that_is_none(self):
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            server.listen()

            def hang_up():
                while True:
                    try:
                        server.accept()[0].close()
                    except OSError:
                        return

            thread = threading.Thread(target=hang_up)
            thread.start()
            self.inventory.mqtt["url"] = f"mqtt://127.0.0.1:{server.getsockname()[1]}"
            try:
                self.expect_found("whoever listens there hangs up", "broker", "broker_hung_up")
            finally:
                server.shutdown(socket.SHUT_RDWR)
                thread.join()

    def test_one_that_takes_no_more_clients(self):
        other = self._at("allow_anonymous true", "max_connections 1", listener="127.0.0.1")
        url_port = int(self.inventory.mqtt["url"].rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", url_port)) as guest:
            guest.sendall(mqtt_packets.connect(5, "guest"))
            self.assertTrue(guest.recv(64), other.log())
            self.expect_found("it has as many clients as it takes, mosquitto's max_connections", "broker", "broker_hung_up")

    def test_one_that_refuses(self):
        busy = mqtt_packets.packet(mqtt_packets.CONNACK, 0, b"\x00\x89\x00")  # server busy (MQTT 5, 3.2.2.2)
        self._behind(lambda _, kind, __: busy if kind == mqtt_packets.CONNECT else None)
        self.expect_found("it says that it is busy, or gives another reason that is no login", "broker", "broker_refused")

    def test_one_that_dies_while_it_is_asked(self):
        self._behind(lambda broker, kind, _: broker.kill() if kind == mqtt_packets.SUBSCRIBE else None)
        self.expect_found("it lets presad in and ends", "broker", "broker_lost")

    def test_one_that_falls_silent_while_it_is_asked(self):
        broker = self._behind(lambda broker, kind, _: broker.freeze() if kind == mqtt_packets.SUBSCRIBE else None)
        self.addCleanup(broker.thaw)
        self.expect_found("it lets presad in and hangs", "broker", "broker_lost")

    def test_one_that_speaks_the_old_version_alone(self):
        """A real broker behind somebody who declines version 5 as one of MQTT 3.1.1 does (3.2.2.3)."""
        unacceptable = mqtt_packets.packet(mqtt_packets.CONNACK, 0, b"\x00\x01")
        name = len(mqtt_packets.text("MQTT"))
        self._behind(lambda _, kind, body: unacceptable if kind == mqtt_packets.CONNECT and body[name] == 5 else None)
        self.expect_found("it speaks MQTT 3.1.1 and not 5", "broker", "broker_old")

    def test_one_without_tls(self):
        self.inventory.mqtt["url"] = f"mqtts://127.0.0.1:{self.broker.port}"
        self.expect_found("TLS is wanted of a port without", "broker", "broker_tls_failed")

    def test_one_that_wants_a_login(self):
        self._at("allow_anonymous false", listener="0.0.0.0")
        self.expect_found("user or password are wrong", "broker", "broker_login_refused")

    def test_one_that_does_not_deliver_commands(self):
        self._access("topic write cmnd/#", "topic readwrite stat/#", "topic readwrite tele/#", "topic readwrite tasmota/#")
        self._at("allow_anonymous true", f"acl_file {self.folder}/access", listener="0.0.0.0")
        self.expect_found("its access list forbids hearing commands", "broker", "broker_may_not_hear")

    def test_one_that_takes_no_answers(self):
        self._access("topic readwrite cmnd/#", "topic read stat/#", "topic readwrite tele/#", "topic readwrite tasmota/#")
        self._at("allow_anonymous true", f"acl_file {self.folder}/access", listener="0.0.0.0")
        self.expect_found("its access list forbids answering", "broker", "broker_may_not_say")

    def test_a_name_that_nobody_knows(self):
        self.inventory.mqtt["url"] = "mqtt://mosquitto.house:1883"
        self.expect_found("its name is known to nobody", "broker", "broker_name_unknown", before=self._with_files(
            resolv_conf="nameserver 10.77.0.1\noptions timeout:1 attempts:1\n", hosts="127.0.0.1 localhost\n"))

    def test_a_name_that_only_the_internet_knows(self):
        self.inventory.mqtt["url"] = "mqtt://mosquitto.house:1883"
        self.expect_found("its name is for name servers of the internet alone", "broker", "broker_name_public",
                          before=self._with_files(resolv_conf="nameserver 203.0.113.53\noptions timeout:1 attempts:1\n",
                                                  hosts="127.0.0.1 localhost\n"))

    def test_a_name_that_leads_out_of_the_house(self):
        self.inventory.mqtt["url"] = "mqtt://mosquitto.house:1883"
        self.expect_found("its name leads into the internet", "broker", "broker_not_local",
                          before=self._with_files(hosts="203.0.113.7 mosquitto.house\n"))

    def test_what_lies_retained(self):
        self.plug("lamp")
        self.plug("kettle")
        self.person.publish("cmnd/lamp/Power", "TOGGLE", retain=True)
        self.person.publish("tele/kettle/LWT", "Online", retain=True)
        self.wait_for_message("tele/kettle/LWT", "Online")
        self.inventory.write()
        findings = self.doctor()
        self.find_in(findings, "a command for it lies retained on the broker", "lamp", "retained_command")
        self.find_in(findings, "somebody else on the broker has its topic", "kettle", "topic_taken")


class TheHouse(Doctor):
    def test_the_inventory(self):
        self.expect_found("an inventory that presad would start with", "inventory", "inventory_good")
        with open(self.inventory.path, "a", encoding="utf-8") as file:
            file.write("nonsense: true\n")
        self.find_in(self.doctor(), "an inventory with a mistake", "inventory", "inventory_wrong")
        os.unlink(self.inventory.path)
        self.find_in(self.doctor(), "no inventory", "inventory", "inventory_missing")

    def test_secrets_that_everybody_may_read(self):
        self.plug("lamp")
        self.inventory.write()
        os.chmod(self.inventory.secrets_path, 0o644)
        self.find_in(self.doctor(), "everybody may read the local keys", "secrets", "secrets_open")

    @unittest.skipUnless(os.geteuid() == 0, "who is root may read everything; who is not cannot become another")
    def test_an_inventory_that_somebody_may_not_read(self):
        self.inventory.write()
        os.chmod(self.folder, 0o755)
        os.chmod(self.inventory.path, 0o600)
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        self.find_in(self.doctor(before=nobody), "you may not read the inventory", "inventory", "inventory_unreadable")


class TheClock(Doctor):
    """This machine's own stays as it is: the program is given another (clock_stand_in.cpp)."""

    def _by_a_clock(self, kernel, seconds=0):
        asan = ":".join(filter(None, [os.environ.get("ASAN_OPTIONS"), "verify_asan_link_order=0"]))
        return self.doctor(environment={"LD_PRELOAD": os.environ["PRESAD_CLOCK"], "CLOCK_KERNEL": kernel,
                                        "CLOCK_SECONDS": str(seconds), "ASAN_OPTIONS": asan})

    def test_one_that_is_kept_right(self):
        self.inventory.write()
        self.find_in(self._by_a_clock("kept"), "the kernel says that something keeps the clock right", "clock", "clock_good")

    def test_one_that_nothing_keeps_right(self):
        self.inventory.write()
        found = self._by_a_clock("unsynchronised")
        self.find_in(found, "nothing keeps the clock right", "clock", "clock_unsynchronised")
        self.assertIn("the kernel says: not synchronised", next(one["proof"] for one in found if one["subject"] == "clock"))

    def test_one_of_which_the_kernel_tells_nothing(self):
        self.inventory.write()
        self.find_in(self._by_a_clock("secret"), "the kernel does not tell whether something keeps the clock right", "clock",
                     "clock_good")

    def test_one_that_is_behind_what_was_written(self):
        self.inventory.write()
        ahead = time.time() + 30 * 24 * 3600
        os.utime(self.inventory.path, (ahead, ahead))
        for kernel in ("unsynchronised", "secret"):
            found = self._by_a_clock(kernel)
            self.find_in(found, "the inventory was written a month from now, and nothing keeps the clock right", "clock",
                         "clock_behind")
            proof = next(one["proof"] for one in found if one["subject"] == "clock")
            self.assertIn(f"{self.inventory.path} was written {time.strftime('%Y-%m-%d', time.gmtime(ahead))}", proof)
        # Then it was written by a clock that was ahead.
        self.find_in(self._by_a_clock("kept"), "the same, and something keeps it right", "clock", "clock_good")

    def test_one_that_is_ahead(self):
        """All that was written is older than it, so nothing shows. Without an inventory, as below."""
        a_year = 365 * 24 * 3600
        self.find_in(self._by_a_clock("unsynchronised", seconds=a_year),
                     "it is a year ahead, which nothing here shows, and nothing keeps it right", "clock", "clock_unsynchronised")
        self.find_in(self._by_a_clock("secret", seconds=a_year),
                     "it is a year ahead, and the kernel does not tell whether something keeps it right", "clock", "clock_good")

    def test_one_that_was_never_set(self):
        """Without an inventory: Paho waits by this clock, and not by that which it is given."""
        self.find_in(self._by_a_clock("unsynchronised", seconds=946684800 - int(time.time())),
                     "it is the year 2000 here", "clock", "clock_unset")


class TheDaemon(Doctor):
    """With presad there, it is asked, and the devices are left to it."""

    def test_what_presad_says_of_itself_and_its_devices(self):
        self.plug("lamp")
        self.plug("turnedaway", fault="slot-taken=close")
        self.start_presad()
        self.wait_for_presence("lamp", "Online")
        self.presad.wait_for_line("turnedaway: slot taken", 30)
        findings = self.doctor()
        self.find_in(findings, "presad runs", "presad", "presad_runs")
        self.find_in(findings, "the kernel does not fence presad in", "fence", "fence_down")
        verdicts = {one["subject"]: one["verdict"] for one in findings}
        self.assertEqual((verdicts["lamp"], verdicts["turnedaway"]), ("well", "turned_away"))
        os.kill(self.presad.process.pid, signal.SIGSTOP)
        try:
            self.find_in(self.doctor(), "presad hangs", "presad", "presad_silent")
        finally:
            os.kill(self.presad.process.pid, signal.SIGCONT)

    def test_a_meter_that_is_silent(self):
        plug = self.plug("metered", power=42, on=True)
        self.inventory.devices["metered"]["refresh"] = 10
        self.start_presad()
        self.wait_for_presence("metered", "Online")
        told = self.wait_for_message("stat/metered/STATUS10", since=self.command("metered", "Status", "10"))
        self.assertIn('"Power":42', told.text)
        for fault in ("stale-meter", "no-answer=refresh"):
            plug.act(f"fault {fault}")
        for _ in range(4):
            mark = plug.process.log_mark()
            plug.process.wait_for_line("kind=refresh", 30, mark)
        self.find_in(self.doctor(), "its meter was asked again and again, and told nothing", "metered", "meter_stale")

    def test_a_tasmota_device_that_is_on_the_broker_itself(self):
        there = Tasmota(self.folder, "flashed", self.address(), self.broker.port)
        self.addCleanup(there.end)
        self.inventory.devices["flashed"] = there.entry()
        self.start_presad()
        self.wait_for_presence("presad", "Online")
        there.join()
        self.wait_for_presence("flashed", "Online")
        self.ask("presad", "State")  # and presad has heard so, too
        self.find_in(self.doctor(), "a Tasmota device that is on the broker itself", "flashed", "answers_for_itself")

    def test_that_it_does_not_run(self):
        self.expect_found("presad does not run", "presad", "presad_away")

    @unittest.skipUnless(os.geteuid() == 0, "who is root may ask; who is not cannot become another")
    def test_that_you_may_not_ask(self):
        self.start_presad()
        os.chmod(self.folder, 0o755)
        os.chmod(self.inventory.path, 0o644)
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        self.find_in(self.doctor(before=nobody), "presad runs, and you are not in its group", "presad", "presad_closed")

    def test_a_plug_that_waits_for_its_cloud(self):
        """presad believes it after two minutes, and the doctor believes presad."""
        self.plug("locked", fault="cloud-locked", announce_interval="1s").act("reboot")
        self.start_presad()
        self.presad.wait_for_line("waits for its cloud", 200)
        self.find_in(self.doctor("--timeout", "5"), "after a power cut it announces itself with its port closed",
                     "locked", "waits_for_cloud")


class InALan(Doctor):
    def test_a_machine_in_a_network(self):
        self.expect_found("this machine is in a network", "network", "network_good")


class WithoutALan(Doctor):
    in_a_lan = False

    def test_a_machine_without_a_network(self):
        self.expect_found("this machine is in no network", "network", "network_missing")


class WrittenDown(unittest.TestCase):
    """The last of the tests: by then all conditions were seen."""

    def test_zz_the_paper_says_the_same(self):
        with open(_paper, encoding="utf-8") as file:
            text = file.read()
        head, rows, tail = re.fullmatch(r"(.*\n\| condition \|[^\n]*\n\|[-| ]+\|\n)((?:\|[^\n]*\n)*)(.*)", text, re.DOTALL).groups()
        if os.environ.get("PRESAD_WRITE") == "yes":
            with open(_paper, "w", encoding="utf-8") as file:
                file.write(head + "".join(row + "\n" for row in _matrix.values()) + tail)
        elif len(_matrix) > 30:  # else only some of the tests were asked for
            self.assertEqual(sorted(rows.splitlines()), sorted(_matrix.values()))

    def test_zzz_every_verdict_stands_in_a_row(self):
        """What was never brought about is not known to be right, or cannot be said at all; a row knows no other words."""
        with open(_table, encoding="utf-8") as file:
            sayable = re.findall(r'Verdict\{\s*"(\w+)"', file.read())
        with open(_paper, encoding="utf-8") as file:
            said = re.findall(r"^\|[^|\n]*\| `(\w+)` \| \d \|$", file.read(), re.MULTILINE)
        self.assertGreater(len(sayable), 30)
        self.assertEqual(set(said) ^ set(sayable), set())


if __name__ == "__main__":
    main()
