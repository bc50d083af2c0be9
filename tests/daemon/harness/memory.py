"""What presad keeps of its devices, read and bent while presad does not run (docs/memory.md)."""

import contextlib
import os
import sqlite3


class Memory:
    """`<folder>/presad.db`."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "presad.db")

    def facts(self, topic):
        with self._open() as database:
            return dict(database.execute("SELECT name, value FROM fact WHERE topic = ?", (topic,)))

    def is_sound(self):
        with self._open() as database:
            return database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    def pretend_another_boot(self):
        """As if all that is kept came from before the machine's last boot."""
        with self._open() as database:
            changed = database.execute("UPDATE fact SET value = 'an-earlier-boot' WHERE name = 'boot'").rowcount
        assert changed >= 2, f"{changed} boots are kept: of the machine, and of each device that was well"

    @contextlib.contextmanager
    def _open(self):
        with contextlib.closing(sqlite3.connect(f"file:{self.path}?mode=rw", uri=True)) as database:
            with database:
                yield database
