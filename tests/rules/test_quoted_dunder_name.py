"""``Flask("__name__")``: no module is called so, and Flask takes the working directory."""

from __future__ import annotations

import pytest
from checking import problems


@pytest.mark.parametrize(
    ("made", "templates", "told"),
    [
        ('Flask("__name__")', "shop/templates", True),
        ("Flask(import_name='__name__')", "shop/templates", True),
        ('Flask("__name__", static_folder="assets")', "shop/templates", True),
        ('Flask("__name__")', "shop/pages/templates", True),
        ('Flask("__name__")', "templates", False),
        ("Flask(__name__)", "shop/templates", False),
        ('Flask("shop")', "shop/templates", False),
        ('Flask("__name__", template_folder="shop/templates")', "shop/templates", False),
    ],
)
def test_where_templates_are_looked_for(made: str, templates: str, told: bool) -> None:
    files = {
        "shop/__init__.py": f"from flask import Flask, render_template\n\napp = {made}\n\n\n@app.route('/')\ndef index():\n    return render_template('a.html')\n",
        f"{templates}/a.html": "<p>A</p>\n",
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
        "Procfile": "web: gunicorn shop:app\n",
    }
    assert bool(problems("missing-template", files)) is told
