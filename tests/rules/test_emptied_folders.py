"""Folders of a build context whose files Docker does not see: they are there, empty."""

from __future__ import annotations

import pytest
from checking import FLASK, check

DOCKERFILE = (
    "FROM python:3.13\nWORKDIR /app\nCOPY {} /given\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn app:app\n"
)

EMPTY = [
    ("certificates", "**/*.md"),
    ("certificates/", "certificates/*"),
    ("./certificates", "certificates/**"),
    ("certificates", "*\n!app.py\n!certificates\ncertificates/*"),
    ("certificates", "certificates/README.md"),
]
GONE = [
    ("certificates", "certificates"),
    ("certificates/", "certificates/"),
    ("certificates", "cert*"),
    ("certificates", "*\n!app.py"),
    ("certificates/README.md", "**/*.md"),
]


@pytest.mark.parametrize(("source", "ignored", "told"), [*((*p, 0) for p in EMPTY), *((*p, 1) for p in GONE)])
def test_a_folder_that_is_emptied_is_still_copied(source: str, ignored: str, told: int) -> None:
    files = {
        "app.py": FLASK,
        "Dockerfile": DOCKERFILE.format(source),
        ".dockerignore": f"{ignored}\n",
        "certificates/README.md": "Put them here.\n",
    }
    assert [line for _, line, _ in check("missing-copied-file", files)] == [3] * told
