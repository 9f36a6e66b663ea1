"""What url_for is not given although each route of the endpoint needs it."""

from __future__ import annotations

import pytest
from checking import check, problems

APP = "from flask import Flask, redirect, render_template, url_for\napp = Flask(__name__)\n"
BOAT = "@app.get('/boats/<int:boat_id>')\ndef boat(boat_id):\n    return str(boat_id)\n"
INDEX = "@app.get('/')\ndef index():\n    return {}\n"


def told(code: str, *, page: str = "", routes: str = BOAT) -> list[tuple[str, int, str]]:
    files: dict[str, str | bytes] = {"app.py": APP + routes + INDEX.format(code), "Procfile": "web: gunicorn app:app\n"}
    return check("unknown-endpoint", files | ({"templates/page.html": page} if page else {}))


@pytest.mark.parametrize("given", ["", ", id=3", ", boat=3, _anchor='x'", ", _external=True"])
def test_a_value_that_is_not_given(given: str) -> None:
    assert told(f"redirect(url_for('boat'{given}))") == [("app.py", 8, "error")]
    page = "<p>\n{{ url_for('boat'" + given + ") }}"
    assert told("render_template('page.html')", page=page) == [("templates/page.html", 2, "error")]


@pytest.mark.parametrize("given", [", boat_id=3", ", **values", ", boat_id=3, x=1", ", boat_id=f(x=1)"])
def test_a_value_that_is_given(given: str) -> None:
    assert told(f"redirect(url_for('boat'{given}))") == []
    assert told("render_template('page.html')", page="{{ url_for('boat'" + given + ") }}") == []


@pytest.mark.parametrize(
    "routes",
    [
        "@app.get('/boats', defaults={'boat_id': 1})\n" + BOAT,
        "@app.get('/boats')\n" + BOAT,
        BOAT.replace("'/boats/<int:boat_id>'", "RULE"),
        "@app.url_defaults\ndef fill(endpoint, values):\n    values['boat_id'] = 1\n" + BOAT,
        "@app.get('/b/<any(a, b):kind>', defaults={'kind': 'a'})\ndef boat(kind):\n    return kind\n",
    ],
)
def test_a_route_that_may_need_none(routes: str) -> None:
    assert told("redirect(url_for('boat'))", routes=routes) == []


def test_the_help_names_it() -> None:
    [found] = problems(
        "unknown-endpoint",
        {"app.py": APP + BOAT + INDEX.format("url_for('boat')"), "Procfile": "web: gunicorn app:app\n"},
    )
    assert "its route needs boat_id" in found.message
    assert 'url_for("boat", boat_id=…)' in found.help
