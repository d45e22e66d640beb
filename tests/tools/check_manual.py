#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that what `culvertd --help` lists is in its manual page and in the completion: every command and option.

usage: check_manual.py ROOT CULVERTD      exit code 1 and one line for each fault
"""
import pathlib
import re
import subprocess
import sys

COMMAND = re.compile(r"^  ([a-z][a-z|-]*)(?= |$)", re.M)
OPTION = re.compile(r"--[a-z][a-z-]+")

if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1])
    text = subprocess.run([sys.argv[2], "--help"], capture_output=True, text=True, timeout=20, check=True).stdout
    page = (root / "installer/man/culvertd.1").read_text(encoding="utf-8").replace("\\-", "-")
    completion = (root / "installer/completion/culvertd").read_text(encoding="utf-8")
    commands = sorted({word for words in COMMAND.findall(text) for word in words.split("|")})
    options = sorted(set(OPTION.findall(text)))
    faults = [f"culvertd.1: the command {word} is missing" for word in commands if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", page)]
    faults += [f"completion: the option {word} is missing" for word in options if not re.search(rf"{re.escape(word)}(?![\w-])", completion)]
    if len(commands) < 15 or len(options) < 10:
        faults.append("the help was not understood")
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{len(commands)} commands, {len(options)} options")
    sys.exit(1 if faults else 0)
