#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spells what people read in English: the Markdown pages and the texts of the programs. British English by hunspell, with the
words of tests/tools/words.txt. What is code, a link, or a name with a capital inside is left out.

usage: check_spelling.py TREE      exit code 1 and a line for each unknown word of a file
"""
import pathlib
import re
import subprocess
import sys

NOT_PROSE = [re.compile(pattern, re.M | re.S) for pattern in (
    r"^```.*?^```", r"^ {4}[^\n]*", r"`[^`]*`", r"<!--.*?-->", r"\]\([^)]*\)", r"\w+:\S+", r"\S+@\S+", r"\S+\.(?:cpp|h|md|txt|json|tox|org|py)\b")]
TEXT = re.compile(r'\btr\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)')
MARKUP = re.compile(r"\\.|<[^>]*>|%\d|&\w+;|culvertd .*|--?[\w-]+")
SHORTCUT = re.compile(r"&(?=\w)(?!\w+;)")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
CAPITAL_INSIDE = re.compile(r".+[A-Z]")


def prose(file):
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        for pattern in NOT_PROSE:
            text = pattern.sub(" ", text)
        return text
    return "\n".join(MARKUP.sub(" ", SHORTCUT.sub("", part)) for found in TEXT.findall(text) for part in re.findall(r'"((?:[^"\\]|\\.)*)"', found))


if __name__ == "__main__":
    tree = pathlib.Path(sys.argv[1])
    pages = [*tree.glob("*.md"), *tree.glob("docs/*.md"), *tree.glob("engine/**/*.md")]
    files = [page for page in pages if not page.stem.endswith(".zh")]
    files += [source for folder in ("ui", "app", "engine/api") for source in tree.glob(f"{folder}/**/*.cpp")]
    own = tree / "tests/tools/words.txt"
    known = set(own.read_text(encoding="utf-8").split())
    words = {}
    for file in sorted(files):
        for word in {word.strip("'’").removesuffix("'s") for word in WORD.findall(prose(file))}:
            if word and not CAPITAL_INSIDE.match(word):
                words.setdefault(word, []).append(file.relative_to(tree))
    spelled = subprocess.run(["hunspell", "-d", "en_GB", "-i", "utf-8", "-l"], input="\n".join(sorted(words)), capture_output=True, text=True, check=True)
    unknown = set(spelled.stdout.split())
    faults = [f"{file}: {word}" for word in sorted(unknown - known) for file in words[word]]
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{len(words)} words in {len(files)} files, {len(faults)} faults")
    sys.exit(1 if faults or not words else 0)
