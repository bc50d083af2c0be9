"""Upgrades, removing, purging."""

import re
import subprocess

from machine import Case, lan

# What a system keeps of any package that it ever had: logs, caches, the accounts' files, dpkg's own books, and what the
# broker and its libraries make beside their own files.
_books = re.compile(r"/(var/(log|cache|lib/(dpkg|apt|systemd|misc|ucf))|run|tmp|var/tmp|dev|proc|sys|root)(/|$)"
                    r"|/etc/(ld\.so\.cache|passwd|group|shadow|gshadow|subuid|subgid|\.pwd\.lock|machine-id|\.updated|hosts\.allow|hosts\.deny)-?$"
                    r"|mosquitto")


class Upgrading(Case):
    def test_removing_leaves_inventory_and_memory(self):
        self.apt("remove presad")
        self.assertFalse(self.exists("/usr/bin/presad"))
        self.assertTrue(self.exists("/etc/presad/presad.yaml"))
        self.assertTrue(self.exists("/var/lib/presad/presad.db"))
        self.assertIn(self.presad.show("LoadState"), ("not-found", "masked"))

    def test_the_lower_version_takes_them_up_again(self):
        since = self.person.now()
        self.apt(f"install ./{self.world.older_package}")
        self.presad.wait_for_state("active running")
        self.wait_for_presence("presa1", "Online", since)

    def test_an_upgrade_asks_nothing_and_the_plugs_are_back(self):
        pid, since, cursor = self.presad.main_pid(), self.person.now(), self.presad.cursor()
        inventory = self.machine.output("sha256sum /etc/presad/*.yaml")
        self.apt(f"install ./{self.world.package}")
        self.presad.wait_for_another(pid)
        self.wait_for_presence("presa1", "Online", since)
        self.assert_back_soon(self.presad, "presa1", cursor)
        self.assert_switches(self.plug("presa1"))
        self.assertEqual(self.machine.output("sha256sum /etc/presad/*.yaml"), inventory)

    def test_disabled_stays_disabled(self):
        self.apt(f"install --allow-downgrades ./{self.world.older_package}")
        self.machine.run("systemctl disable --now presad")
        self.apt(f"install ./{self.world.package}")
        self.assertEqual(self.machine.run("systemctl is-enabled presad", check=False).stdout.strip(), "disabled")
        self.assertEqual(self.presad.state(), "inactive dead")
        self.machine.run("systemctl enable --now presad")
        self.presad.wait_for_state("active running")


class Purging(Case):
    def test_purge_says_how_the_broker_forgets_and_it_is_true(self):
        since = self.person.now()
        said = self.apt("purge presad presad-sim").stdout
        self.wait_for_presence("presa1", "Offline", since)
        self.assertEqual(self.processes(), "")
        self.assertIn("tele/presa1/LWT", self.retained("tele/presa1/#"))
        typed = re.findall(r"^ *(mosquitto_sub .*)$", said.replace("\\\n", " "), re.MULTILINE)
        self.assertTrue(typed, said)
        for line in typed:
            # mosquitto_sub ends with 27 where it has waited long enough.
            subprocess.run(["nsenter", f"--net={lan.NAMESPACE}", "sh", "-c", line], stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60, check=False)
        self.assertEqual(self.retained("tele/presa1/#", "stat/presa1/#", "tele/presad/#"), {})

    def test_purge_leaves_nothing_in_the_file_system(self):
        self.assertIsNotNone(self.world.files_before, "the first installation did not run")
        owned = set(self.machine.output("cat /var/lib/dpkg/info/*.list").splitlines())
        # On a merged /usr a package may own /lib/x, which find shows as /usr/lib/x.
        owned |= {f"/usr{path}" for path in owned if path.startswith(("/lib", "/bin", "/sbin"))}
        left = {path for path in self.all_files() - self.world.files_before - owned if not _books.search(path)}
        self.assertEqual(sorted(left), [])
        named = self.machine.output("find / -xdev -name '*presad*' -not -path '/root/*' -not -path '/run/*' "
                                    "-not -path '/proc/*' -not -path '/tmp/*'")
        self.assertEqual(named, "")
        self.assertIn(self.presad.show("LoadState"), ("not-found",))
        self.assertEqual(self.machine.output("systemctl list-units --all --plain --no-legend 'presad*'"), "")


class ArmV6(Case):
    def test_a_processor_that_would_crash_is_refused_with_a_sentence(self):
        self.machine.run("mkdir -p /root/armv6 && printf '#!/bin/sh\\necho armv6l\\n' > /root/armv6/uname && "
                         "chmod +x /root/armv6/uname")
        result = self.apt(f"-o DPkg::Path=/root/armv6:$PATH install ./{self.world.package}", check=False)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("ARMv6", result.stdout)
        self.assertNotIn("ii ", self.machine.run("dpkg --list presad", check=False).stdout)
        self.assertFalse(self.exists("/usr/bin/presad"))
