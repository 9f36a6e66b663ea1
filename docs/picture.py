"""Draws ``docs/run.svg``: what a terminal shows when flaskcheck checks the tutorial once its database is PostgreSQL. ``python docs/picture.py`` writes it anew; a test compares.

The run is a real one, of the repository in ``tests/repos/tutorial-3-database``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "run.svg"
SUBJECT = "tutorial-3-database"
COLUMNS = 84
MAX_LINES = 56
CELL, LINE, MARGIN = 8.4, 19, 18
"""Width and height of a character of 14 px, and the border, in pixels."""

COLOURS = {"31": "#ff7b72", "33": "#e3b341", "36": "#76e3ea", "34": "#79c0ff", "32": "#7ee787"}
PLAIN, DIM = "#e6edf3", "#8b949e"
_PIECE = re.compile(r"\x1b\[([0-9;]*)m")


def run() -> str:
    """What flaskcheck prints in colour on the subject, as a learner would type it."""
    sys.path.insert(0, str(ROOT / "tests"))
    import golden

    with tempfile.TemporaryDirectory() as folder:
        root = golden.build(SUBJECT, Path(folder))
        words = [sys.executable, "-m", "flaskcheck", "--no-cache", "--color", "--format", "text", "."]
        environment = {**os.environ, "COLUMNS": str(COLUMNS), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False, env=environment)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return done.stdout


def draw(printed: str) -> str:
    """The terminal as an SVG document, cut after ``MAX_LINES`` lines."""
    lines = ["\x1b[2m$\x1b[0m flaskcheck .", "", *printed.rstrip("\n").split("\n")]
    if len(lines) > MAX_LINES:
        ends = len(lines) - 1 - lines[::-1].index("")
        last = lines[ends:]
        kept = lines[: MAX_LINES - len(last) - 1]
        while kept[-1]:  # a block is shown as a whole
            kept.pop()
        lines = [*kept, "\x1b[2m…\x1b[0m", *last]
    width, height = round(COLUMNS * CELL + 2 * MARGIN), len(lines) * LINE + 2 * MARGIN
    rows = [_row(text, MARGIN + (number + 1) * LINE - 5) for number, text in enumerate(lines)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">',
            "<title>flaskcheck in a terminal: the deployments that it found, then each finding with its line and what to do</title>",
            f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
            f'<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="{PLAIN}" xml:space="preserve">',
            *(row for row in rows if row),
            "</g>",
            "</svg>\n",
        ]
    )


def _row(text: str, y: int) -> str:
    """One line as a text element; each run of one colour stands where its characters stand in the terminal."""
    spans, column, style = [], 0, ""
    for number, piece in enumerate(_PIECE.split(text)):
        if number % 2:
            style = _style(piece)
        elif piece:
            if piece.strip():
                x = MARGIN + column * CELL
                spans.append(f'<tspan x="{x:.1f}" textLength="{len(piece) * CELL:.1f}"{style}>{escape(piece)}</tspan>')
            column += len(piece)
    return f'<text y="{y}">{"".join(spans)}</text>' if spans else ""


def _style(codes: str) -> str:
    given = codes.split(";")
    colour = next((COLOURS[code] for code in given if code in COLOURS), DIM if "2" in given else "")
    return (f' fill="{colour}"' if colour else "") + (' font-weight="bold"' if "1" in given else "")


if __name__ == "__main__":
    PICTURE.write_text(draw(run()), encoding="utf-8")
