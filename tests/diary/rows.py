# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the figures of the diary's eighteen rows that the tests have written. With --check: exit code 1 unless each row has
figures, a test of its name and its line in docs/diary.md.

usage: rows.py [--check] FOLDER
"""
import pathlib
import re
import sys

ROWS = range(1, 19)
TREE = pathlib.Path(__file__).resolve().parents[2]


def main():
    check = "--check" in sys.argv
    folder = pathlib.Path(sys.argv[-1])
    figures = {row: [] for row in ROWS}
    for file in sorted(folder.glob("d[0-9][0-9] *")):
        figures[int(file.name[1:3])].append((file.name[4:], file.read_text().strip()))
    if not check:
        print("\nThe diary, row by row (docs/diary.md):\n")
        for row, lines in figures.items():
            for part, figure in lines or [("", "no figure: its tests did not run, or failed")]:
                print(f"D{row:<3} {part:16} {figure}")
        print()
        return 0
    sources = "".join(file.read_text() for file in (TREE / "tests/diary").glob("diary_*.cpp"))
    page = (TREE / "docs/diary.md").read_text()
    wrong = [f"D{row}: no figure" for row in ROWS if not figures[row]]
    wrong += [f"D{row}: no test named d{row:02}_…" for row in ROWS if not re.search(rf"void d{row:02}_", sources)]
    wrong += [f"D{row}: not in docs/diary.md" for row in ROWS if not re.search(rf"^\| D{row} \|", page, re.M)]
    wrong += [f"docs/diary.md names {name}, which is no test" for name in re.findall(r"`(d\d\d_\w+)`", page) if name not in sources]
    print("\n".join(wrong) or "eighteen rows")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
