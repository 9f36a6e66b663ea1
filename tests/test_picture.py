"""The README's picture shows what flaskcheck prints today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from xml.etree import ElementTree

DRAWING = Path(__file__).parent.parent / "docs" / "picture.py"


def test_the_picture_is_of_a_run_of_today() -> None:
    specification = importlib.util.spec_from_file_location("picture", DRAWING)
    assert specification is not None
    assert specification.loader is not None
    picture = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(picture)
    drawn = picture.draw(picture.run())
    assert drawn == picture.PICTURE.read_text(encoding="utf-8"), "python docs/picture.py draws it anew"
    shown = "".join(ElementTree.fromstring(drawn).itertext())
    assert "missing-database-driver" in shown
    assert "3 errors" in shown
