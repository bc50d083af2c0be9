"""The source tree as the architecture test sees it: files, their rooms, their includes. Reads, judges nothing."""

import os
import re
from dataclasses import dataclass

_include = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
_pure = re.compile(r"\bPure\b[.:]")


@dataclass(frozen=True)
class Include:
    place: str  # "lib/base/log.cpp:12"
    line: str   # as written
    name: str   # "base/log.h"
    quoted: bool


@dataclass(frozen=True)
class SourceFile:
    path: str  # "lib/base/log.cpp"
    room: str  # "base", "families/tuya", "daemon"
    name: str  # as others include it: "base/log.cpp"
    pure: bool
    includes: tuple


def room_of(name):
    """The room of "families/tuya/wire.h" is "families/tuya", that of "base/log.h" is "base"."""
    parts = name.split("/")
    return "/".join(parts[:2]) if parts[0] == "families" and len(parts) > 2 else parts[0]


def read_tree(root):
    """Every C++ file below lib/, daemon/ and cli/."""
    found = []
    for top in ("lib", "daemon", "cli"):
        for folder, folders, files in os.walk(os.path.join(root, top)):
            folders.sort()
            for file in sorted(files):
                if file.endswith((".h", ".cpp", ".h.in")):
                    found.append(_read(root, os.path.relpath(os.path.join(folder, file), root)))
    return found


def _read(root, path):
    name = path.removeprefix("lib/").removesuffix(".in")  # made by the build, but its room is known
    includes, head, in_head = [], [], True
    with open(os.path.join(root, path), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            in_head = in_head and line.startswith("//")
            if in_head:
                head.append(line)
            if match := _include.match(line):
                includes.append(Include(f"{path}:{number}", line.strip(), match[2], match[1] == '"'))
    return SourceFile(path, room_of(name), name, bool(_pure.search("".join(head))), tuple(includes))
