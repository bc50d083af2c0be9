#!/usr/bin/env python3
"""The includes of the tree agree with ARCHITECTURE.md; and this test can fail: it is fed a tree that does not."""

import os
import re
import tempfile
import unittest

from rules import Rules
from tree import read_tree

_root = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


def _read(path):
    with open(os.path.join(_root, path), encoding="utf-8") as file:
        return file.read()


class TheTree(unittest.TestCase):
    def test_every_include_agrees_with_the_paper(self):
        files = read_tree(_root)
        self.assertGreater(len(files), 50, "the tree was not found")
        findings = Rules(_read("ARCHITECTURE.md")).findings(files)
        if findings:
            self.fail("\n\n" + "\n".join(findings) + "\n")

    def test_the_build_links_no_room_that_the_paper_forbids(self):
        rules, seen = Rules(_read("ARCHITECTURE.md")), 0
        for room, allowed in rules.rooms.items():
            path = f"lib/{room}/CMakeLists.txt"
            if room == "families" or not os.path.exists(os.path.join(_root, path)):
                continue  # families lists its members' targets too; daemon and cli may link everything
            may_link = {one.split("/")[0] for one in allowed} | {room.rpartition("/")[2]}
            for target in re.finditer(r"presad_room\(([^)]*)\)", _read(path)):
                listed = re.search(r"\bROOMS\s+([a-z_\s]*)", target[1])
                for linked in listed[1].split() if listed else []:
                    seen += 1
                    with self.subTest(path=path, links=linked):
                        self.assertIn(linked.partition("_")[0], may_link | self._of_families(may_link))
        self.assertGreater(seen, 8, "the build's own lists were not found")

    @staticmethod
    def _of_families(may_link):
        """The targets that lib/families itself is made of."""
        return {"family", "device"} if "families" in may_link else set()


_paper = """
| folder | may include |
|---|---|
| base | |
| loop | base |
| device | base |
| bridge | base, device, loop/timer.h |

| header | its doors |
|---|---|
| `spdlog/` | base/log.cpp |
| `sys/epoll.h` | loop |
| `netdb.h` | |
"""

_good = {
    "lib/base/text.h": "// Text. Pure.\n#include <string>\n",
    "lib/base/log.h": "// The log.\n#include <string>\n",
    "lib/base/log.cpp": '// The log.\n#include "base/log.h"\n#include <spdlog/spdlog.h>\n',
    "lib/loop/timer.h": '// Time.\n#include "base/text.h"\n',
    "lib/loop/event_loop.cpp": '// The loop.\n#include "loop/timer.h"\n#include <sys/epoll.h>\n',
    "lib/device/state.h": '// Nouns. Pure.\n#include "base/text.h"\n',
    "lib/bridge/bridge.h": '// Both.\n#include "device/state.h"\n#include "loop/timer.h"\n',
}


class TheTest(unittest.TestCase):
    def _findings(self, changed, paper=_paper):
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**_good, **changed}.items():
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return Rules(paper).findings(read_tree(root))

    def _finds(self, place, cause, changed, paper=_paper):
        findings = self._findings(changed, paper)
        self.assertTrue(any(place in one and cause in one for one in findings), findings)

    def test_a_good_tree_passes(self):
        self.assertEqual(self._findings({}), [])

    def test_an_include_that_runs_upward_is_found_with_its_line(self):
        self._finds('lib/base/text.h:2: #include "device/state.h"', "base may include",
                    {"lib/base/text.h": '// Text.\n#include "device/state.h"\n'})

    def test_a_door_file_opens_no_other_file_of_its_room(self):
        self._finds("lib/bridge/bridge.h:2", "not loop",
                    {"lib/bridge/bridge.h": '//\n#include "loop/wheel.h"\n', "lib/loop/wheel.h": "//\n"})

    def test_a_library_beside_its_door_is_found(self):
        self._finds("lib/device/state.h:2", "spdlog/ belongs behind base/log.cpp",
                    {"lib/device/state.h": "// Nouns.\n#include <spdlog/fmt/fmt.h>\n"})

    def test_a_library_in_the_right_room_but_the_wrong_file_is_found(self):
        self._finds("lib/base/log.h:2", "spdlog/", {"lib/base/log.h": "//\n#include <spdlog/spdlog.h>\n"})

    def test_a_header_without_a_door_is_refused_everywhere(self):
        self._finds("lib/loop/timer.h:2", "no door at all", {"lib/loop/timer.h": "//\n#include <netdb.h>\n"})

    def test_a_circle_of_files_in_one_room_is_found(self):
        self._finds("a circle of files", "loop/a.h -> loop/b.h -> loop/a.h",
                    {"lib/loop/a.h": '//\n#include "loop/b.h"\n', "lib/loop/b.h": '//\n#include "loop/a.h"\n'})

    def test_a_circle_in_the_paper_itself_is_found(self):
        self._finds("a circle of folders", "base", {}, _paper.replace("| base | |", "| base | loop |"))

    def test_a_pure_file_that_logs_is_found(self):
        self._finds("lib/device/state.h:2", "calls itself pure",
                    {"lib/device/state.h": '// Nouns. Pure.\n#include "base/log.h"\n'})

    def test_a_row_of_its_own_gives_a_file_more_than_its_folder_has(self):
        upward = {"lib/base/list.cpp": '//\n#include "device/state.h"\n'}
        self._finds("lib/base/list.cpp:2", "base may include", upward)
        self.assertEqual(self._findings(upward, _paper.replace("| base | |", "| base | |\n| base/list.cpp | device |")), [])

    def test_a_folder_without_a_row_is_found(self):
        self._finds("attic", "no row", {"lib/attic/box.h": "//\n"})

    def test_a_row_without_a_folder_is_found(self):
        self._finds("a row for cellar", "no such folder or file", {}, _paper.replace("| base | |", "| base | |\n| cellar | base |"))

    def test_an_include_of_a_file_that_does_not_exist_is_found(self):
        self._finds("lib/loop/timer.h:2", "no such file", {"lib/loop/timer.h": '//\n#include "base/txet.h"\n'})

    def test_a_paper_without_its_tables_is_an_error(self):
        with self.assertRaises(ValueError):
            Rules("# The house\n")


if __name__ == "__main__":
    unittest.main()
