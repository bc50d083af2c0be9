"""What the owner finds in the journal."""

from machine import Case


class Journal(Case):
    def test_an_entry_has_fields_to_search_by(self):
        entries = [one for one in self.presad.entries() if one.get("SYSLOG_IDENTIFIER") == "presad"]
        about = [one for one in entries if one.get("PRESAD_DEVICE") == "presa1"]
        self.assertTrue(about, "no entry says by PRESAD_DEVICE=presa1 which device it speaks of; the last one: "
                               f"{entries[-1] if entries else None}")
        self.assertLessEqual({one["PRIORITY"] for one in entries}, set("234567"))
        self.assertGreater(len({one["PRIORITY"] for one in entries}), 1, "all have the same priority")

    def test_no_secret_of_any_case_is_in_it(self):
        text = self.machine.output("journalctl --all --output=export")
        self.assertIn("presad", text)
        for name, secret in self.world.secrets.items():
            self.assertNotIn(secret, text, f"the key of {name}")
