#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every link of the tree's Markdown files to a file of the tree leads to one, and to a heading that is there.

usage: check_links.py TREE
"""
import pathlib
import re
import subprocess
import sys

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.M | re.S)
HEADING = re.compile(r"^#+ +(.*)$", re.M)


def anchor(heading):
    """As the common renderers make it of a heading."""
    words = re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower())
    return words.strip().replace(" ", "-")


def faults(tree):
    listed = subprocess.run(["git", "-C", tree, "ls-files", "-co", "--exclude-standard", "*.md"], capture_output=True, text=True)
    files = [tree / name for name in listed.stdout.split("\n") if name] or list(tree.glob("*.md")) + list(tree.glob("docs/**/*.md"))
    links = 0
    for file in files:
        for target in LINK.findall(CODE.sub("", file.read_text())):
            if re.match(r"[a-z]+:", target):
                continue
            links += 1
            path, _, part = target.partition("#")
            there = (file.parent / path).resolve() if path else file
            if not there.exists():
                yield f"{file.relative_to(tree)}: {target}: no such file"
            elif part and part not in {anchor(one) for one in HEADING.findall(there.read_text())}:
                yield f"{file.relative_to(tree)}: {target}: no such heading"
    if not links:
        yield "no link was found at all"


found = list(faults(pathlib.Path(sys.argv[1]).resolve()))
print("\n".join(found) or "All links lead somewhere.")
sys.exit(bool(found))
