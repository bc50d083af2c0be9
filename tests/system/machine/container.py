"""The machine: a folder with a Debian in it, booted by systemd-nspawn, driven from outside with nsenter."""

import os
import shlex
import signal
import subprocess

from harness.process import Process
from harness.waiting import limit, wait_for
from machine import lan


_asks_for_a_reboot = 133  # what systemd-nspawn --keep-unit ends with (systemd-nspawn(1), "Exit status")


class CommandFailed(AssertionError):
    pass


class Container:
    def __init__(self, root, folder):
        """`root`: its file system, which is written to; `folder`: for logs."""
        self.root = root
        self._folder = folder
        self._process = None
        self._first = None  # its process 1, as this namespace counts

    def boot(self):
        self._process = Process("console", [
            "systemd-nspawn", "--quiet", "--boot", f"--directory={self.root}", "--machine=presad-system",
            # Neither a systemd nor a machined is needed outside, and this run's own cgroup is the container's.
            "--register=no", "--keep-unit", f"--network-namespace-path={lan.NAMESPACE}",
            # IPAddressDeny= is a program that systemd hands to the kernel.
            "--capability=CAP_BPF,CAP_PERFMON,CAP_NET_ADMIN", "--system-call-filter=bpf",
            "--link-journal=no", "--resolv-conf=off", "--timezone=off",
        ], self._folder, {"UNIFIED_CGROUP_HIERARCHY": "1"})

        def look():
            if not self._process.running():
                raise AssertionError(f"systemd-nspawn ended:\n{self._process.log()}")
            return next((one for one in self._descendants(self._process.pid) if _is_first(one)), None)
        self._first = wait_for(look, 30, "the machine's first process")
        wait_for(self._is_booted, 60, lambda: f"the machine to boot; its console:\n{self._process.log()[-4000:]}")

    def _is_booted(self):
        state = self.run("systemctl is-system-running", check=False).stdout.strip()
        return state in ("running", "degraded")

    def _descendants(self, pid):
        found, ahead = [], [pid]
        while ahead:
            one = ahead.pop()
            try:
                for task in os.listdir(f"/proc/{one}/task"):
                    with open(f"/proc/{one}/task/{task}/children", encoding="ascii") as file:
                        ahead += [int(word) for word in file.read().split()]
            except OSError:
                continue  # ended while we looked
            found.append(one)
        return found[1:]

    def reboot(self):
        """As somebody at its keyboard would; returns when it is up again."""
        self.run("systemctl reboot", check=False)  # the answer may come or not: it is going down
        status = self._process.wait_for_end(60)
        if status != _asks_for_a_reboot:
            raise AssertionError(f"systemd-nspawn ended with {status} instead of asking for a reboot")
        self.boot()

    # --- somebody at its keyboard ---------------------------------------------------------------------------

    def command(self, command, network=True):
        """What runs `command`, a line for its shell, as root on it; `network`: or with this program's network."""
        namespaces = ["-m", "-u", "-i", "-p", "-C"] + (["-n"] if network else [])
        return ["nsenter", f"--target={self._first}", *namespaces, "--root", "--wd", "env", "-i",
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "HOME=/root",
                "DEBIAN_FRONTEND=noninteractive", "SYSTEMD_PAGER=", "sh", "-c", command]

    def run(self, command, check=True, seconds=60, network=True):
        """Gives its result: `returncode`, `stdout`, `stderr` (text)."""
        result = subprocess.run(self.command(command, network), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                errors="replace", timeout=limit(seconds), check=False)
        if check and result.returncode:
            raise CommandFailed(f"{command!r} ended with {result.returncode}:\n{result.stdout}{result.stderr}")
        return result

    def output(self, command, **options):
        """What it writes, without the line's end."""
        return self.run(command, **options).stdout.rstrip("\n")

    def write(self, path, text, mode=0o644, owner="root:root"):
        """A file of the machine, whole at once."""
        place = os.path.join(self.root, path.lstrip("/"))
        with open(place + ".new", "w", encoding="utf-8") as file:
            os.chmod(place + ".new", mode)
            file.write(text)
        self.run(f"chown {owner} {shlex.quote(path)}.new && mv {shlex.quote(path)}.new {shlex.quote(path)}")

    # --- the end --------------------------------------------------------------------------------------------

    def end(self):
        """In any case, whatever it is doing."""
        if self._process is None:
            return
        if self._process.running():
            self._process.send_signal(signal.SIGTERM)  # an orderly end, so that its journal is whole
            try:
                self._process.wait_for_end(20)
            except AssertionError:
                pass
        self._process.kill()

    def console(self):
        return self._process.log()


def _is_first(pid):
    """Whether it is process 1 of a namespace of its own."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            numbers = next(line.split()[1:] for line in file if line.startswith("NSpid:"))
            return len(numbers) > 1 and numbers[-1] == "1"
    except (OSError, StopIteration):
        return False
