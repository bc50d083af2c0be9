#!/usr/bin/env python3
"""presa at the terminal of a person: check, watch, set, and what their exit statuses mean."""

import os
import signal
import subprocess

from harness import DaemonTest, limit, main
from harness.presad import program
from harness.process import Process


class Presa(DaemonTest):
    def _command(self, verb, *words):
        return [program("presa"), verb, "--config", self.inventory.path, "--secrets", self.inventory.secrets_path, *words]

    def _presa(self, verb, *words):
        """Runs it to its end; gives status, output and complaints, and sees that none of them holds a secret."""
        done = subprocess.run(self._command(verb, *words), capture_output=True, timeout=limit(60), check=False)
        for value in self.inventory.secrets.values():
            self.assertNotIn(value.encode(), done.stdout + done.stderr)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def _start(self, topic="presa1", protocol="3.3", relays=1, **device):
        plug = self.plug(topic, protocol, relays=relays)
        self.inventory.devices[topic].update(device)
        self.start_with(plug)
        return plug

    def _watch(self, *topics):
        """A presa watch that is connected and hears its topics."""
        watch = Process("presa-watch", self._command("watch", *topics), self.folder)
        self.addCleanup(watch.kill)
        watch.wait_for_line("connected to", 10)
        return watch

    # --- status ----------------------------------------------------------------------------------------------

    def test_status_tells_how_the_running_presad_is_doing_and_that_none_runs(self):
        self._start()
        self.expect(self.command("presa1", "Power", "ON"), 'stat/presa1/RESULT {"POWER":"ON"}', topic="presa1")
        status, output, _ = self._presa("status")
        self.assertEqual(status, 0)
        self.assertRegex(output, r"^presad    \S+, up \d+ (s|min)\n")
        self.assertIn(f"\nbroker    127.0.0.1:{self.broker.port}\n", output)
        self.assertIn("\ndevices   1 online, 0 offline\n", output)
        self.assertRegex(output, r"\ncommands  1 confirmed, ")
        self.assertRegex(output, r"\nfence     (down|unknown)")  # no systemd here
        self.assertIn('"UptimeSec":', self._presa("status", "--json")[1])
        self.presad.stop()
        status, _, complaint = self._presa("status", "--timeout", "1")
        self.assertEqual((status, complaint), (3, 'presa: "presad" does not answer: it is not running there\n'))

    # --- check -----------------------------------------------------------------------------------------------

    def test_check_says_what_presad_would(self):
        self.plug("presa1")
        self.inventory.write()
        status, said, complaints = self._presa("check")
        self.assertEqual((status, complaints), (0, ""))
        self.assertIn("1 device, no problems", said)
        self.inventory.write_text("devices:\n  presa1:\n    type: tuja\n")
        status, said, complaints = self._presa("check")
        self.assertEqual((status, said), (78, ""))
        self.assertIn("presad.yaml:3:11", complaints)

    # --- set -------------------------------------------------------------------------------------------------

    def test_set_prints_the_answer_and_the_relay_has_moved(self):
        lamp = self._start()
        self.assertEqual(self._presa("set", "presa1", "Power", "ON"), (0, '{"POWER":"ON"}\n', ""))
        self.assertIs(lamp.relay(), True)
        self.assertEqual(self._presa("set", "presa1", "power", "TOGGLE"), (0, '{"POWER":"OFF"}\n', ""))
        self.assertIs(lamp.relay(), False)
        self.assertEqual(self._presa("set", "presa1", "Power"), (0, '{"POWER":"OFF"}\n', ""))

    def test_set_one_relay_of_a_strip_and_a_raw_datapoint(self):
        strip = self._start("strip1", "3.5", 3)
        self.assertEqual(self._presa("set", "strip1", "Power2", "TOGGLE"), (0, '{"POWER2":"ON"}\n', ""))
        self.assertEqual([strip.relay(number) for number in (1, 2, 3)], [False, True, False])
        status, said, _ = self._presa("set", "strip1", "TuyaSend1", "1,1")
        self.assertEqual(status, 0, said)
        self.assertIs(strip.relay(1), True)

    def test_set_takes_its_own_answer_for_its_own(self):
        """Another RESULT of the same plug comes while the command hangs; it looks like success."""
        lamp = self._start()
        lamp.fault("ack-only")
        asking = Process("presa-set", self._command("set", "presa1", "Power", "ON"), self.folder)
        self.addCleanup(asking.kill)
        self.wait_for_message("cmnd/presa1/Power", "ON")
        self.person.publish("stat/presa1/RESULT", '{"POWER":"ON"}')
        self.assertEqual(asking.wait_for_end(40), 1)
        self.assertEqual(asking.log(), '{"Command":"Unconfirmed","Input":"POWER ON"}\n')

    def test_set_tells_a_word_that_nobody_knows(self):
        self._start()
        self.assertEqual(self._presa("set", "presa1", "Powr", "ON"),
                         (1, '{"Command":"Unknown","Input":"POWR ON"}\n', ""))

    def test_set_tells_that_a_plug_is_away(self):
        lamp = self._start(offline_command_ttl=2)
        since = self.person.now()
        lamp.kill()
        self.wait_for_presence("presa1", "Offline", since=since)
        self.assertEqual(self._presa("set", "presa1", "Power", "ON"),
                         (1, '{"Command":"Offline","Input":"POWER ON"}\n', ""))

    def test_set_on_an_unknown_topic_names_the_nearest_and_sends_nothing(self):
        self._start()
        status, said, complaints = self._presa("set", "pressa1", "Power", "ON")
        self.assertEqual((status, said), (64, ""))
        self.assertIn('did you mean "presa1"?', complaints)
        self.pass_barrier("presa1")
        self.assertEqual(self.person.heard(lambda m: m.topic.startswith("cmnd/pressa1")), [])

    def test_set_without_presad_gets_no_answer_in_time(self):
        self.plug("presa1")
        self.inventory.write()
        status, said, complaints = self._presa("set", "presa1", "Power", "ON", "--timeout", "1")
        self.assertEqual((status, said), (3, ""))
        self.assertIn("no answer", complaints)

    def test_set_takes_the_first_answer_of_a_tasmota_that_answers_for_itself(self):
        self.inventory.devices["cantina"] = {"type": "tasmota", "address": "127.0.0.9"}
        self.inventory.write()
        asking = Process("presa-set", self._command("set", "cantina", "Power", "ON"), self.folder)
        self.addCleanup(asking.kill)
        asked = self.wait_for_message("cmnd/cantina/Power", "ON")
        self.assertNotIn(0x08, asked.properties)  # no response topic
        self.person.publish("stat/cantina/RESULT", '{"POWER":"ON"}')
        self.assertEqual(asking.wait_for_end(10), 0)
        self.assertEqual(asking.log(), '{"POWER":"ON"}\n')

    def test_set_without_a_broker_gives_up_and_says_so(self):
        self.plug("presa1")
        self.inventory.write()
        self.broker.stop()
        status, said, complaints = self._presa("set", "presa1", "Power", "ON")
        self.assertEqual((status, said), (4, ""))
        self.assertIn(f"127.0.0.1:{self.broker.port}: ", complaints)
        self.assertEqual(len(complaints.splitlines()), 2, complaints)

    # --- watch -----------------------------------------------------------------------------------------------

    def test_watch_sees_a_press_of_the_button_and_ends_with_ctrl_c(self):
        lamp = self._start()
        watch = self._watch()
        watch.wait_for_line("^tele/presa1/LWT Online$", 10)  # retained: it is subscribed now
        lamp.press()
        watch.wait_for_line('^stat/presa1/RESULT {"POWER":"ON"}\nstat/presa1/POWER ON$', 10)
        watch.send_signal(signal.SIGINT)
        self.assertEqual(watch.wait_for_end(10), 0)

    def test_watch_hears_only_what_it_was_asked_for_and_shows_nothing_that_a_terminal_obeys(self):
        self._start()
        self.plug("presa2")
        self.inventory.write()
        watch = self._watch("presa1")
        watch.wait_for_line("^tele/presa1/LWT Online$", 10)
        self.person.publish("stat/presa2/RESULT", "elsewhere")
        self.person.publish("stat/presa1/RESULT", b"\x1b[2J\n\xff")
        watch.wait_for_line(r"^stat/presa1/RESULT \\x1b\[2J\\x0a\\xff$", 10)
        self.assertNotIn("elsewhere", watch.log())

    def test_watch_waits_for_a_broker_that_is_away_and_says_when_it_is_there(self):
        self._start()
        self.broker.stop()
        watch = Process("presa-watch", self._command("watch"), self.folder)
        self.addCleanup(watch.kill)
        watch.wait_for_line(f"127.0.0.1:{self.broker.port}: .*trying again", 10)
        self.broker.start()
        watch.wait_for_line("connected to", 10)
        watch.wait_for_line("^tele/presa1/LWT Online$", 20)
        self.assertEqual(watch.log().count("trying again"), 1)
        self.assertEqual(watch.stop(), 0)

    def test_watch_of_an_unknown_topic_names_the_nearest(self):
        self.plug("presa1")
        self.inventory.write()
        status, said, complaints = self._presa("watch", "pressa1")
        self.assertEqual((status, said), (64, ""))
        self.assertIn('did you mean "presa1"?', complaints)

    def test_watch_ends_when_nobody_reads_it_any_more(self):
        self._start()
        reading, writing = os.pipe()
        watch = subprocess.Popen(self._command("watch"), stdout=writing, stderr=subprocess.DEVNULL)
        self.addCleanup(watch.kill)
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
        self.person.publish("stat/presa1/RESULT", "nobody hears this")
        self.assertEqual(watch.wait(limit(10)), 1)


if __name__ == "__main__":
    main()
