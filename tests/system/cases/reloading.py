"""The owner edits the inventory."""

from machine import Case

_broken = "devices:\n  presa1:\n    type: tuya\n    version: 3.6\n"


class Reloading(Case):
    def test_a_new_plug_appears_and_the_other_keeps_its_session(self):
        first, second = self.plug("presa1"), self.plug("presa2", "3.5", "192.168.77.3", relays=1)
        sessions, pid = first.sessions(), self.presad.main_pid()
        since = self.person.now()
        self.write_inventory(self.inventory(first, second))
        self.presad.control("reload")
        self.wait_for_presence("presa2", "Online", since)
        self.assert_switches(second)
        self.assert_switches(first)
        self.assertEqual(first.sessions(), sessions)
        self.assertEqual(self.presad.main_pid(), pid)

    def test_a_broken_inventory_is_refused_and_the_running_one_stays(self):
        since, pid = self.presad.cursor(), self.presad.main_pid()
        self.machine.write("/etc/presad/presad.yaml", _broken, 0o640, "root:presad")
        self.presad.control("reload", check=False)
        self.presad.wait_for_line("the running one stays", since)
        self.presad.wait_for_line("presad.yaml:4:14", since)
        self.presad.wait_for_state("active running")
        self.assertEqual(self.presad.main_pid(), pid)
        self.assert_switches(self.plug("presa1"))

    def test_a_restart_with_it_ends_with_78_and_is_not_tried_again(self):
        since = self.presad.cursor()
        result = self.presad.control("restart", check=False)
        self.assertNotEqual(result.returncode, 0)
        self.presad.wait_for_state("failed failed")  # and not "activating auto-restart", for which nobody has to wait
        self.presad.wait_for_line("status=78", since)
        self.presad.wait_for_line("presad.yaml:4:14", since)
        self.assertEqual(self.presad.restarts(), 0)
        self.assertEqual(self.retained("tele/+/LWT"), {
            "tele/presad/LWT": "Offline", "tele/presa1/LWT": "Offline", "tele/presa2/LWT": "Offline"})

    def test_a_good_file_and_a_start_cure_it(self):
        since = self.person.now()
        self.write_inventory(self.inventory(self.plug("presa1")))
        self.presad.control("start")
        self.wait_for_presence("presa1", "Online", since)
        self.assert_switches(self.plug("presa1"))
