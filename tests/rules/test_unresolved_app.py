"""Modules that a start command names and that an image does not have, although the repository does."""

from __future__ import annotations

import pytest
from checking import FLASK, problems

COPIES_ALL = 'FROM python:3.13\nWORKDIR /code\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0", "{}"]\n'
SHOP = {"shop/__init__.py": "", "shop/web.py": FLASK, "wsgi.py": "from shop.web import app\n"}


@pytest.mark.parametrize(
    ("files", "place", "why"),
    [
        ({"Dockerfile": COPIES_ALL.format("wsgi:app").replace("COPY . .", "COPY shop shop")}, ("Dockerfile", 5), "(Dockerfile does not copy it)"),
        ({"Dockerfile": COPIES_ALL.format("shop.web:app").replace("COPY . .", "COPY wsgi.py .")}, ("Dockerfile", 5), "has no shop/web.py"),
        ({"Dockerfile": COPIES_ALL.format("wsgi:app"), ".dockerignore": "*.md\nwsgi.*\n"}, (".dockerignore", 2), "(this line leaves it out)"),
        ({"Dockerfile": COPIES_ALL.format("main:app")}, ("Dockerfile", 5), "no such module in the folder"),
        ({"Dockerfile": COPIES_ALL.format("wsgi:app")}, None, ""),
        ({"Dockerfile": COPIES_ALL.format("wsgi:app").replace("COPY . .", "COPY shop shop\nCOPY *.py ./")}, None, ""),
        ({"Dockerfile": COPIES_ALL.format("wsgi:app").replace("COPY . .", "COPY shop shop\nRUN make wsgi")}, None, ""),
    ],
)  # fmt: skip
def test_what_an_image_lacks(files: dict[str, str | bytes], place: tuple[str, int] | None, why: str) -> None:
    found = problems("unresolved-app", {**SHOP, **files})
    assert [(f.place.path, f.place.line) for f in found] == ([place] if place else [])
    assert all(why in f.message for f in found)
