"""Every relative link of every Markdown page points at a file that exists, and at a heading of it."""

import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def pages():
    """Those that git knows or would take; all outside of build folders where this is no work tree."""
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "*.md"],
                            capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]
    return [path for path in ROOT.rglob("*.md") if not path.relative_to(ROOT).parts[0].startswith(("build", "."))]


def anchors(path):
    """GitHub's: small letters, blanks to hyphens, punctuation away."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
            for heading in re.findall(r"^#+ (.*)$", text, re.MULTILINE)}


def mistakes(path):
    for target in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists():
            yield "%s: no such file: %s" % (path.relative_to(ROOT), target)
        elif heading and heading not in anchors(file):
            yield "%s: no such heading: %s" % (path.relative_to(ROOT), target)


class Links(unittest.TestCase):
    def test_every_relative_link_leads_somewhere(self):
        found = pages()
        self.assertIn(ROOT / "README.md", found)
        self.assertEqual([mistake for path in found for mistake in mistakes(path)], [])


if __name__ == "__main__":
    unittest.main()
