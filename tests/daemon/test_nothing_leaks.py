#!/usr/bin/env python3
"""The search for secrets that ends every test of this kind finds what it is to find."""

import os

from harness import DaemonTest, main


class NothingLeaks(DaemonTest):
    def tearDown(self):
        super().tearDown()
        self.presad.stop()

    def _found(self):
        with self.assertRaises(AssertionError) as caught:
            self._check_nothing_leaked()
        return str(caught.exception)

    def setUp(self):
        super().setUp()
        self.lamp = self.plug("presa1", "3.3", relays=1)
        self.start_with(self.lamp)
        self._check_nothing_leaked()

    def test_in_a_log(self):
        path = os.path.join(self.folder, "another.log")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"key {self.lamp.local_key}\n")
        self.assertIn("'presa1' stands in another.log", self._found())
        os.remove(path)

    def test_in_a_message_and_after_the_secret_was_changed(self):
        self.inventory.secrets["presa1"] = "another-key-0001"
        self.person.publish("somewhere", self.lamp.local_key)
        self.pass_barrier("presa1")
        self.assertIn("'presa1' stands in what was published", self._found())
        self.person.messages.clear()

    def test_on_a_command_line(self):
        self.presad.command_lines.append(b"presad\0--key\0" + self.lamp.local_key.encode())
        self.assertIn("stands in a command line", self._found())
        self.presad.command_lines.pop()


if __name__ == "__main__":
    main()
