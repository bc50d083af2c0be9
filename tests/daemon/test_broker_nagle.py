#!/usr/bin/env python3
"""presad says when the broker holds the second of two messages back, and how to mend it; of any other it says nothing."""

import re

from harness import DaemonTest, main, wait_for

_cure = "give mosquitto the line set_tcp_nodelay true"


class Default(DaemonTest):
    broker_settings = ("allow_anonymous true", "set_tcp_nodelay false")

    def test_a_broker_as_it_is_installed_is_told_with_the_cure(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        # On a machine that is very busy the kernel may acknowledge at once, and hide it: each connection is looked at.
        for _ in range(15):
            try:
                self.presad.wait_for_line(rf"warning mqtt: .*{_cure}", 1)
                break
            except AssertionError:
                self.broker.kill()
                self.broker.start()
        self.assertIn(_cure, self.presad.process.log())
        self.assertEqual([m.text for m in self.person.messages if m.topic == "tele/presad/LWT" and not m.retain], ["Online"])


class Mended(DaemonTest):
    broker_settings = ("allow_anonymous true", "log_type unsubscribe")

    def test_of_one_that_sends_at_once_nothing_is_said(self):
        self.start_with(self.plug("presa1", "3.3", relays=1))
        # Unsubscribed: the look is over.
        wait_for(lambda: re.search(r"\d: presad\S* tele/presad/LWT$", self.broker.log(), re.MULTILINE), 15,
                 lambda: f"the end of the look; the broker wrote:\n{self.broker.log()}")
        self.assertNotIn(_cure, self.presad.process.log())


if __name__ == "__main__":
    main()
