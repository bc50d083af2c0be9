"""Every option, verb and key has its place in a manual page, examples are right, and mandoc finds no fault.

    test_manual_pages.py PRESAD PRESA
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "man"
PRESAD, PRESA = sys.argv.pop(1), sys.argv.pop(1)


def page(name):
    return (MANUAL / name).read_text(encoding="utf-8")


def help_of(*command):
    return subprocess.run([*command, "--help"], check=True, capture_output=True, text=True, timeout=30).stdout


def options_of(text):
    return set(re.findall(r"^\s+(?:-\w,)?--([a-z-]+)", text, re.MULTILINE))


def verbs_of(text):
    """The first words of the lines below "Subcommands:" (CLI11's older and newer spelling)."""
    return re.findall(r"^  (\w+) ", re.split(r"subcommands:", text, flags=re.IGNORECASE)[-1], re.MULTILINE)


def all_verbs():
    """Those of a group by both their words: "config fmt"."""
    found = []
    for verb in verbs_of(help_of(PRESA)):
        said = help_of(PRESA, verb)
        inner = verbs_of(said) if "subcommands:" in said.lower() else []
        found += [f"{verb} {each}" for each in inner] or [verb]
    return found


def keys_of_the_inventory():
    """The first column of each table of docs/presad.yaml.md."""
    keys = set()
    for line in (ROOT / "docs" / "presad.yaml.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            keys.update(re.findall(r"`(?:\w+: )?(\w+)`", line.split("|")[1]))
    return keys


def entries(text, macros):
    """The words that stand in list heads (.It) or argument lists after one of the macros."""
    words = set()
    for line in text.splitlines():
        if re.match(r"\.(?:It )?(?:%s)\b" % "|".join(macros), line):
            words.update(re.findall(r"[\w-]+", line))
    return words


class ManualPages(unittest.TestCase):
    def missing(self, wanted, text):
        self.assertTrue(wanted, "nothing was found to look for")
        heads = [line for line in text.splitlines() if line.startswith(".It Fl ")]
        return sorted(word for word in wanted if not any(re.search(r"Fl -%s( |$)" % word, head) for head in heads))

    def test_every_option_of_presad(self):
        self.assertEqual(self.missing(options_of(help_of(PRESAD)), page("presad.8")), [])

    def test_every_verb_of_presa_and_its_options(self):
        text = help_of(PRESA)
        verbs = all_verbs()
        self.assertTrue(verbs)
        self.assertEqual([verb for verb in verbs if ".It Cm %s" % verb not in page("presa.1").splitlines()], [])
        options = options_of(text).union(*(options_of(help_of(PRESA, *verb.split())) for verb in verbs))
        self.assertEqual(self.missing(options, page("presa.1")), [])

    def test_the_synopsis_has_each_option_of_a_verb_once(self):
        synopsis = re.search(r"^\.Sh SYNOPSIS\n(.*?)^\.Sh ", page("presa.1"), re.MULTILINE | re.DOTALL)[1]
        seen = {}
        for verbs, rest in re.findall(r"^\.Cm (.*)\n((?:\.(?!Nm).*\n)*)", synopsis, re.MULTILINE):
            for verb in verbs.removesuffix(" bash | zsh | fish").split(" | "):
                seen[verb] = sorted(re.findall(r"Fl -([a-z-]+)", rest))
        for verb in all_verbs():
            with self.subTest(verb):
                self.assertEqual(seen[verb], sorted(options_of(help_of(PRESA, *verb.split())) - {"help"}))

    def test_the_table_of_exit_statuses_is_what_each_help_says(self):
        table = {verb: set(statuses.split()) for verb, statuses in
                 re.findall(r"^\.It Cm ([\w ]+) Ta ([\d ]+)$", page("presa.1"), re.MULTILINE)}
        said = {}
        for verb in all_verbs():
            status = help_of(PRESA, *verb.split()).partition("Status:")[2]
            said[verb] = set(re.findall(r"(?:[:,]\s+|\n\s*|^\s*)(\d+) (?=[a-zC])", status)) | {"0", "64"}
        self.assertEqual(table, said)

    def test_every_key_of_the_inventory(self):
        keys = keys_of_the_inventory()
        self.assertIn("local_key", keys)
        self.assertEqual(sorted(keys - entries(page("presad.yaml.5"), ["Ic"])), [])

    def check(self, inventory, secrets):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "presad.yaml").write_text(inventory, encoding="utf-8")
            pathlib.Path(folder, "secrets.yaml").write_text(secrets, encoding="utf-8")
            pathlib.Path(folder, "secrets.yaml").chmod(0o640)
            said = subprocess.run([PRESAD, "--check", "--config", folder + "/presad.yaml"], capture_output=True,
                                  text=True, timeout=30)
            self.assertEqual(said.returncode, 0, said.stderr)
            self.assertIn("no problems", said.stdout + said.stderr)

    def test_the_examples_of_the_inventory_are_right(self):
        self.check(*re.findall(r"^\.Bd -literal\n(.*?)^\.Ed", page("presad.yaml.5"), re.MULTILINE | re.DOTALL))
        for name in ("install.md", "local-keys.md"):
            text = (ROOT / "docs" / name).read_text(encoding="utf-8")
            inventory, secrets = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
            self.check(inventory, secrets)

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_mandoc_finds_nothing(self):
        for path in sorted(MANUAL.iterdir()):
            found = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(path)], capture_output=True, text=True,
                                   timeout=30)
            self.assertEqual(found.stdout + found.stderr, "")


if __name__ == "__main__":
    unittest.main()
