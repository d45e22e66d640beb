#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every test which docs/security.md and the list in docs/limits.md name is in the tree, and that the list has every limit.

usage: check_security.py ROOT      exit code 1 and one line for each fault
"""
import pathlib
import re
import sys

TEST = re.compile(r"^\s+void (\w+)\(\)", re.M)
LIMIT = re.compile(r"^inline constexpr [\w:]+ (\w+) = ", re.M)
ITEM = re.compile(r"^- `(\w+)`: (.+)$", re.M)
NAME = re.compile(r"`(\w+)`")

if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    tests = {name for path in (root / "tests").rglob("*.cpp") for name in TEST.findall(path.read_text(encoding="utf-8"))}
    faults, shown, reasoned, rows = [], set(), set(), 0
    inside = False
    for number, line in enumerate((root / "docs/security.md").read_text(encoding="utf-8").splitlines(), 1):
        inside = line.startswith("|") and (inside or line.endswith("| shown by |"))
        if not inside or line.startswith("|---") or line.endswith("| shown by |"):
            continue
        rows += 1
        cell = line.rstrip("|").rsplit("|", 1)[1]
        named = NAME.findall(cell)
        if not named and "no test" not in cell:
            faults.append(f"docs/security.md:{number}: the row names no test")
        faults += [f"docs/security.md:{number}: there is no test {name}" for name in named if name not in tests]
    limits = set(LIMIT.findall((root / "engine/core/limits.h").read_text(encoding="utf-8")))
    for limit, cell in ITEM.findall((root / "docs/limits.md").read_text(encoding="utf-8")):
        if limit not in limits:
            faults.append(f"docs/limits.md: there is no limit {limit}")
        named = NAME.findall(cell)
        if not named and not cell.startswith("no test: "):
            faults.append(f"docs/limits.md: {limit} has neither a test nor the reason why it has none")
        faults += [f"docs/limits.md: there is no test {name}" for name in named if name not in tests]
        (shown if named else reasoned).add(limit)
    faults += [f"docs/limits.md: the list of tests does not have {limit}" for limit in sorted(limits - shown - reasoned)]
    if rows < 20:
        faults.append("docs/security.md: its tables were not found")
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{rows} rows, {len(shown)} of {len(limits)} limits with a test that goes over them; without, for a reason: {' '.join(sorted(reasoned))}")
    sys.exit(1 if faults else 0)
