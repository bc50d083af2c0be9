"""What happens to a daemon in a year: it is killed, it hangs, the broker goes, the disk is full, the machine reboots."""

from machine import Case, wait_for


class Surviving(Case):
    def test_killed_it_is_back_by_itself(self):
        pid, since = self.presad.main_pid(), self.person.now()
        restarts = self.presad.restarts()
        self.machine.run(f"kill -KILL {pid}")
        self.wait_for_presence("presa1", "Offline", since)
        self.presad.wait_for_another(pid)
        self.wait_for_presence("presa1", "Online", since)
        self.assertEqual(self.presad.restarts(), restarts + 1)
        self.assert_switches(self.plug("presa1"))

    def test_while_it_is_dead_whoever_comes_finds_its_plugs_offline(self):
        self.drop_in("RestartSec=600")
        self.restart()
        since = self.person.now()
        self.machine.run(f"kill -KILL {self.presad.main_pid()}")
        self.wait_for_presence("presa1", "Offline", since)
        self.presad.wait_for_state("activating auto-restart")
        self.assertEqual(self.retained("tele/presad/LWT", "tele/presa1/LWT"),
                         {"tele/presad/LWT": "Offline", "tele/presa1/LWT": "Offline"})
        since = self.person.now()
        self.presad.control("restart")  # "start" would wait until systemd tries by itself
        self.wait_for_presence("presa1", "Online", since)

    def test_hanging_it_is_ended_by_the_watchdog_and_back(self):
        shipped = self.presad.show("WatchdogUSec")
        self.assertIn(shipped, ("30s", "20s", "1min"), "the watchdog as it is shipped")
        self.drop_in("WatchdogSec=3")
        self.restart()
        pid, since, cursor = self.presad.main_pid(), self.person.now(), self.presad.cursor()
        self.machine.run(f"kill -STOP {pid}")
        self.presad.wait_for_another(pid, seconds=60)
        self.presad.wait_for_line("atchdog timeout", cursor)
        self.wait_for_presence("presa1", "Offline", since)
        self.wait_for_presence("presa1", "Online", since)

    def test_the_watchdog_leaves_it_alone_while_the_broker_is_away(self):
        self.drop_in("WatchdogSec=3")
        self.restart()
        pid, cursor = self.presad.main_pid(), self.presad.cursor()
        fed = self.presad.show("WatchdogTimestampMonotonic")
        self.machine.run("systemctl stop mosquitto")
        self.addCleanup(self.machine.run, "systemctl start mosquitto")
        count = set()

        def fed_often():
            count.add(self.presad.show("WatchdogTimestampMonotonic"))
            return len(count - {fed}) >= 4
        wait_for(fed_often, 30, "the watchdog to be fed four times")
        self.assertEqual((self.presad.main_pid(), self.presad.state()), (pid, "active running"))
        since = self.person.now()
        self.machine.run("systemctl start mosquitto")
        self.wait_for_presence("presad", "Online", since)
        self.wait_for_presence("presa1", "Online", since)
        self.assert_switches(self.plug("presa1"))
        self.assertEqual(self.presad.main_pid(), pid)
        self.assertTrue([one for one in self.presad.entries(cursor) if "localhost:1883" in str(one["MESSAGE"])],
                        "nothing in the journal says that the broker was away")

    def test_a_full_disk_is_said_and_presad_goes_on(self):
        self.presad.control("stop")
        folder = "/var/lib/presad"
        self.machine.run(f"mount -t tmpfs -o size=400k,mode=0700,uid=$(id -u presad),gid=$(id -g presad) tmpfs {folder}")

        def undo():
            self.presad.control("stop")
            self.machine.run(f"umount {folder}")
            self.restart()
        self.addCleanup(undo)
        self.restart()
        cursor = self.presad.cursor()
        self.machine.run(f"cat /dev/zero > {folder}/filler", check=False)
        self.assert_switches(self.plug("presa1"))
        said = self.presad.wait_for_line("the memory does not reach the disk", cursor, seconds=60)
        self.assertLessEqual(int(said["PRIORITY"]), 4)
        self.assert_switches(self.plug("presa1"))
        self.machine.run(f"rm {folder}/filler")
        self.presad.wait_for_line("reaches the disk again", cursor, seconds=90)

    def test_a_reboot_keeps_what_it_knows(self):
        plug = self.plug("presa1")
        self.assertEqual(self.person.ask("presa1", "EnergyTotal", "12340")[:16], '{"EnergyTotal":{')
        self.person.ask("presa1", "Power", "ON")
        since = self.person.now()
        self.machine.reboot()
        self.presad.wait_for_state("active running")
        self.wait_for_presence("presa1", "Online", since)  # as it is said after the reboot, not before
        self.pass_barrier("presa1")
        self.assertIn('"Total":12.34', self.person.ask("presa1", "EnergyTotal"))
        self.assertTrue(plug.relay(), "the plug was not touched")
        self.assertEqual(self.person.ask("presa1", "Power"), '{"POWER":"ON"}')
        self.assertEqual([one for one in self.presad.entries(more="--boot") if "lost its power" in str(one["MESSAGE"])], [])
