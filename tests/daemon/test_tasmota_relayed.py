#!/usr/bin/env python3
"""A Tasmota device that is not on the broker is a full one there, through presad and its web server."""

import json

from harness import DaemonTest, main
from harness.tasmota import Tasmota
from harness.waiting import wait_for


class Relayed(DaemonTest):
    def tasmota(self, topic="cantina", hold=0.5, password="s3cr3t-Wasserhahn", **options):
        device = Tasmota(self.folder, topic, self.address(), self.broker.port, password, **options)
        self.addCleanup(device.end)
        if password:
            self.inventory.secrets[topic] = password
        self.inventory.devices[topic] = device.entry(hold=hold)
        return device

    def start_relaying(self, **options):
        device = self.tasmota(**options)
        self.start_presad()
        self.wait_for_presence(device.topic, "Online", 30)
        self.pass_barrier(device.topic)
        return device

    def test_it_is_introduced_switched_and_asked_like_any_other(self):
        device = self.start_relaying()
        # The barrier's own question may come in between; its answer comes behind all this.
        heard = [f"{m.topic} {m.text}" for m in self.person.messages if "/cantina/" in m.topic and "Barrier" not in m.topic]
        self.assertEqual(heard[0:2], ["tele/cantina/LWT Online", "cmnd/cantina/POWER "])
        self.assertIn('"Version":"14.1.0(tasmota)"', heard[2])
        self.assertEqual([line.split()[0] for line in heard[2:7]], [
            "tele/cantina/INFO1", "tele/cantina/INFO2", "tele/cantina/INFO3", "stat/cantina/RESULT", "stat/cantina/POWER"])
        since = self.command("cantina", "Power", "TOGGLE")
        self.expect(since, 'stat/cantina/RESULT {"POWER":"ON"}', "stat/cantina/POWER ON")
        since = self.command("cantina", "power1", "off")
        self.expect(since, 'stat/cantina/RESULT {"POWER":"OFF"}', "stat/cantina/POWER OFF")
        since = self.command("cantina", "Status", "10")
        self.expect(since, 'stat/cantina/STATUS10 {"StatusSNS":{"Time":"2026-08-19T11:30:18","ENERGY":{"Total":137.400,'
                           '"Power":43,"Factor":0.70,"Voltage":231}}}')
        since = self.command("cantina", "Var1", "a; b&c=d#e")
        self.expect(since, 'stat/cantina/RESULT {"Var1":"a; b&c=d#e"}')
        since = self.command("cantina", "Foo", "bar")
        self.expect(since, 'stat/cantina/RESULT {"Command":"Unknown","Input":"FOO bar"}')
        self.assertEqual([command for _, command in device.executed() if command.startswith(("P", "p"))],
                         ["Power TOGGLE", "power1 off"])

    def test_group_and_fallback_topics_and_its_button_are_heard(self):
        device = self.start_relaying()
        since = self.command("tasmotas", "Power", "ON")
        self.expect(since, 'stat/cantina/RESULT {"POWER":"ON"}', "stat/cantina/POWER ON")
        since = self.command("DVES_7A1B2C_fb", "Power", "OFF")
        self.expect(since, 'stat/DVES_7A1B2C_fb/RESULT {"POWER":"OFF"}', "stat/DVES_7A1B2C_fb/POWER OFF")
        since = self.person.now()
        device.press()
        self.expect(since, 'stat/cantina/RESULT {"POWER":"ON"}', "stat/cantina/POWER ON", seconds=20)

    def test_telemetry_and_discovery_are_its_own(self):
        self.start_relaying()
        state = json.loads(self.wait_for_message("tele/cantina/STATE", seconds=15).text)
        self.assertEqual((state["POWER"], state["Wifi"]["SSId"]), ("OFF", "home"))
        self.assertEqual((list(state)[-1], state["Presad"]["Session"]), ("Presad", "established"))
        self.assertIn('"Factor":0.70', self.wait_for_message("tele/cantina/SENSOR").text)
        config = json.loads(self.wait_for_message("tasmota/discovery/84E3427A1B2C/config").text)
        self.assertEqual((config["mac"], config["t"], config["sw"], config["rl"][:2], config["hn"], config["fn"][0]),
                         ("84E3427A1B2C", "cantina", "14.1.0", [1, 0], "cantina-6956", "Cantina"))
        sensors = json.loads(self.wait_for_message("tasmota/discovery/84E3427A1B2C/sensors").text)
        self.assertEqual(sensors["sn"]["ENERGY"]["Power"], 43)

    def test_a_backlog_is_answered_part_by_part_and_delays_as_the_device_would(self):
        device = self.start_relaying()
        since = self.command("cantina", "Backlog", "Power ON; Var1 a b;Status 10;Delay 2;power off;Foo bar")
        heard = self.person.wait_for(lambda m: m.topic.startswith("stat/cantina/"), 10, "all its answers", since, 8)
        heard = [f"{m.topic} {m.text}" for m in heard]
        heard.remove('stat/cantina/RESULT {"Delay":2}')  # presad's own: what the device has to be asked for may be later
        self.assertEqual(heard, [
            'stat/cantina/RESULT {"POWER":"ON"}', "stat/cantina/POWER ON", 'stat/cantina/RESULT {"Var1":"a b"}',
            'stat/cantina/STATUS10 {"StatusSNS":{"Time":"2026-08-19T11:30:18","ENERGY":{"Total":137.400,'
            '"Power":43,"Factor":0.70,"Voltage":231}}}',
            'stat/cantina/RESULT {"POWER":"OFF"}', "stat/cantina/POWER OFF",
            'stat/cantina/RESULT {"Command":"Unknown","Input":"FOO bar"}'])
        self.assertNotIn("BACKLOG", " ".join(c.upper() for _, c in device.executed()))
        since = self.command("cantina", "Backlog2", "Power1 ON;Var1 x")  # no RESULTs
        self.expect(since, "stat/cantina/POWER ON")
        since = self.command("cantina", "Backlog")
        self.expect(since, 'stat/cantina/RESULT {"Backlog":"Empty"}')

    def test_answers_go_where_its_own_options_say(self):
        device = self.tasmota()
        device.act("type SetOption4 1", "typed")
        self.start_presad()
        self.wait_for_message("stat/cantina/POWER", '{"POWER":"OFF"}', 30)
        self.wait_for_message("stat/cantina/POWER", "OFF")
        since = self.command("cantina", "Power", "ON")
        self.expect(since, 'stat/cantina/POWER {"POWER":"ON"}', "stat/cantina/POWER ON")
        since = self.command("cantina", "Foo")
        self.expect(since, 'stat/cantina/COMMAND {"Command":"Unknown","Input":"FOO"}')
        since = self.command("cantina", "SO4", "0")  # its own answer goes where the others went
        self.expect(since, 'stat/cantina/SETOPTION {"SetOption4":"OFF"}')
        since = self.command("cantina", "SetOption90", "1")
        self.expect(since, 'stat/cantina/RESULT {"SetOption90":"ON"}')
        since = self.command("cantina", "Power", "OFF")
        self.expect(since, 'stat/cantina/RESULT {"POWER":"OFF"}')

    def test_a_lamp_is_a_lamp_and_a_shutter_a_shutter(self):
        lamp = self.tasmota(kind="lamp")
        shutter = self.tasmota(topic="tenda", password="", kind="shutter", relays=2, mac="84E342000001")
        self.start_presad()
        for device in (lamp, shutter):
            self.wait_for_presence(device.topic, "Online", 30)
        since = self.command("cantina", "Dimmer", "40")
        self.expect(since, 'stat/cantina/RESULT {"POWER":"ON","Dimmer":40,"Color":"6600","HSBColor":"0,0,0","White":40,"CT":153}',
                    topic="cantina")
        since = self.command("cantina", "State")
        state = json.loads(self.wait_for_message("stat/cantina/RESULT", since=since).text)
        self.assertEqual((state["POWER"], state["Dimmer"], state["CT"], list(state)[-1]), ("ON", 40, 153, "Presad"))
        config = json.loads(self.wait_for_message("tasmota/discovery/84E3427A1B2C/config").text)
        self.assertEqual((config["rl"][:2], config["lt_st"]), ([2, 0], 5))
        since = self.person.now()
        lamp.act("type Dimmer 70", "typed")  # told by STATE, as a lamp's own button would
        self.person.wait_for(lambda m: m.topic == "tele/cantina/STATE" and '"Dimmer":70' in m.text, 25, "its new level", since)

        since = self.command("tenda", "ShutterPosition1", "30")
        told = 'stat/tenda/RESULT {"Shutter1":{"Position":30,"Direction":0,"Target":30,"Tilt":0}}'
        self.expect(since, told, topic="tenda")
        config = json.loads(self.wait_for_message("tasmota/discovery/84E342000001/config").text)
        self.assertEqual((config["rl"][:3], config["sho"][0]), ([3, 3, 0], 0))
        since = self.person.now()
        shutter.act("type ShutterPosition 80", "typed")
        self.wait_for_message("stat/tenda/RESULT", '{"Shutter1":{"Position":80,"Direction":0,"Target":80,"Tilt":0}}', 25, since)
        heard = [f"{m.topic} {m.text}" for m in self.person.messages if m.topic == "stat/tenda/RESULT"]
        self.assertEqual(heard.count(told), 1)

    def test_odd_replies(self):
        device = self.start_relaying()
        for fault in ("doubled", "old"):
            device.fault(fault)
            since = self.command("cantina", "Power", "ON")
            self.person.wait_for(lambda m: m.topic == "stat/cantina/POWER" and m.text == "ON", 10, fault, since)
            device.fault("none")
        # It was done and not answered: the relay is read back, and nothing is sent twice.
        device.fault("lost")
        mark = device.process.log_mark()
        since = self.command("cantina", "Power", "TOGGLE")
        wait_for(lambda: ("http", "Power TOGGLE") in device.executed(mark), 10, "the toggle")
        device.fault("none")
        self.expect(since, 'stat/cantina/RESULT {"POWER":"OFF"}', "stat/cantina/POWER OFF", seconds=15)
        self.assertEqual([c for _, c in device.executed(mark) if "TOGGLE" in c], ["Power TOGGLE"])
        # Nothing was done, and nothing is done twice: the truth is said.
        device.fault("booting")
        mark = device.process.log_mark()
        since = self.command("cantina", "Power", "TOGGLE")
        self.expect(since, 'stat/cantina/RESULT {"Command":"Unconfirmed","Input":"POWER TOGGLE"}', seconds=20)
        device.fault("none")
        self.assertEqual(device.executed(mark), [])
        for fault, answer in (("truncated", "Unconfirmed"), ("empty", "Unconfirmed"), ("late", "Unconfirmed"),
                              ("headers", "Unconfirmed"), ("page", "Error"), ("warning", "Error")):
            device.fault(fault)
            since = self.command("cantina", "Var1", fault)
            self.expect(since, f'stat/cantina/RESULT {{"Command":"{answer}","Input":"VAR {fault}"}}', seconds=30)
            device.fault("none")

    def test_a_device_that_cannot_be_reached_goes_offline_and_comes_back(self):
        device = self.start_relaying()
        since = self.person.now()
        device.act("unplug", "unplugged")
        self.wait_for_presence("cantina", "Offline", 40, since)
        behind = self.person.place_of(self.wait_for_message("tele/cantina/LWT", "Offline", since=since))
        offline = json.loads(self.wait_for_message("tele/cantina/STATE", since=behind).text)
        self.assertEqual(offline["Presad"]["Session"], "unreachable")
        self.assertIn("over HTTP", offline["Presad"]["Cause"])
        since = self.command("cantina", "Power", "ON")
        device.act("plug", "plugged")
        self.person.wait_for(lambda m: m.topic == "stat/cantina/POWER" and m.text == "ON", 30, "the command, late", since)
        self.assertEqual([c for _, c in device.executed() if c == "Power ON"], ["Power ON"])
        self.wait_for_message("tele/cantina/LWT", "Online", since=since)

    def test_a_wrong_password_and_another_topic_are_told_and_left_alone(self):
        device = self.tasmota()
        self.inventory.secrets["cantina"] = "something-else-entirely"
        other = Tasmota(self.folder, "other", self.address(), self.broker.port)
        self.addCleanup(other.end)
        self.inventory.devices["keller"] = other.entry()
        self.start_presad()
        self.presad.wait_for_line(r"cantina.*it refuses the password", 15)
        self.presad.wait_for_line(r'keller.*has the topic "other"', 15)
        self.assertEqual([m.topic for m in self.person.messages if "/cantina/" in m.topic or "/keller/" in m.topic], [])
        self.assertEqual(device.executed(), [])

    def _has_libcurl(self):
        with open(f"/proc/{self.presad.process.pid}/maps", encoding="utf-8") as file:
            return "libcurl" in file.read()

    def test_a_house_of_plugs_does_not_pay_for_libcurl(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        self.assertFalse(self._has_libcurl())
        device = self.tasmota()
        self.inventory.write()
        self.presad.reload()
        self.wait_for_presence(device.topic, "Online", 30)
        self.assertTrue(self._has_libcurl())

    def test_presad_says_offline_when_it_ends(self):
        self.start_relaying()
        since = self.person.now()
        self.presad.stop()
        self.wait_for_presence("cantina", "Offline", since=since)


if __name__ == "__main__":
    main()
