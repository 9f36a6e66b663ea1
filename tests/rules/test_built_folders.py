"""Templates and static files that a build makes: the folder itself is ignored, or a front end has the sources."""

from __future__ import annotations

import pytest
from checking import FLASK, check

PAGE = f"from flask import render_template\n{FLASK}@app.route('/')\ndef index():\n    return render_template('index.html')\n"
REST = {"app.py": PAGE, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", "Procfile": "web: gunicorn app:app\n"}
LINKS = "<link href=\"{{ url_for('static', filename='main.css') }}\">\n<script src=\"{{ url_for('static', filename='js/cart.js') }}\"></script>\n"
MANIFEST = '{"scripts": {"build": "node build.js"}}\n'
BUILT = {"web/package.json": MANIFEST, "web/styles/main.scss": "a{}\n", "web/src/cart.ts": "let x = 1\n"}


@pytest.mark.parametrize(
    ("patterns", "there", "told"),
    [
        ("templates/", [], 0),
        ("/templates", [], 0),
        ("templates/index.html", ["templates/about.html"], 0),
        ("index.html", ["templates/about.html"], 0),
        ("other/", [], 1),
        ("", ["templates/about.html"], 1),
        ("templates/about.html", [], 1),
    ],
)
def test_a_template_that_git_ignores(patterns: str, there: list[str], told: int) -> None:
    files = {**REST, **dict.fromkeys(there, "x\n"), ".gitignore": f"{patterns}\n"}
    assert len(check("missing-template", files)) == told


def test_a_template_that_lies_here_and_is_ignored_is_missing_there() -> None:
    files = {**REST, "templates/index.html": "x\n", ".gitignore": "templates/\n"}
    assert len(check("missing-template", files, ignored=["templates/index.html"])) == 1


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (BUILT, 0),
        ({**BUILT, "web/styles/main.scss": "", "web/package.json": '{"scripts": {"test": "jest"}}\n'}, 2),
        ({**BUILT, "static/other.css": "a{}\n"}, 2),
        ({"web/package.json": MANIFEST, "web/styles/main.less": "a{}\n"}, 1),
        ({"styles/main.css": "a{}\n", "scripts/cart.js": "let x = 1\n"}, 2),
        ({"package.json": MANIFEST, "styles/main.scss": "a{}\n", "scripts/cart.coffee": "x = 1\n"}, 0),
    ],
)
def test_static_files_that_a_front_end_builds(files: dict[str, str], told: int) -> None:
    assert len(check("missing-static-file", {**REST, "templates/index.html": LINKS, **files})) == told
