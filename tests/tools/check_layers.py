#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares every #include line of engine/, ui/ and app/ with the tables in docs/architecture.md.

usage: check_layers.py ROOT      exit code 1 and one line for each fault
"""
import os
import pathlib
import re
import sys

LONGEST = 420  # lines of a file; CONTRIBUTING.md
SUFFIXES = {".h", ".cpp"}
LAYER_ROW = re.compile(r"^\| `((?:engine/)?(\w+))/` \|[^|]*\|([^|]*)\|$")
LIBRARY_ROW = re.compile(r"^\| `(\w+(?:/|\.h))` \|([^|]*)\|$")
INCLUDE = re.compile(r'^\s*#\s*include\s+["<](?:engine/)?(\w+)(/|\.h>)')
NAME = re.compile(r"`([\w/]+)`")


def read_tables(document):
    """Folder of each layer -> (its include prefix, prefixes it may include); library prefix -> folders it may be in."""
    layers, libraries = {}, {}
    for line in document.read_text(encoding="utf-8").splitlines():
        if row := LAYER_ROW.match(line):
            layers[row[1]] = (row[2], set(NAME.findall(row[3])))
        elif row := LIBRARY_ROW.match(line):
            libraries[row[1]] = set(NAME.findall(row[2]))
    return layers, libraries


def faults_of_tables(layers, libraries):
    prefixes = {prefix for prefix, _ in layers.values()}
    for folder, (_, allowed) in layers.items():
        for unknown in sorted(allowed - prefixes):
            yield f"docs/architecture.md: {folder} may include {unknown}, which is no folder of the table"
    for library, folders in libraries.items():
        for unknown in sorted(folders - layers.keys()):
            yield f"docs/architecture.md: {library} only in {unknown}, which is no folder of the table"
    reached = {layers[folder][0]: layers[folder][1] for folder in layers}
    for prefix in sorted(reached):
        if prefix in set().union(*(reached.get(below, set()) for below in reached[prefix])):
            yield f"docs/architecture.md: {prefix} and a folder it may include may include each other"


def faults_of_file(path, folder, layers, libraries):
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) > LONGEST:
        yield f"{path}: {len(lines)} lines, more than {LONGEST}"
    own, allowed = layers[folder]
    prefixes = {prefix for prefix, _ in layers.values()}
    for number, line in enumerate(lines, 1):
        if not (found := INCLUDE.match(line)):
            continue
        prefix = found[1]
        if line.lstrip().endswith(">"):  # a library's header
            header = prefix + found[2].rstrip(">")
            only = libraries.get(header)
            if only is not None and folder not in only:
                yield f"{path}:{number}: <{header}> belongs to {', '.join(sorted(only))}"
        elif prefix in prefixes and prefix != own and prefix not in allowed:
            yield f"{path}:{number}: {folder} may not include {prefix}/ (docs/architecture.md)"


def check(root):
    layers, libraries = read_tables(root / "docs" / "architecture.md")
    if len(layers) < 5 or not libraries:
        return ["docs/architecture.md: the tables of folders and libraries were not found"], 0
    faults = list(faults_of_tables(layers, libraries))
    checked = 0
    for top in ("engine", "ui", "app"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in SUFFIXES:
                continue
            parts = path.relative_to(root).parts
            folder = "/".join(parts[:2]) if top == "engine" else top
            checked += 1
            if folder in layers:
                faults += faults_of_file(path.relative_to(root), folder, layers, libraries)
            else:
                faults.append(f"{path.relative_to(root)}: {folder} is not in the table of docs/architecture.md")
    if not checked:
        faults.append("no source file was found")
    return faults, checked


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    found, count = check(pathlib.Path("."))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{count} files, {len(found)} faults")
    sys.exit(1 if found else 0)
