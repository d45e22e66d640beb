#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the tables of docs/limits.md with engine/core/limits.h: the same names with the same values.

usage: check_limits.py ROOT      exit code 1 and one line for each difference
"""
import pathlib
import re
import sys

DECLARED = re.compile(r"^inline constexpr [\w:]+ (\w+) = ([^;]+);", re.M)
DOCUMENTED = re.compile(r"^\| `(\w+)` \| ([^|]+?) \|", re.M)

if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    code = dict(DECLARED.findall((root / "engine/core/limits.h").read_text(encoding="utf-8")))
    text = dict(DOCUMENTED.findall((root / "docs/limits.md").read_text(encoding="utf-8")))
    faults = [f"{name}: limits.h says {code.get(name, 'nothing')}, docs/limits.md says {text.get(name, 'nothing')}"
              for name in sorted(code.keys() | text.keys()) if code.get(name) != text.get(name)]
    if not code:
        faults.append("engine/core/limits.h: no limit was found")
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{len(code)} limits, {len(faults)} differences")
    sys.exit(1 if faults else 0)
