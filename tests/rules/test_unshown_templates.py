"""Templates that extend another one and show nothing, and those of which something is shown."""

from __future__ import annotations

import pytest
from checking import check

APP = "from flask import Flask, render_template\n\napp = Flask(__name__)\n\n@app.get('/')\ndef index():\n    return render_template('index.html')\n"
BASE = "<main>{% block content %}{% endblock %}</main>\n"


@pytest.mark.parametrize(
    ("page", "base", "told"),
    [
        ("{% extends 'base.html' %}{% block body %}<p>Hi</p>{% endblock %}", BASE, True),
        ("{% extends 'base.html' %}\n{% block a %}{% endblock %}{% block b %}{% endblock %}", BASE, True),
        ("{% extends 'base.html' %}{% block body %}<p>Hi</p>{% endblock %}", "{% extends 'outer.html' %}" + BASE, True),
        ("{% extends 'base.html' %}{% block content %}<p>Hi</p>{% endblock %}", BASE, False),
        ("{% extends 'base.html' %}{%- block content -%}<p>Hi</p>{% endblock content %}", BASE, False),
        ("{% extends 'base.html' %}{% block old %}{% endblock %}{% block content %}a{% endblock %}", BASE, False),
        ("{% extends 'base.html' %}{% block title %}a{% endblock %}", "{% extends 'outer.html' %}", False),
        ("{% extends 'base.html' %}{% block title %}a{% endblock %}", "{% extends 'bootstrap/base.html' %}", False),
        ("{% extends layout %}{% block body %}a{% endblock %}", BASE, False),
        ("{% extends 'base.html' %}{% set title = 'a' %}", BASE, False),
        ("{% block body %}a{% endblock %}", BASE, False),
    ],
)
def test_blocks(page: str, base: str, told: bool) -> None:
    outer = "<title>{% block title %}{% endblock %}</title>"
    files = {"app.py": APP, "templates/index.html": page, "templates/base.html": base, "templates/outer.html": outer}
    found = check("invalid-template", {**files, "Procfile": "web: gunicorn app:app\n"})
    told_of = [severity for path, _, severity in found if path == "templates/index.html"]
    assert told_of == ["warning"] * told
