"""What the owner finds in the journal."""

from machine import Case


class Journal(Case):
    def entries(self):
        return [one for one in self.presad.entries() if one.get("SYSLOG_IDENTIFIER") == "presad"]

    def test_an_entry_has_its_priority(self):
        priorities = {one["PRIORITY"] for one in self.entries()}
        self.assertLessEqual(priorities, set("234567"))
        self.assertGreater(len(priorities), 1, "all have the same")

    def test_an_entry_has_fields_to_search_by(self):
        self.assertTrue([one for one in self.entries() if one.get("PRESAD_DEVICE") == "presa1"],
                        "no entry says by PRESAD_DEVICE=presa1 which device it speaks of")

    def test_no_secret_of_any_case_is_in_it(self):
        text = self.machine.output("journalctl --all --output=export")
        self.assertIn("presad", text)
        for name, secret in self.world.secrets.items():
            self.assertNotIn(secret, text, f"the key of {name}")
