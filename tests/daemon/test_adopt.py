#!/usr/bin/env python3
"""presa adopt: from a Tasmota device on the network to one that the house has, and that is on its broker."""

import json
import os
import stat
import subprocess
import threading

from harness import DaemonTest, limit, main
from harness.presad import program
from harness.tasmota import Tasmota

_web_password = "s3cr3t-Wasserhahn"
_broker_password = "m0squito-geheim"


class Adopting(DaemonTest):
    def device(self, topic="cantina", password=_web_password, **options):
        device = Tasmota(self.folder, topic, self.address(), self.broker.port, password, **options)
        self.addCleanup(device.end)
        self.inventory.secrets.ever.append(("web", _web_password))
        return device

    def adopt(self, device, *words, typed=_web_password, status=0, said=""):
        """Runs it, `typed` on its standard input; gives what it prints, in which no secret stands."""
        address = device if isinstance(device, str) else device.address
        process = subprocess.Popen([program("presa"), "adopt", "--config", self.inventory.path, address, *words],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with open(f"/proc/{process.pid}/cmdline", "rb") as file:
            line = file.read()
        timer = threading.Timer(limit(120), process.kill)
        timer.start()
        output, error = process.communicate(typed.encode() + b"\n")
        timer.cancel()
        for secret in (_web_password, _broker_password):
            self.assertNotIn(secret.encode(), output + error + line)
        self.assertEqual(process.returncode, status, (output + error).decode())
        if said:
            self.assertIn(said, error.decode())
        return output.decode()

    def texts(self):
        texts = []
        for path in (self.inventory.path, self.inventory.secrets_path):
            with open(path, encoding="utf-8") as file:
                texts.append(file.read())
        return texts

    def reload(self):
        mark = self.presad.reload()
        self.presad.wait_for_line("reloaded", 10, mark)

    def warnings(self, device, *words):
        told = json.loads(self.adopt(device, "--json", *words))
        return {each["name"]: each["cure"] for each in told["warnings"]}


class Adopt(Adopting):
    def test_from_the_network_to_a_device_that_is_relayed_and_switched(self):
        device = self.device(mqtt="false")
        self.start_presad()
        with open(self.inventory.path, "a", encoding="utf-8") as file:
            file.write("# mine\n")
        before = self.texts()
        said = self.adopt(device)
        self.assertIn(f'{device.address}: "Cantina", Tasmota 14.1.0(tasmota), topic "cantina", 84E3427A1B2C', said)
        self.assertIn("Nothing was written: --write does it.", said)
        self.assertEqual(self.texts(), before)

        self.assertIn("systemctl reload presad", self.adopt(device, "--write"))
        after = self.texts()
        self.assertIn("# mine\n", after[0])
        self.assertEqual(stat.S_IMODE(os.stat(self.inventory.secrets_path).st_mode) & 0o007, 0)
        since = self.person.now()
        self.reload()
        self.wait_for_presence("cantina", "Online", 30, since)
        self.expect(self.command("cantina", "Power", "ON"), 'stat/cantina/RESULT {"POWER":"ON"}', topic="cantina")
        self.assertEqual(device.power(), "ON")
        self.assertIn("Nothing is to be written.", self.adopt(device, "--write", typed=""))  # its password is known now
        self.assertEqual(self.texts(), after)

    def test_each_open_door_is_named_and_a_shut_one_is_not(self):
        self.inventory.write()
        open_one = self.device(topic="tasmota_7A1B2C", password="", mqtt="false", wifi_config=2, clock_set="false")
        self.assertEqual(self.warnings(open_one), {
            "no_web_password": "WebPassword PASSWORD", "wifi_opens_access_point": "WifiConfig 4",
            "default_topic": "Topic NAME", "mqtt_off": "SetOption3 1",
            "clock_unset": "Backlog NtpServer1 pool.ntp.org;NtpServer2 10.0.0.1"})
        self.assertIn("other_topic", self.warnings(open_one, "--topic", "cantina"))
        for command in (f"WebPassword {_web_password}", "SetOption3 1", "MqttHost 127.0.0.1", f"MqttPort {self.broker.port}", "Topic cantina"):
            open_one.act(f"type {command}", "typed")
        self.assertEqual(self.warnings(open_one), {"wifi_opens_access_point": "WifiConfig 4",
                                                   "clock_unset": "Backlog NtpServer1 pool.ntp.org;NtpServer2 10.0.0.1"})
        elsewhere = self.device(topic="tenda", mqtt_host="10.0.0.99", mac="84E342000001")
        self.assertEqual(list(self.warnings(elsewhere)), ["other_broker"])
        text = self.adopt(elsewhere)
        self.assertIn('warning: it names the broker "10.0.0.99" at port 1883', text)
        self.assertIn("    cure: Backlog MqttHost ", text)

    def test_a_password_that_came_later_is_added_to_the_entry(self):
        device = self.device(password="", mqtt="false")
        self.inventory.write()
        self.adopt(device, "--write")
        self.assertNotIn("password", self.texts()[0].split("cantina")[1])
        device.act(f"type WebPassword {_web_password}", "typed")
        told = json.loads(self.adopt(device, "--write", "--json"))
        self.assertEqual((told["inventory"]["change"], told["inventory"]["changed"]), ("changed", ["password"]))
        self.assertIn("password: !secret cantina", self.texts()[0])
        self.assertIn(_web_password, self.texts()[1])

    def test_what_cannot_be_adopted_is_one_clear_error(self):
        self.inventory.write()
        before = self.texts()
        device = self.device()
        self.adopt(device, "--write", typed="wrong", status=1, said="it refuses the password")
        self.adopt(device, "--write", typed="", status=1, said="wants its WebPassword")
        for fault, words in (("page", "WebServer 2"), ("booting", "it answers nothing yet"), ("truncated", "no whole JSON"),
                             ("headers", "the device at")):
            device.fault(fault)
            self.adopt(device, "--write", status=1, said=words)
        self.adopt(self.address(), "--write", status=1, said="the device at 127.")
        self.adopt("1.1.1.1", status=64, said="not in the local network")
        self.adopt("cantina.lan", status=64, said="is no address")
        self.assertEqual(self.texts(), before)


class Broker(Adopting):
    """A broker with passwords, on which nobody is anonymous."""

    def prepare_folder(self):
        path = os.path.join(self.folder, "passwords")
        subprocess.run(["mosquitto_passwd", "-b", "-c", path, "presad", _broker_password], check=True, capture_output=True)
        self.broker_settings = ("allow_anonymous false", f"password_file {path}")

    def listen(self):
        return self.broker.client(username="presad", password=_broker_password).subscribe("#")

    def setUp(self):
        super().setUp()
        self.inventory.mqtt.update(username="presad", password=self.inventory.secret("mqtt", _broker_password))

    def test_it_goes_to_the_broker_and_answers_for_itself(self):
        device = self.device(topic="tasmota_7A1B2C", mqtt_host="10.0.0.99")
        self.start_presad()
        self.wait_for_presence("presad", "Online")
        broker = ("--topic", "cantina", "--broker", "--broker-host", "127.0.0.1")
        shown = self.adopt(device, *broker)
        self.assertIn(f"Backlog MqttHost 127.0.0.1;MqttPort {self.broker.port};MqttUser presad;MqttPassword ••••;"
                      "Topic cantina;SetOption3 1\n", shown)
        self.assertIn("Nothing was sent: --yes does it.", shown)
        self.assertEqual([c for _, c in device.executed() if c.startswith("Backlog")], [])

        since = self.person.now()
        sent = json.loads(self.adopt(device, *broker, "--yes", "--write", "--json"))
        self.assertEqual((sent["broker"]["sent"], sent["broker"]["result"]), (True, "accepted"))
        self.assertNotIn(_broker_password, json.dumps(sent))
        self.wait_for_message("tele/cantina/LWT", "Online", since=since)
        self.ask("presad", "State")  # it has heard so, too
        self.reload()
        # What it was asked over HTTP it tells on the broker as well.
        since = self.command("cantina", "Power", "ON")
        heard = self.person.wait_for(lambda m: m.topic in ("stat/cantina/RESULT", "stat/cantina/POWER"), 10, "its answers", since, 2)
        self.assertEqual([m.text for m in heard], ['{"POWER":"ON"}', "ON"])
        self.assertEqual([way for way, command in device.executed() if command == "Power ON"], ["mqtt"])
        self.assertEqual(self.warnings(device), {})

    def test_a_device_that_does_not_arrive_is_told_of(self):
        device = self.device(mqtt="false")
        self.inventory.write()
        words = ("--broker", "--broker-host", "127.0.0.1", "--yes", "--timeout", "5", "--json")
        told = json.loads(self.adopt(device, *words, "--broker-port", "1", status=1))
        self.assertEqual(told["broker"]["result"], "not_connected")
        self.assertIn("127.0.0.1 at port 1", told["broker"]["cause"])

    def test_this_machines_own_name_for_itself_is_given_to_no_device(self):
        device = self.device(mqtt="false")
        self.inventory.write()
        self.adopt(device, "--broker", "--yes", status=64, said="--broker-host")
        self.adopt(device, "--broker-host", "10.0.0.5", status=64, said="need --broker")
        self.assertEqual([c for _, c in device.executed() if c.startswith("Backlog")], [])


if __name__ == "__main__":
    main()
