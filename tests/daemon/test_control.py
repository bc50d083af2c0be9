#!/usr/bin/env python3
"""presad's own socket: what it answers there, that it does so while the broker is away, and what it lets nobody do."""

import json
import os
import select
import signal
import socket
import stat
import subprocess

from harness import DaemonTest, limit, main
from harness.presad import program
from harness.waiting import wait_for


class Client:
    """One connection to the socket."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._socket.settimeout(limit(50))
        self._lines = self._socket.makefile("rb")

    def send(self, raw):
        self._socket.sendall(raw)

    def ask(self, method, **parameters):
        self.send(json.dumps({"method": f"presad1.{method}", "parameters": parameters}).encode() + b"\n")

    def reply(self):
        """The next reply; nothing when presad hung up."""
        try:
            line = self._lines.readline()
        except ConnectionResetError:
            return None
        return json.loads(line) if line else None

    def left(self):
        """Whether presad has hung up, without a look at what it said before."""
        poll = select.poll()
        poll.register(self._socket, select.POLLRDHUP)
        return bool(poll.poll(0))

    def close(self):
        self._lines.close()
        self._socket.close()


class Control(DaemonTest):
    def setUp(self):
        super().setUp()
        self.path = os.path.join(self.folder, "control")

    def client(self):
        client = Client(self.path)
        self.addCleanup(client.close)
        return client

    def call(self, method, **parameters):
        client = self.client()
        client.ask(method, **parameters)
        return client.reply()

    def ask_for(self, method, **parameters):
        reply = self.call(method, **parameters)
        self.assertNotIn("error", reply)
        return reply["parameters"]

    def overview(self, topic):
        return self.ask_for("Status", topic=topic)["devices"][0]

    def wait_for_online(self, topic):
        wait_for(lambda: self.overview(topic)["online"], 20, lambda: str(self.overview(topic)))

    def test_status_and_get_tell_of_the_house_and_of_a_device(self):
        plug = self.plug("presa1", "3.4", model="sp22", voltage=230.2, power=43, on=True)
        self.start_with(plug)
        status = self.ask_for("Status")
        daemon = status["daemon"]
        self.assertEqual((daemon["pid"], daemon["topic"]), (self.presad.process.pid, "presad"))
        self.assertEqual(daemon["broker"], {"host": "127.0.0.1", "port": self.broker.port, "connected": True, "connects": 1})
        self.assertEqual((daemon["online"], daemon["offline"]), (1, 0))
        [device] = status["devices"]
        self.assertEqual((device["topic"], device["session"], device["protocol"], device["address"], device["relays"]),
                         ("presa1", "established", "3.4", plug.address, ["on"]))
        self.assertIn("heard_at", device)
        known = self.ask_for("Get", topic="presa1")
        self.assertEqual(known["state"]["POWER"], "ON")
        self.assertIs(known["datapoints"]["1"], True)
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o660)

    def test_a_command_goes_the_brokers_way_and_its_answers_come_back(self):
        plug = self.plug("presa1", "3.3", relays=1)
        self.start_with(plug)
        since = self.person.now()
        done = self.ask_for("Command", topic="presa1", word="Power", payload="ON")
        self.assertEqual(done["answers"], [{"topic": "stat/presa1/RESULT", "payload": '{"POWER":"ON"}'},
                                           {"topic": "stat/presa1/POWER", "payload": "ON"}])
        self.assertEqual((done["outcome"], done["ended"]), ("confirmed", True))
        self.assertIs(plug.relay(), True)
        self.expect(since, 'stat/presa1/RESULT {"POWER":"ON"}', "stat/presa1/POWER ON")
        self.assertEqual(self.ask_for("Command", topic="presa1", word="Power", payload="ON")["outcome"], "unchanged")
        refused = self.ask_for("Command", topic="presa1", word="Powr")
        self.assertEqual(refused["answers"][0]["payload"], '{"Command":"Unknown","Input":"POWR"}')
        self.assertEqual(refused["outcome"], "refused")
        self.assertEqual(self.overview("presa1")["commands"]["confirmed"], 1)

    def test_a_command_that_takes_longer_than_its_deadline_is_answered_then_and_several_wait_side_by_side(self):
        plug = self.plug("presa1", "3.3", relays=1)
        self.start_with(plug)
        since = self.person.now()
        plug.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        clients = [self.client() for _ in range(3)]
        self.presad.process.send_signal(signal.SIGSTOP)  # it finds them all at once, none at its deadline before the next
        for client in clients:
            client.ask("Command", topic="presa1", word="Power", payload="ON", deadline_s=1)
        self.presad.process.send_signal(signal.SIGCONT)
        replies = [client.reply()["parameters"] for client in clients]
        # Whichever came last supersedes those that have not left, and waits on.
        waiting = [reply for reply in replies if "outcome" not in reply]
        self.assertEqual(waiting, [{"answers": [], "ended": False}])
        self.assertEqual([reply["outcome"] for reply in replies if "outcome" in reply], ["superseded", "superseded"])

    def test_it_works_while_the_broker_has_never_been_there(self):
        plug = self.plug("presa1", "3.3", relays=1)
        self.broker.stop()
        self.start_presad()
        watch = self.client()
        watch.ask("Watch", topics=["presa1"])
        said = [watch.reply()["parameters"]]
        self.assertEqual(said[0]["topic"], "tele/presa1/LWT")
        self.wait_for_online("presa1")
        self.assertFalse(self.ask_for("Status")["daemon"]["broker"]["connected"])
        self.assertEqual(self.ask_for("Command", topic="presa1", word="Power", payload="ON")["outcome"], "confirmed")
        self.assertIs(plug.relay(), True)
        plug.press()
        # What it was told of before the command may say OFF too.
        for position in ("ON", "OFF"):
            said.append(watch.reply()["parameters"])
            while said[-1] != {"topic": "stat/presa1/POWER", "payload": position}:
                said.append(watch.reply()["parameters"])
        self.assertIn({"topic": "tele/presa1/LWT", "payload": "Online"}, said)
        # The broker is told how it stands when it comes, and nothing of before.
        self.start_broker_and_listen()
        self.wait_for_presence("presa1", "Online")
        self.pass_barrier("presa1")
        self.assertEqual([m.text for m in self.person.heard(lambda m: m.topic == "stat/presa1/POWER")][-1], "OFF")

    def presa(self, verb, *words):
        done = subprocess.run([program("presa"), verb, "--socket", self.path, *words], capture_output=True, text=True,
                              timeout=limit(60), check=False)
        return done.returncode, done.stdout, done.stderr

    def test_presa_switches_and_shows_while_the_broker_is_away(self):
        strip = self.plug("strip1", "3.5", relays=3)
        self.broker.stop()
        self.start_presad()
        self.wait_for_online("strip1")
        self.assertEqual(self.presa("on", "strip1/2"), (0, '{"POWER2":"ON"}\n', ""))
        self.assertIs(strip.relay(2), True)
        self.assertEqual(self.presa("toggle", "strip1/2"), (0, '{"POWER2":"OFF"}\n', ""))
        self.assertEqual(self.presa("off", "strip1"), (0, '{"POWER1":"OFF"}\n', ""))
        status, output, _ = self.presa("get", "strip1")
        self.assertEqual(status, 0)
        self.assertRegex(output, r'^STATE +\{.*"POWER2":"OFF"')
        self.assertRegex(output, r"\n2 +false\n")
        self.assertEqual(json.loads(self.presa("get", "--json", "strip1")[1])["datapoints"]["2"], False)

    def test_presa_says_what_was_wrong(self):
        plug = self.plug("presa1", "3.3", relays=1)
        self.start_with(plug)
        self.assertEqual(self.presa("on", "pressa1"),
                         (64, "", 'presa: "pressa1" is not in the inventory; did you mean "presa1"?\n'))
        self.assertEqual(self.presa("get", "pressa1")[0], 64)
        self.assertEqual(self.presa("on", "presa1/9")[0], 64)
        plug.fault("ack-only")
        status, output, complaint = self.presa("on", "presa1")
        self.assertEqual((status, output), (1, '{"Command":"Unconfirmed","Input":"POWER ON"}\n'))
        self.assertNotEqual(complaint, "")
        self.presad.stop()
        # Then the device itself is asked, by an inventory (test_direct.py).
        status, output, complaint = self.presa("on", "--config", os.path.join(self.folder, "none.yaml"), "presa1")
        self.assertEqual((status, output), (78, ""))
        self.assertIn("presad does not run there: systemctl status presad", complaint)

    def test_presa_says_who_tells_why_a_device_is_away(self):
        plug = self.plug("presa1", "3.3", relays=1)
        self.inventory.devices["presa1"]["offline_command_ttl"] = 2
        self.start_with(plug)
        since = self.person.now()
        plug.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        self.assertEqual(self.presa("on", "presa1"), (1, '{"Command":"Offline","Input":"POWER ON"}\n',
                                                      "presa: no session within its time; why: presa status presa1\n"))

    def test_a_topic_of_nobodys_is_refused_with_the_nearest(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        for method, more in (("Get", {}), ("Status", {}), ("Command", {"word": "Power"})):
            refused = self.call(method, topic="pressa1", **more)
            self.assertEqual(refused["error"], "presad1.DeviceUnknown")
            self.assertEqual(refused["parameters"]["nearest"], "presa1")
        self.assertEqual(self.call("Watch", topics=["pressa1"])["error"], "presad1.DeviceUnknown")
        self.assertEqual(self.call("Nonsense")["error"], "presad1.MethodUnknown")

    def test_who_announces_itself_is_heard(self):
        plug = self.plug("presa1", "3.3", relays=1)
        self.start_with(plug)
        wait_for(lambda: self.ask_for("Heard")["devices"], 20, lambda: "nobody was heard")
        [device] = self.ask_for("Heard")["devices"]
        self.assertEqual((device["address"], device["version"], device["known"]), (plug.address, "3.3", True))

    def test_hostile_clients_disturb_nobody(self):
        plug = self.plug("presa1", "3.3", relays=1)
        self.start_with(plug)
        endless = self.client()
        try:
            for _ in range(100):
                endless.send(b"x" * 1000)
        except (BrokenPipeError, ConnectionResetError):
            pass
        crowd = [self.client() for _ in range(100)]
        silent = self.client()
        silent.ask("Watch")
        for client in crowd[-5:]:
            try:
                client.send(b'{"method":')
            except BrokenPipeError:
                pass  # another took its place
        for number in range(20):
            self.assertEqual(self.ask_for("Command", topic="presa1", word="Power", payload="TOGGLE")["outcome"], "confirmed")
        self.assertIs(plug.relay(), False)
        self.pass_barrier("presa1")  # the last TOGGLE's messages may come later than its answer at the socket
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1")

    def test_who_watches_and_reads_nothing_is_hung_up_on_and_the_others_are_served(self):
        self.start_with(self.plug("presa1"))
        deaf, attentive = self.client(), self.client()
        for client in (deaf, attentive):
            client.ask("Watch", topics=["presa1"])
            self.assertNotIn("error", client.reply())
        rounds = 0
        while not deaf.left():
            rounds += 1
            self.assertLess(rounds, 100, "more than any bound was kept for who does not read")
            for _ in range(50):
                self.person.publish("cmnd/presa1/Status", "0")
            self.pass_barrier("presa1")
            while "BARRIER" not in attentive.reply()["parameters"]["payload"]:
                pass
        self.assertTrue(self.overview("presa1")["online"])
        attentive.ask("Status")  # it watches on, and is not listened to
        self.person.publish("cmnd/presa1/Status", "0")
        self.assertIn("parameters", attentive.reply())

    def test_the_socket_goes_with_presad_and_one_that_was_killed_leaves_no_hindrance(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        self.presad.kill()
        self.assertTrue(os.path.exists(self.path))
        self.start_presad()
        self.assertIn("daemon", self.ask_for("Status"))
        self.assertEqual(self.presad.stop(), 0)
        self.assertFalse(os.path.exists(self.path))


if __name__ == "__main__":
    main()
