#!/usr/bin/env python3
"""presa retire: what presad left on the broker goes, what anybody else published stays."""

import json
import os
import socket
import subprocess

from harness import DaemonTest, limit, main
from harness.presad import program
from harness.terminal import Terminal

_places = ("tele/#", "stat/#", "tasmota/#", "homeassistant/#")


class Retire(DaemonTest):
    def setUp(self):
        super().setUp()
        self.mark = f"presad-{socket.gethostname()}"
        self.stranger = self.broker.client()

    def _retire(self, *words, status=0, said=""):
        """Runs it; gives what it prints. `said`: a part of what it says on standard error."""
        done = subprocess.run([program("presa"), "retire", "--config", self.inventory.path, "--socket", self._socket(), *words],
                              capture_output=True, stdin=subprocess.DEVNULL, timeout=limit(60), check=False)
        error = done.stderr.decode()
        self.assertEqual(done.returncode, status, done.stdout.decode() + error)
        if said:
            self.assertIn(said, error)
        else:
            self.assertEqual(error, "")
        return done.stdout.decode()

    def _socket(self):
        return os.path.join(self.folder, "control")

    def _left(self):
        return sorted(self.retained(*_places))

    def _keep(self, topic, payload, mark=None):
        """Somebody publishes it, retained."""
        self.stranger.publish_acknowledged(topic, payload, retain=True, mark=mark)

    def _house(self, discovery="tasmota"):
        """Two plugs that were presented on the broker, and a presad that has ended."""
        plugs = [self.plug("presa1", "3.3", relays=1), self.plug("presa2", "3.5", relays=1)]
        self.inventory.devices["presa1"]["mac"] = "84:E3:42:7A:1B:2C"
        self.inventory.devices["presa2"]["mac"] = "84:E3:42:7A:1B:2D"
        self.inventory.home_assistant = {"discovery": discovery}
        self.presad.environment["RUNTIME_DIRECTORY"] = self.folder
        self.start_with(*plugs)
        for mac in ("84E3427A1B2C", "84E3427A1B2D"):
            topic = f"tasmota/discovery/{mac}/sensors" if discovery == "tasmota" else (
                f"homeassistant/device/presad_{mac.lower()}/config")
            self.person.wait_for(lambda m, t=topic: m.topic == t and m.text, 20, topic)

    def _remove(self, topic):
        """Takes a device out of the inventory that no presad reads again, with the memory of what it left."""
        self.stop_presad()
        del self.inventory.devices[topic]
        self.inventory.write()

    def test_a_removed_device_leaves_nothing_and_the_others_stay(self):
        self._house()
        self._remove("presa1")
        before = self._left()
        self.assertIn("Nothing was cleared: --yes does it.", self._retire("presa1", status=1))
        self.assertEqual(self._left(), before)
        said = self._retire("presa1", "--yes")
        for topic in ("tele/presa1/LWT", "tasmota/discovery/84E3427A1B2C/config", "tasmota/discovery/84E3427A1B2C/sensors"):
            self.assertIn(f"  {topic}\n", said)
        self.assertIn("Cleared.", said)
        self.assertEqual(self._left(), [t for t in before if "presa1" not in t and "84E3427A1B2C" not in t])
        self.assertIn("keeps nothing", self._retire("presa1", "--yes"))

    def test_all_of_presad_goes_and_everybody_elses_stays(self):
        self._house("mqtt")
        self.stop_presad()
        self._keep("tele/cantina/LWT", "Online")
        self._keep("tasmota/discovery/84E342000001/config", '{"t":"cantina"}')
        self._keep("tele/presa9/LWT", "Online", mark="presad-elsewhere")
        self._keep("tele/presa1/MARGINS", "a Tasmota's own")
        told = json.loads(self._retire("--all", "--yes", "--json"))
        self.assertEqual((told["mark"], told["protocol"], told["asked_again"], told["left"]), (self.mark, "MQTT 5", True, []))
        self.assertIn({"topic": "homeassistant/device/presad_84e3427a1b2c/config", "device": "presa1", "mark": self.mark},
                      told["messages"])
        self.assertEqual([each["topic"] for each in told["left_alone"]], ["tele/presa9/LWT"])
        self.assertEqual(self._left(), ["tasmota/discovery/84E342000001/config", "tele/cantina/LWT", "tele/presa1/MARGINS",
                                        "tele/presa9/LWT"])
        self._retire("--all", "--mark", "presad-elsewhere", "--yes")
        self.assertNotIn("tele/presa9/LWT", self._left())

    def test_a_true_tasmota_under_the_same_topic_keeps_its_own(self):
        self._house()
        self._remove("presa1")
        self._keep("tele/presa1/LWT", "Online")
        self._keep("tasmota/discovery/84E3427A1B2C/config", '{"t":"presa1","sw":"15.2.0"}')
        said = self._retire("presa1", "--yes", status=1)  # the device itself is still there
        self.assertIn("  tasmota/discovery/84E3427A1B2C/sensors\n", said)
        self.assertIn("tele/presa1/LWT (not presad's: a Tasmota device's own?)", said)
        left = self.retained(*_places)
        self.assertEqual((left["tele/presa1/LWT"], left["tasmota/discovery/84E3427A1B2C/config"]),
                         ("Online", '{"t":"presa1","sw":"15.2.0"}'))
        self.assertNotIn("tasmota/discovery/84E3427A1B2C/sensors", left)

    def test_what_another_put_there_while_the_question_stood_is_left_alone(self):
        self.inventory.write()
        for topic in ("tele/presa1/LWT", "stat/presa1/POWER"):
            self._keep(topic, "Offline", mark=self.mark)
        terminal = Terminal([program("presa"), "retire", "--config", self.inventory.path, "--socket", self._socket(), "presa1"])
        self.addCleanup(terminal.close)
        terminal.wait_for(r"Clear this\? \[y/N\] ")
        self._keep("tele/presa1/LWT", "Online")  # the plug runs Tasmota now
        terminal.type("y\n")
        self.assertEqual(terminal.end(60), 0, terminal.written)
        self.assertEqual(self._left(), ["tele/presa1/LWT"])

    def test_who_would_publish_it_again_is_said(self):
        self._house()
        self._retire("presa1", status=1, said='the running presad has "presa1" and publishes it again')
        self._retire("--all", status=1, said="presad is running and publishes it all again")
        del self.inventory.devices["presa1"]
        self.inventory.write()
        self._retire("presa1", status=1, said='the running presad has "presa1"')  # it has not read that yet
        self.presad.stop()
        self._retire("presa2", status=1, said='"presa2" is in ')
        self._retire("presa1", status=1)

    def test_what_the_broker_hides_or_refuses_is_no_success(self):
        self.inventory.write()
        self.assertIn("Did you mean", self._with("tele/presa1/LWT", lambda: self._retire("presa")))
        self._retire(status=64, said="either a TOPIC or --all")
        self._retire("presa1", "--all", status=64, said="either a TOPIC or --all")
        self._retire("a/b", status=64, said="no device's topic")
        self.broker.stop()
        self._retire("presa1", status=4, said="the broker at")

    def _with(self, topic, what):
        self._keep(topic, "Online", mark=self.mark)
        return what()


class AccessList(DaemonTest):
    """A broker that keeps silent about what it does not let presa hear and do."""

    def prepare_folder(self):
        path = os.path.join(self.folder, "access")
        with open(path, "w", encoding="utf-8") as file:
            file.write("topic readwrite stat/#\ntopic readwrite tele/#\ntopic write tasmota/#\ntopic readwrite homeassistant/#\n")
        self.broker_settings = ("allow_anonymous true", f"acl_file {path}")

    def test_what_cannot_be_heard_is_said_and_is_no_success(self):
        self.inventory.write()
        mark = f"presad-{socket.gethostname()}"
        client = self.broker.client()
        client.publish_acknowledged("tele/presa1/LWT", "Offline", retain=True, mark=mark)
        done = subprocess.run([program("presa"), "retire", "--config", self.inventory.path, "presa1", "--yes"],
                              capture_output=True, stdin=subprocess.DEVNULL, timeout=limit(60), check=False)
        said = done.stdout.decode()
        self.assertEqual(done.returncode, 1, said)
        self.assertIn("tasmota/discovery/000000000000/presa cannot be known", said)
        self.assertIn("Cleared.", said)
        late = self.broker.client().subscribe("tele/#")
        late.publish("tele/presa1/END")  # behind whatever is retained
        late.wait_for(lambda m: m.topic == "tele/presa1/END", 5, "the end of what is retained")
        self.assertEqual([m.topic for m in late.messages if m.retain], [])


if __name__ == "__main__":
    main()
