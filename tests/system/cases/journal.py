"""What the owner finds in the journal."""

from machine import Case


class Journal(Case):
    def entries(self):
        return [one for one in self.presad.entries() if one.get("SYSLOG_IDENTIFIER") == "presad"]

    def find(self, search):
        """The messages that `journalctl -u presad FIELD=VALUE…` finds."""
        return [one["MESSAGE"] for one in self.presad.entries(more=search)]

    def test_an_entry_has_its_priority(self):
        priorities = {one["PRIORITY"] for one in self.entries()}
        self.assertLessEqual(priorities, set("234567"))
        self.assertGreater(len(priorities), 1, "all have the same")

    def test_an_entry_has_fields_to_search_by(self):
        self.assertTrue([one for one in self.entries() if one.get("PRESAD_DEVICE") == "presa1"],
                        "no entry says by PRESAD_DEVICE=presa1 which device it speaks of")

    def test_what_became_of_a_command_and_what_woke_a_plug_are_found_by_their_fields(self):
        plug = self.plug("dull1", "3.3", "192.168.77.9", relays=1)
        self.addCleanup(plug.end)
        self.addCleanup(self.begin_as_usual)
        inventory = self.inventory(self.plug("presa1"), plug)
        inventory.devices["dull1"].update(offline_command_ttl=1, power_up_after=1, power_on="last")
        cursor, since = self.presad.cursor(), self.person.now()
        self.write_inventory(inventory)
        self.presad.control("reload")
        self.wait_for_presence("dull1", "Online", since)
        self.pass_barrier("dull1")
        self.assertEqual(self.person.ask("dull1", "Power", "ON"), '{"POWER":"ON"}')
        plug.fault("ack-only")
        self.assertIn("Unconfirmed", self.person.ask("dull1", "Power", "OFF", seconds=40))
        since = self.person.now()
        plug.kill()
        self.wait_for_presence("dull1", "Offline", since)
        self.assertIn("Offline", self.person.ask("dull1", "Power", "OFF", seconds=40))
        since = self.person.now()
        plug.start(fault="undefined-relay")  # it comes back as one that does not say where its relay is
        self.wait_for_presence("dull1", "Online", since, seconds=60)
        self.presad.wait_for_line("dull1: online", cursor)
        for outcome in ("unconfirmed", "offline"):
            found = self.find(f"PRESAD_DEVICE=dull1 PRESAD_COMMAND='POWER OFF' PRESAD_OUTCOME={outcome}")
            self.assertEqual(len(found), 1, found)
            self.assertIn(outcome, found[0])
        self.assertIn("online", self.find("PRESAD_DEVICE=dull1 PRESAD_RUNG=assert")[0])


class Secrecy(Case):
    def test_no_secret_of_any_case_is_in_the_journal_from_the_first_to_the_last(self):
        text = self.machine.output("journalctl --all --output=export")
        for unit in ("presad.service", "presad@site.service", "presad@barn.service"):
            self.assertIn(f"_SYSTEMD_UNIT={unit}\n", text)
        for owner, secret in self.world.secrets.items():
            self.assertNotIn(secret, text, f"the secret of {owner}")
