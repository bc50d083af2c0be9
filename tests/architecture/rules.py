"""The tables of ARCHITECTURE.md, and what of a tree disagrees with them. Pure but for reading the paper."""

import os
import re

from tree import room_of

# What a pure file may not touch although its room may.
_impure_rooms = {"loop", "net", "mqtt"}
_impure_headers = {"base/log.h"}
_pure_libraries = ("tl/", "nlohmann/", "openssl/", "yaml-cpp/")


class Rules:
    def __init__(self, paper):
        self.rooms = {row[0]: row[1] for row in _table(paper, "folder")}
        self.doors = {row[0]: row[1] for row in _table(paper, "header")}
        if not self.rooms or not self.doors:
            raise ValueError("ARCHITECTURE.md has lost one of its two tables")

    def findings(self, files):
        """One line of text per disagreement; empty when tree and paper agree."""
        found = []
        known = {file.name for file in files}
        for room in sorted({file.room for file in files} - self.rooms.keys()):
            found.append(f"{room}: this folder has no row in ARCHITECTURE.md")
        for room in sorted(self.rooms.keys() - {file.room for file in files} - known):
            found.append(f"ARCHITECTURE.md: a row for {room}, but there is no such folder or file")
        for file in files:
            for include in file.includes:
                cause = self._room_cause(file, include) if include.name in known else self._door_cause(file, include)
                cause = cause or (self._purity_cause(file, include, known) if file.pure else None)
                if not cause and include.quoted and include.name not in known:
                    cause = "no such file below lib/, daemon/ or cli/"
                if cause:
                    found.append(f"{include.place}: {include.line}\n    {cause}")
        return found + _circles(files, known) + self._circles_of_rooms()

    def _room_cause(self, file, include):
        room = room_of(include.name)
        subject = file.name if file.name in self.rooms else file.room  # a file may have a row of its own
        allowed = self.rooms.get(subject, [])
        if room == file.room or room in allowed or include.name in allowed:
            return None
        return f"{subject} may include {', '.join(allowed) or 'nothing of the house'}; not {room}"

    def _door_cause(self, file, include):
        for header, doors in self.doors.items():
            if include.name == header or (header.endswith("/") and include.name.startswith(header)):
                if not any(_behind(file, door) for door in doors):
                    return f"{header} belongs behind {', '.join(doors) or 'no door at all'}"
        return None

    def _purity_cause(self, file, include, known):
        if include.name in known:
            room = room_of(include.name)
            if (room in _impure_rooms and room != file.room) or include.name in _impure_headers:
                return "this file calls itself pure"
        elif any(include.name == header or (header.endswith("/") and include.name.startswith(header))
                 for header in self.doors) and not include.name.startswith(_pure_libraries):
            return "this file calls itself pure"
        return None

    def _circles_of_rooms(self):
        edges = {room: {one if one in self.rooms else room_of(one) for one in allowed}
                 for room, allowed in self.rooms.items()}
        return [f"ARCHITECTURE.md: a circle of folders: {' -> '.join(circle)}" for circle in _find_circles(edges)]


def _behind(file, door):
    return file.room == door or file.name == door or os.path.splitext(file.name)[0] == door


def _table(paper, first_heading):
    """The rows of the table whose first heading is this: (first cell, [words of the second cell])."""
    rows, inside = [], False
    for line in paper.splitlines():
        cells = [cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells[0] == first_heading:
            inside = True
        elif inside and not re.fullmatch(r"-+", cells[0]):
            rows.append((cells[0], [word.strip() for word in cells[1].split(",") if word.strip()]))
    return rows


def _circles(files, known):
    edges = {file.name: {one.name for one in file.includes if one.name in known} for file in files}
    return [f"a circle of files: {' -> '.join(circle)}" for circle in _find_circles(edges)]


def _find_circles(edges):
    """Each circle once, by walking the graph depth first."""
    done, path, found = set(), [], []

    def visit(node):
        if node in path:
            found.append(path[path.index(node):] + [node])
        elif node not in done:
            path.append(node)
            for follower in sorted(edges.get(node, ())):
                visit(follower)
            path.pop()
            done.add(node)

    for node in sorted(edges):
        visit(node)
    return found
