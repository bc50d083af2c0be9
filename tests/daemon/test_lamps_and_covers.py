#!/usr/bin/env python3
"""Lamps, covers and sensors from the broker to the device and back, as a person and as Home Assistant use them."""

import json

from harness import DaemonTest, main
from harness.waiting import wait_for


class Lamp(DaemonTest):
    def lamp(self, model, protocol="3.3"):
        lamp = self.plug("lampada", protocol, model=model)
        self.start_with(lamp)
        return lamp

    def light_block(self, since):
        def block(message):
            return message.topic == "stat/lampada/RESULT" and '"Dimmer"' in message.text
        return json.loads(self.person.wait_for(block, 10, "the light block", since)[0].text)

    def shows(self, lamp, **wanted):
        """Until the lamp's datapoints are so: d20=True."""
        wait_for(lambda: all(lamp.datapoints()[name[1:]] == value for name, value in wanted.items()), 10,
                 lambda: f"{wanted}, but it shows {lamp.datapoints()}")

    def test_a_lamp_is_known_by_what_it_reports_and_dimmed(self):
        lamp = self.lamp("bulb_v2")
        block = self.light_block(self.command("lampada", "Dimmer", "60"))
        self.assertEqual((block["POWER"], block["Dimmer"]), ("ON", 60))
        self.shows(lamp, d20=True, d22=600)

    def test_a_colour_on_a_newer_lamp(self):
        lamp = self.lamp("bulb_v2")
        block = self.light_block(self.command("lampada", "Color", "FF0000"))
        self.assertEqual((block["POWER"], block["HSBColor"]), ("ON", "0,100,100"))
        self.shows(lamp, d20=True, d21="colour", d24="000003e803e8")

    def test_a_colour_on_an_older_lamp(self):
        lamp = self.lamp("bulb_v1", "3.1")
        block = self.light_block(self.command("lampada", "Color", "FF0000"))
        self.assertEqual((block["POWER"], block["HSBColor"]), ("ON", "0,100,100"))
        self.shows(lamp, d1=True, d2="colour", d5="ff00000000ffff")

    def test_home_assistants_backlog_ends_in_the_right_colour(self):
        lamp = self.lamp("bulb_v2", "3.5")
        self.command("lampada", "Backlog", "NoDelay;Fade2 1;NoDelay;Speed2 4;NoDelay;Dimmer 60;NoDelay;"
                                           "HsbColor1 84;NoDelay;HsbColor2 100;NoDelay;Power1 ON")
        self.shows(lamp, d20=True, d21="colour", d24="005403e80258")

    def test_home_assistants_brightness_and_temperature_with_and_without_transition(self):
        lamp = self.lamp("bulb_v2")
        self.command("lampada", "Backlog", "NoDelay;Fade2 0;NoDelay;Dimmer 40;NoDelay;Power1 ON")
        self.shows(lamp, d20=True, d22=400)
        self.command("lampada", "Backlog", "NoDelay;Fade2 1;NoDelay;Speed2 4;NoDelay;Dimmer 80;NoDelay;CT 500;NoDelay;Power1 ON")
        self.shows(lamp, d20=True, d21="white", d22=800, d23=0)
        self.command("lampada", "Backlog", "NoDelay;Fade2 1;NoDelay;Speed2 4;NoDelay;Power1 OFF")
        self.shows(lamp, d20=False, d22=800)

    def test_the_switch_of_a_lamp_is_a_power(self):
        lamp = self.lamp("bulb_v2")
        self.expect(self.command("lampada", "Power", "ON"), 'stat/lampada/RESULT {"POWER":"ON"}', "stat/lampada/POWER ON")
        since = self.person.now()
        lamp.press()
        self.wait_for_message("stat/lampada/POWER", "OFF", since=since)

    def test_white_by_colour_temperature(self):
        lamp = self.lamp("bulb_v2")
        block = self.light_block(self.command("lampada", "CT", "500"))
        self.assertEqual(block["CT"], 500)
        self.shows(lamp, d21="white", d23=0)


class Cover(DaemonTest):
    def cover(self, protocol):
        cover = self.plug("tenda", protocol, model="cover")
        self.start_presad()
        self.wait_for_presence("tenda", "Online")
        return cover

    def shutter(self, since, seconds=15, **wanted):
        """Until a RESULT tells it so: Position=40, Direction=0."""
        def told(message):
            if message.topic != "stat/tenda/RESULT" or '"Shutter1"' not in message.text:
                return False
            shutter = json.loads(message.text)["Shutter1"]
            return all(shutter[name] == value for name, value in wanted.items())
        self.person.wait_for(told, seconds, f"Shutter1 with {wanted}", since)

    def test_a_cover_goes_where_it_is_sent_and_tells_the_way(self):
        cover = self.cover("3.4")
        cover.act("set 10 3")  # seconds from end to end
        since = self.command("tenda", "ShutterPosition", "40")
        self.shutter(since, Direction=1, Target=40)
        self.shutter(since, Direction=0, Position=40)
        self.assertEqual(cover.datapoints()["3"], 40)
        sensor = json.loads(self.wait_for_message("stat/tenda/STATUS10", since=self.command("tenda", "Status", "10")).text)
        self.assertEqual(sensor["StatusSNS"]["Shutter1"]["Position"], 40)

    def test_stop_stops_it_on_the_way(self):
        cover = self.cover("3.3")
        cover.act("set 10 120")  # seconds from end to end: it does not arrive before it is stopped
        since = self.command("tenda", "ShutterOpen")
        self.shutter(since, Direction=1)
        since = self.command("tenda", "ShutterStop")
        self.wait_for_message("stat/tenda/RESULT", '{"ShutterStop":"Done"}', since=since)
        self.shutter(since, Direction=0)
        self.assertLess(cover.datapoints()["3"], 100)


    def test_home_assistants_words_open_close_and_position(self):
        cover = self.cover("3.3")
        cover.act("set 10 2")  # seconds from end to end
        for word, payload, position in (("ShutterOpen1", "", 100), ("ShutterPosition1", "30", 30), ("ShutterClose1", "", 0)):
            since = self.command("tenda", word, payload)
            self.shutter(since, Direction=0, Position=position)
            self.assertEqual(cover.datapoints()["3"], position)
        since = self.command("tenda", "ShutterStop1")
        self.wait_for_message("stat/tenda/RESULT", '{"ShutterStop":"Done"}', since=since)


class Sensor(DaemonTest):
    def test_a_named_sensor_tells_its_readings_under_tasmotas_names(self):
        sensor = self.plug("cantina", "3.3", model="climate_sensor")
        self.inventory.devices["cantina"]["profile"] = "climate_sensor"
        self.start_presad()
        self.wait_for_presence("cantina", "Online")
        since = self.person.now()
        sensor.act("set 1 -55")

        def told(message):
            return message.topic == "tele/cantina/SENSOR" and '"Temperature":-5.5' in message.text
        self.person.wait_for(told, 15, "a SENSOR with -5.5", since)


if __name__ == "__main__":
    main()
