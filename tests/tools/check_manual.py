#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that what `culvertd --help` lists is in its manual page and in the completion: every command and option;
and that the page of `culvert` has every option of that program.

usage: check_manual.py ROOT CULVERTD CULVERT      exit code 1 and one line for each fault
"""
import pathlib
import re
import subprocess
import sys

COMMAND = re.compile(r"^  ([a-z][a-z|-]*)(?= |$)", re.M)
OPTION = re.compile(r"--[a-z][a-z-]+")


def help_of(program: str) -> str:
    return subprocess.run([program, "--help"], capture_output=True, text=True, timeout=20, check=True).stdout


def page_of(root: pathlib.Path, name: str) -> str:
    return (root / "installer/man" / name).read_text(encoding="utf-8").replace("\\-", "-")


def has(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    text, window = help_of(sys.argv[2]), help_of(sys.argv[3])
    page, window_page = page_of(root, "culvertd.1"), page_of(root, "culvert.1")
    completion = (root / "installer/completion/culvertd").read_text(encoding="utf-8")
    commands = sorted({word for words in COMMAND.findall(text) for word in words.split("|")})
    options, window_options = sorted(set(OPTION.findall(text))), sorted(set(OPTION.findall(window)))
    faults = [f"culvertd.1: the command {word} is missing" for word in commands if not has(page, word)]
    faults += [f"culvertd.1: the option {word} is missing" for word in options if not has(page, word)]
    faults += [f"completion: the option {word} is missing" for word in options if not has(completion, word)]
    faults += [f"culvert.1: the option {word} is missing" for word in window_options if not has(window_page, word)]
    if len(commands) < 15 or len(options) < 10 or len(window_options) < 5:
        faults.append("the help was not understood")
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{len(commands)} commands, {len(options)} options, {len(window_options)} of the window")
    sys.exit(1 if faults else 0)
