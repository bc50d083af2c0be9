"""One child process with its output in a file that can be waited on."""

import ctypes
import os
import re
import signal
import subprocess

from harness.waiting import limit, wait_for

_libc = ctypes.CDLL(None)
_pr_set_pdeathsig = 1  # prctl(2)


def _die_with_parent():
    _libc.prctl(_pr_set_pdeathsig, signal.SIGKILL)


class Process:
    """Started at once; standard output and error go to one file, in the order in which they were written."""

    def __init__(self, name, command, folder, environment=None):
        self.name = name
        self.command = [str(word) for word in command]
        self.log_path = os.path.join(folder, f"{name}.log")
        self._log = open(self.log_path, "ab")
        self._begin = self._log.tell()  # another of its name may have written before
        self._child = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=self._log, stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})}, preexec_fn=_die_with_parent)

    @property
    def pid(self):
        return self._child.pid

    def running(self):
        return self._child.poll() is None

    def log(self):
        """All that the process has written so far."""
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def log_mark(self):
        """Now, as a place in the log; for `wait_for_line(…, since=mark)`."""
        return os.path.getsize(self.log_path)

    def log_since(self, mark):
        with open(self.log_path, "rb") as file:
            file.seek(mark)
            return file.read().decode("utf-8", "replace")

    def wait_for_line(self, pattern, seconds, since=0):
        """Gives the match of `pattern` (a regular expression) in what it wrote itself; fails at once if it ends without it."""
        since = max(since, self._begin)

        def look():
            alive = self.running()
            found = re.search(pattern, self.log_since(since), re.MULTILINE)
            if not found and not alive:
                raise AssertionError(f"{self.name} ended with status {self._child.returncode} before it wrote "
                                     f"{pattern!r}:\n{self.log()}")
            return found
        return wait_for(look, seconds, lambda: f"{pattern!r} from {self.name}, which wrote:\n{self.log_since(since)}")

    def type_line(self, line):
        """Types `line` into the process, as a person would."""
        self._child.stdin.write(line.encode() + b"\n")
        self._child.stdin.flush()

    def send_signal(self, number):
        self._child.send_signal(number)

    def wait_for_end(self, seconds):
        """Gives the exit status; negative: the signal that ended it."""
        try:
            return self._child.wait(limit(seconds))
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.name} is still running after {limit(seconds):.0f} s:\n{self.log()}") from None

    def stop(self, seconds=10):
        """Asks it to end and gives its exit status."""
        if self.running():
            self.send_signal(signal.SIGTERM)
        status = self.wait_for_end(seconds)
        self._close()
        return status

    def kill(self):
        if self.running():
            self._child.kill()
        self._child.wait()
        self._close()

    def _close(self):
        try:
            self._child.stdin.close()
        except BrokenPipeError:
            pass  # it went before it read what was typed last
        self._log.close()
