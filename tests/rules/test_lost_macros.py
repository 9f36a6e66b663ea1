"""Macros that a template imports, calls, and that the other one does not have."""

from __future__ import annotations

import pytest
from checking import problems

MACROS = "{% macro figure(name) %}<img alt='{{ name }}'>{% endmacro %}{% set title = 'Shop' %}{% from 'more.html' import box %}"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("{% from 'macros.html' import figrue %}{{ figrue('a') }}", True),
        ("{% from 'macros.html' import figure, figrue as show with context %}<p>{{ show('a') }}</p>", True),
        ("{% import 'macros.html' as m %}{{ m.figrue('a') }}", True),
        ("{% extends 'base.html' %}{% from 'macros.html' import figrue %}{% block body %}{{ figrue('a') }}{% endblock %}", True),
        ("{% from 'macros.html' import figure %}{{ figure('a') }}", False),
        ("{% from 'macros.html' import figure as show, title, box %}{{ show('a') }}{{ box() }}{{ title() }}", False),
        ("{% from 'macros.html' import figrue %}{% if figrue %}{{ figrue('a') }}{% endif %}", False),
        ("{% from 'macros.html' import figrue %}{{ figrue }}", False),
        ("{% import 'macros.html' as m %}{{ m.figure('a') }}", False),
        ("{% from name import figrue %}{{ figrue('a') }}", False),
        ("{{ figrue('a') }}", False),
    ],
)  # fmt: skip
def test_macros(page: str, told: bool) -> None:
    files = {
        "app.py": "from flask import Flask, render_template\n\napp = Flask(__name__)\n\n\n@app.route('/')\ndef index():\n    return render_template('index.html')\n",
        "templates/index.html": page,
        "templates/macros.html": MACROS,
        "templates/more.html": "{% macro box() %}{% endmacro %}",
        "templates/base.html": "{% block body %}{% endblock %}",
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert bool([p for p in problems("invalid-template", files) if "does not export" in p.message]) is told


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        ("from flask import *\n", True),
        ("from flask import *\nrender_template = own\n", False),
        ("from flask import *\n\n\ndef render_template(name):\n    return ''\n", False),
        ("from flask import *\nfrom own import render_template\n", False),
    ],
)
def test_a_name_that_the_module_binds_is_not_what_a_star_imports(bound: str, told: bool) -> None:
    files = {
        "app.py": f"from flask import Flask\nfrom x import own\n{bound}\napp = Flask(__name__)\n\n\n@app.route('/')\ndef index():\n    global counted\n    return render_template('lamps.html')\n",
        "templates/index.html": "",
        "own.py": "def render_template(name):\n    return ''\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert bool(problems("missing-template", files)) is told


@pytest.mark.parametrize(
    ("made", "told"), [("Flask(__name__)", True), ("Flask(__name__, template_folder=where())", False)]
)
def test_where_other_folders_may_be_searched_a_template_may_be_another(made: str, told: bool) -> None:
    files = {
        "app.py": f"from flask import Flask, render_template\nfrom x import where\n\napp = {made}\n\n\n@app.route('/')\ndef index():\n    return render_template('index.html')\n",
        "templates/index.html": "{% from 'macros.html' import figrue %}{{ figrue('a') }}",
        "templates/macros.html": MACROS,
        "templates/more.html": "{% macro box() %}{% endmacro %}",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert bool([p for p in problems("invalid-template", files) if "does not export" in p.message]) is told
