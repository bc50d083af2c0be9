"""Inventory and secrets handed over by systemd, as docs/hardening.md shows, and no file of theirs in /etc/presad."""

from machine import Case
from machine.case import INVENTORY, SECRETS

_store = "/etc/credstore"


class Credentials(Case):
    def test_presad_starts_with_what_systemd_hands_over_and_without_it_not_at_all(self):
        plug = self.plug("presa1")
        self.addCleanup(self.begin_as_usual)  # after the drop-in is gone
        self.machine.run(f"rm {INVENTORY} {SECRETS}")
        self.assertNotEqual(self.presad.control("restart", check=False).returncode, 0)
        self.presad.wait_for_state("failed failed")

        self.machine.run(f"mkdir -p -m 700 {_store}")
        self.addCleanup(self.machine.run, f"rm {_store}/presad.yaml {_store}/secrets.yaml && rmdir {_store}")
        inventory = self.inventory(plug)
        self.machine.write(f"{_store}/presad.yaml", inventory.text(), 0o600)  # root's alone: systemd reads it
        self.machine.write(f"{_store}/secrets.yaml", inventory.secrets_text(), 0o600)
        self.drop_in(*(f"LoadCredential={name}:{_store}/{name}" for name in ("presad.yaml", "secrets.yaml")))
        self.restart()
        self.assertFalse(self.exists(SECRETS))
        self.assert_switches(plug)
