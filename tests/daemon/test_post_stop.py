#!/usr/bin/env python3
"""After any end of presad, killed or not, those that it answered for are Offline, and nobody else is."""

import os
import time

from harness import DaemonTest, limit, main
from harness.process import Process
from harness.tasmota import Tasmota


class PostStop(DaemonTest):
    def say_farewell(self):
        """The service's post-stop step; gives its exit status."""
        step = Process("presad-offline", self.presad.command("--offline"), self.folder,
                       {"STATE_DIRECTORY": self.presad.state_folder, "HOME": self.folder, **self.presad.environment})
        status = step.wait_for_end(15)
        step.kill()  # closes its files
        return status

    def tasmota(self, topic):
        device = Tasmota(self.folder, topic, self.address(), self.broker.port)
        self.addCleanup(device.end)
        self.inventory.devices[topic] = device.entry(hold=0.5)
        return device

    def test_killed_its_plugs_are_offline_and_a_tasmota_that_answers_for_itself_is_left_alone(self):
        plugs = [self.plug(f"presa{number}", "3.4", relays=1) for number in (1, 2)]
        self.tasmota("cantina").join()
        self.tasmota("garage")  # not on the broker: presad answers for it
        self.start_with(*plugs)
        self.wait_for_presence("garage", "Online")
        self.presad.kill()
        self.wait_for_presence("presad", "Offline")
        self.assertEqual(self.retained("tele/presa1/LWT"), {"tele/presa1/LWT": "Online"})
        self.assertEqual(self.say_farewell(), 0)
        self.assertEqual(self.retained("tele/+/LWT"), {
            "tele/presad/LWT": "Offline", "tele/presa1/LWT": "Offline", "tele/presa2/LWT": "Offline",
            "tele/garage/LWT": "Offline", "tele/cantina/LWT": "Online"})

    def test_what_the_step_needs_lies_in_the_runtime_directory_where_there_is_one(self):
        runtime = os.path.join(self.folder, "run")
        os.mkdir(runtime)
        self.presad.environment["RUNTIME_DIRECTORY"] = runtime
        self.start_with(self.plug("presa1", "3.3", relays=1))
        self.presad.kill()
        self.assertIn("answered", os.listdir(runtime))
        self.assertNotIn("answered", os.listdir(self.presad.state_folder))
        self.assertEqual(self.say_farewell(), 0)
        self.assertEqual(self.retained("tele/presa1/LWT"), {"tele/presa1/LWT": "Offline"})
        self.assertNotIn("answered", os.listdir(runtime))

    def test_a_tasmota_that_came_back_between_the_two_is_left_alone(self):
        device = self.tasmota("garage")
        self.start_presad()
        self.wait_for_presence("garage", "Online")
        self.presad.kill()
        device.join()
        self.assertEqual(self.say_farewell(), 0)
        self.assertEqual(self.retained("tele/garage/LWT"), {"tele/garage/LWT": "Online"})

    def test_topics_of_another_shape_are_no_hindrance(self):
        self.inventory.mqtt.update(full_topic="casa/%topic%/%prefix%/")
        self.start_presad_with_one_plug("casa/presa1/tele/LWT")
        self.presad.kill()
        self.assertEqual(self.say_farewell(), 0)
        self.assertEqual(self.retained("casa/presa1/tele/LWT"), {"casa/presa1/tele/LWT": "Offline"})

    def start_presad_with_one_plug(self, lwt):
        self.plug("presa1", "3.3", relays=1)
        self.start_presad()
        self.wait_for_message(lwt, "Online")

    def test_after_an_orderly_end_there_is_nothing_left_to_do(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        self.presad.stop()
        self.broker.stop()
        since = time.monotonic()
        self.assertEqual(self.say_farewell(), 0)
        self.assertLess(time.monotonic() - since, limit(3))  # it does not even look for the broker

    def test_without_a_broker_it_gives_up_soon_and_in_peace(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        self.presad.kill()
        self.broker.kill()
        self.assertEqual(self.say_farewell(), 0)

    def test_while_presad_runs_it_refuses(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        self.assertEqual(self.say_farewell(), 1)
        self.assertEqual(self.retained("tele/presa1/LWT"), {"tele/presa1/LWT": "Online"})


class Instance(DaemonTest):
    def test_an_instance_is_a_device_of_its_own_name(self):
        self.presad.more = ("--instance", "site")
        self.plug("presa1", "3.3", relays=1)
        self.start_presad()
        self.wait_for_message("tele/presad_site/LWT", "Online")
        self.wait_for_message("tele/presad_site/STATE", seconds=15)
        since = self.command("presad_site", "Status", "2")
        self.wait_for_message("stat/presad_site/STATUS2", since=since)
        since = self.person.now()
        self.presad.stop()
        self.wait_for_message("tele/presad_site/LWT", "Offline", since=since)
        self.assertEqual(self.retained("tele/presad_site/LWT", "tele/presad/LWT"), {"tele/presad_site/LWT": "Offline"})


if __name__ == "__main__":
    main()
