"""A machine that never saw presad: one apt, and it runs."""

import re

from machine import Case


class FirstInstallation(Case):
    needed = True

    def test_one_apt_installs_it_and_a_broker(self):
        self.world.files_before = self.all_files()
        self.apt(f"install ./{self.world.package} ./{self.world.simulator_package}")
        self.assertEqual(self.machine.output("systemctl is-active mosquitto"), "active")

    def test_it_runs_at_once_with_the_inventory_that_is_shipped(self):
        self.presad.wait_for_state("active running")
        self.presad.wait_for_line("ready")
        self.assertEqual(self.presad.restarts(), 0)
        self.assertEqual(self.machine.output("systemctl is-enabled presad"), "enabled")
        self.assertEqual(self.machine.output("systemctl --failed --no-legend"), "")

    def test_it_runs_as_its_own_user(self):
        status = self.machine.output(f"cat /proc/{self.presad.main_pid()}/status")
        user = self.machine.output("id -u presad")
        self.assertNotEqual(user, "0")
        self.assertEqual(set(re.search(r"^Uid:\s+(.*)$", status, re.MULTILINE)[1].split()), {user})
        self.assertEqual(re.search(r"^CapEff:\s+(\w+)$", status, re.MULTILINE)[1].strip("0"), "", "it has capabilities")

    def test_nobody_else_reads_its_files(self):
        self.assertEqual({path: self.file_facts(path) for path in (
            "/etc/presad", "/etc/presad/presad.yaml", "/etc/presad/secrets.yaml", "/var/lib/presad",
            "/var/lib/presad/presad.db")}, {
                "/etc/presad": "755 root:root",
                "/etc/presad/presad.yaml": "640 root:presad",
                "/etc/presad/secrets.yaml": "640 root:presad",
                "/var/lib/presad": "700 presad:presa",
                "/var/lib/presad/presad.db": "600 presad:presa"})

    def test_its_exposure_is_at_most_1_2(self):
        said = self.machine.output("systemd-analyze security --no-pager presad.service", check=False)
        found = re.search(r"Overall exposure level for presad\.service: ([\d.]+)", said)
        self.assertIsNotNone(found, said)
        self.assertLessEqual(float(found[1]), 1.2, said)
