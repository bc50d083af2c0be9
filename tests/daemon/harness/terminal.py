"""A program at a terminal of its own: what it writes there, what is typed, and how it leaves the terminal."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios

from harness.waiting import limit, wait_for

_colour = re.compile(r"\x1b\[[0-9;]*m")


def screen_of(written):
    """What a terminal shows in the end of what was written to it: lines, with the cursor moved up and the rest cleared."""
    lines, row = [""], 0
    for piece in re.findall(r"\x1b\[\??\d*[A-Za-z]|\r\n|\r|\n|[^\x1b\r\n]+", _colour.sub("", written)):
        if piece in ("\r\n", "\n"):
            row += 1
            if row == len(lines):
                lines.append("")
        elif move := re.fullmatch(r"\x1b\[(\d+)A", piece):
            row -= int(move[1])
        elif piece == "\x1b[J":
            lines[row:] = [""]
        elif not piece.startswith("\x1b") and piece != "\r":
            lines[row] += piece
    while lines and not lines[-1].strip():
        lines.pop()
    return [line.rstrip() for line in lines]


class Terminal:
    """The terminal is the program's controlling one: Ctrl-C that is typed here comes as a signal."""

    def __init__(self, command, environment=None, folder=None):
        self._ours, self._its = pty.openpty()
        self.modes_before = termios.tcgetattr(self._its)
        self.child = subprocess.Popen(command, stdin=self._its, stdout=self._its, stderr=self._its, cwd=folder,
                                      env={**os.environ, "TERM": "xterm", **(environment or {})}, start_new_session=True,
                                      preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        self.written = ""

    def _read(self):
        while select.select([self._ours], [], [], 0)[0]:
            self.written += os.read(self._ours, 1 << 16).decode(errors="replace")
        return self.written

    def wait_for(self, pattern, seconds=20):
        """Until it has written that (a regular expression); gives the match."""
        return wait_for(lambda: re.search(pattern, self._read()), seconds, lambda: f"{pattern!r} in {self.written!r}")

    def type(self, text):
        """Keys, "\\x03" is Ctrl-C and "\\x04" Ctrl-D."""
        os.write(self._ours, text.encode())

    def take_in(self):
        """Until the kernel has handed the program's terminal all that was typed, which it does in its own time: it tells of a
        Ctrl-S that comes behind it (TIOCPKT, ioctl_tty(2))."""
        fcntl.ioctl(self._ours, termios.TIOCPKT, struct.pack("i", 1))
        self.type("\x13\x11")
        wait_for(lambda: select.select([], [], [self._ours], 0)[2], 5, "what was typed to arrive")
        fcntl.ioctl(self._ours, termios.TIOCPKT, struct.pack("i", 0))

    def echoes(self):
        return bool(termios.tcgetattr(self._its)[3] & termios.ECHO)

    def end(self, seconds=20):
        """Waits for the program to end; its status."""
        wait_for(lambda: self._read() is not None and self.child.poll() is not None, seconds,
                 lambda: f"the end, after {self.written!r}")
        self._read()
        return self.child.returncode

    def modes(self):
        return termios.tcgetattr(self._its)

    def close(self):
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait(limit(10))
        for descriptor in (self._ours, self._its):
            os.close(descriptor)
