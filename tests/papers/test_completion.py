"""presa completion: real shells complete with it, and the shipped scripts are what presa prints.

    test_completion.py PRESA
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PRESA = sys.argv.pop(1)
SHIPPED = {"bash": "presa.bash", "zsh": "_presa", "fish": "presa.fish"}

# Two topics begin alike; one holds what a careless script would run.
INVENTORY = """devices:
  presa1: {type: tuya}
  presa2: {type: tuya}
  'run`echo>ran`': {type: tuya}
"""


def script(shell):
    return subprocess.run([PRESA, "completion", shell], check=True, capture_output=True, text=True, timeout=30).stdout


class Completion(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.inventory = os.path.join(self.folder, "presad.yaml")
        pathlib.Path(self.inventory).write_text(INVENTORY, encoding="utf-8")
        self.where = ["--config", self.inventory, "--socket", self.folder + "/none"]

    def bash(self, *words):
        """What bash offers for the last word."""
        line = '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _presa 2> /dev/null; printf "%s\\n" "${COMPREPLY[@]}"'
        path = os.path.join(self.folder, "presa.bash")
        pathlib.Path(path).write_text(script("bash"), encoding="utf-8")
        done = subprocess.run(["bash", "--norc", "-c", line, "bash", path, PRESA, *words], check=True, capture_output=True,
                              text=True, timeout=30, cwd=self.folder)
        self.assertEqual(done.stderr, "")
        return [each for each in done.stdout.split("\n") if each]

    def test_bash_completes_verbs_and_those_of_a_group(self):
        self.assertEqual(self.bash("st"), ["status"])
        self.assertIn("doctor", self.bash(""))
        self.assertEqual(self.bash("--v"), ["--version"])
        self.assertEqual(self.bash("config", "s"), ["schema"])
        self.assertEqual(self.bash("completion", "f"), ["fish"])

    def test_bash_completes_the_options_of_each_verb_as_its_help_has_them(self):
        self.assertEqual(self.bash("status", "--js"), ["--json"])
        self.assertEqual(self.bash("config", "fmt", "--w"), ["--write"])
        self.assertEqual(self.bash("check", "--dur"), [])
        self.assertNotIn("--topics", self.bash("completion", "--"))

    def test_bash_completes_files_where_a_file_is_wanted_and_nothing_behind_a_number(self):
        self.assertEqual(self.bash("check", "--config", "presad"), ["presad.yaml"])
        self.assertEqual(self.bash("import", "presad"), ["presad.yaml"])
        self.assertEqual(self.bash("status", "--timeout", ""), [])

    def test_bash_completes_topics_and_runs_nothing_that_stands_in_one(self):
        self.assertEqual(self.bash("on", *self.where, "pr"), ["presa1", "presa2"])
        self.assertEqual(self.bash("set", *self.where, "presa1"), ["presa1"])
        self.assertEqual(self.bash("get", *self.where, "run"), ["run\\`echo\\>ran\\`"])
        self.assertFalse(os.path.exists(os.path.join(self.folder, "ran")))

    def test_topics_are_one_a_line_and_nothing_where_nobody_knows_any(self):
        done = subprocess.run([PRESA, "completion", "--topics", *self.where], capture_output=True, text=True, timeout=30)
        self.assertEqual((done.returncode, done.stdout.splitlines()[:2], done.stderr), (0, ["presa1", "presa2"], ""))
        none = ["--config", self.folder + "/none", "--socket", self.folder + "/none"]
        done = subprocess.run([PRESA, "completion", "--topics", *none], capture_output=True, text=True, timeout=30)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(subprocess.run([PRESA, "completion", "csh"], capture_output=True, timeout=30).returncode, 64)

    def test_each_shell_that_is_here_can_read_its_script(self):
        for shell in SHIPPED:
            with self.subTest(shell=shell):
                if not shutil.which(shell):
                    self.skipTest(f"{shell} is not installed")
                path = os.path.join(self.folder, "script")
                pathlib.Path(path).write_text(script(shell), encoding="utf-8")
                done = subprocess.run([shell, "-n", path], capture_output=True, text=True, timeout=30)
                self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""))

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish_completes(self):
        path = os.path.join(self.folder, "presa.fish")
        pathlib.Path(path).write_text(script("fish"), encoding="utf-8")
        def offered(line):
            done = subprocess.run(["fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", path, line], check=True,
                                  capture_output=True, text=True, timeout=30,
                                  env={**os.environ, "HOME": self.folder, "PATH": os.path.dirname(PRESA) + ":" + os.environ["PATH"]})
            return [each.split("\t")[0] for each in done.stdout.splitlines()]
        self.assertEqual(offered("presa sta"), ["status"])
        self.assertEqual(offered("presa config s"), ["schema"])
        self.assertIn("--json", offered("presa status --js"))
        self.assertEqual(offered("presa completion ba"), ["bash"])

    def test_the_shipped_scripts_are_what_presa_prints(self):
        for shell, name in SHIPPED.items():
            shipped = (ROOT / "cli" / "completion_scripts" / name).read_text(encoding="utf-8")
            self.assertEqual(shipped, script(shell), f"presa completion {shell} > cli/completion_scripts/{name}")


if __name__ == "__main__":
    unittest.main()
