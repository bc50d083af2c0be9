"""Who is in the group presa looks and switches, and reads no secret."""

from machine import Case
from machine.case import INVENTORY, SECRETS


class Members(Case):
    def user(self, name, *options):
        """Somebody with an account, until this case ends."""
        self.machine.run(f"useradd --no-create-home {' '.join(options)} {name}")
        self.addCleanup(self.machine.run, f"userdel {name}")
        return name

    def as_user(self, name, command):
        return self.machine.run(f"setpriv --reuid={name} --regid={name} --init-groups {command}", check=False)

    def test_a_member_sees_and_switches_the_plug_and_reads_no_secret(self):
        plug = self.plug("presa1")
        member = self.user("member", "--groups presa")
        status = self.as_user(member, "presa status")
        self.assertEqual(status.returncode, 0, status.stdout + status.stderr)
        self.assertIn("presa1", status.stdout)
        for word in ("on", "off"):
            done = self.as_user(member, f"presa {word} presa1")
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(plug.relay(), word == "on")
        for path in (INVENTORY, SECRETS):
            read = self.as_user(member, f"cat {path}")
            self.assertNotEqual(read.returncode, 0)
            self.assertIn("Permission denied", read.stderr)
            self.assertEqual(read.stdout, "")

    def test_who_is_in_no_group_is_told_so(self):
        status = self.as_user(self.user("stranger"), "presa status")
        self.assertEqual(status.returncode, 77, status.stdout + status.stderr)
        self.assertIn("group presa", status.stderr)
