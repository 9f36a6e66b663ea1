"""What is asked of each of very many names — the repository's own commands, the variables of ``flaskcheck env`` — takes work that grows as they do, and is answered alike."""

from __future__ import annotations

import difflib
import time
from functools import cached_property
from typing import Any

import pytest

from flaskcheck.ground import words
from flaskcheck.known.distributions import meant_by_slip
from flaskcheck.output import inventory
from flaskcheck.output.presentation import PLAIN
from flaskcheck.readers.pages.template_syntax import Template
from tests.growth import checked
from tests.hardening.test_growth import APP, REQUIREMENTS, is_linear, repeated, steps

READING = f"import os\n{APP}"
RENDER = "services:\n- type: web\n  name: shop\n  runtime: python\n  startCommand: gunicorn app:app\n  envVars:\n|  - {key: A{n}, value: b}\n|"
DECLARED = f"{APP}|@app.cli.command('fill-{{n}}')\ndef fill{{n}}(): pass\n|"

COMMANDS = {
    "in one line": {"app.py": DECLARED, "Procfile": "release: true|&& flask fill-{n}|\nweb: gunicorn app:app\n"},
    "on lines of a script": {"app.py": DECLARED, "start.sh": "|flask fill-{n}\n|exec gunicorn app:app\n", "Procfile": "web: bash start.sh\n"},
    "added by calls": {"app.py": f"import click\n{APP}|def fill{{n}}(): pass\napp.cli.add_command(fill{{n}}, 'fill-{{n}}')\n|", "Procfile": "release: true|&& flask fill-{n}|\nweb: gunicorn app:app\n"},
    "of a managing script": {"app.py": APP, "manage.py": "import click\nfrom app import app\n@click.group()\ndef cli(): pass\n|@cli.command()\ndef fill{n}(): pass\n|if __name__ == '__main__':\n    cli()\n", "Procfile": "release: true|&& python manage.py fill{n}|\nweb: gunicorn app:app\n"},
    "of one name": {"app.py": f"{APP}|@app.cli.command('fill')\ndef fill{{n}}(): pass\n|", "Procfile": "release: flask fill\nweb: gunicorn app:app\n"},
}  # fmt: skip


def made(files: dict[str, str], size: int) -> dict[str, str]:
    """A repository with a part of its files so many times."""
    return {
        "requirements.txt": REQUIREMENTS,
        **{path: repeated(text, size) if "|" in text else text for path, text in files.items()},
    }


@pytest.mark.parametrize("files", COMMANDS.values(), ids=COMMANDS)
def test_work_grows_as_the_commands_do(files: dict[str, str]) -> None:
    def run(size: int) -> None:
        assert not checked(made(files, size)).crashes

    run(1)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (20, 40, 80))
    assert is_linear(small, middle, large)


READS = {
    "that must be there": f"{READING}|app.config['X{{n}}'] = os.environ['A{{n}}']\n|",
    "that have a default": f"{READING}|app.config['X{{n}}'] = os.environ.get('A{{n}}', 'b')\n|",
    "as numbers": f"{READING}|app.config['X{{n}}'] = int(os.environ.get('A{{n}}'))\n|",
    "that are checked": f"{READING}|if not os.environ.get('A{{n}}'):\n    raise RuntimeError('A{{n}}')\n|",
    "in functions": f"{READING}|@app.route('/{{n}}')\ndef f{{n}}(): return os.environ['A{{n}}']\n|",
    "that the code sets itself": f"{READING}|os.environ['B{{n}}'] = os.environ['A{{n}}']\n|",
}


GUNICORN = {
    "its names": "x{n} = os.environ.get('A{n}')",
    "its addresses": "x{n} = os.environ.get('A{n}', '8000')\nbind = f'0.0.0.0:{x{n}}'",
    "names under conditions": "if os.environ.get('B'):\n    x{n} = os.environ.get('A{n}')",
    "names that other modules read": "x{n} = app.config.get('A{n}') or os.getenv('A{n}')",
}


@pytest.mark.parametrize("line", GUNICORN.values(), ids=GUNICORN)
def test_work_grows_as_the_configuration_of_gunicorn_does(line: str) -> None:
    files = {"app.py": APP, "Procfile": "web: gunicorn app:app\n", "gunicorn.conf.py": f"import os\n|{line}\n|"}

    def run(size: int) -> None:
        assert not checked(made(files, size)).crashes

    run(1)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (20, 40, 80))
    assert is_linear(small, middle, large)


@pytest.mark.parametrize("declared", [False, True])
@pytest.mark.parametrize("code", READS.values(), ids=READS)
def test_work_grows_as_the_variables_do(code: str, declared: bool) -> None:
    files = {"app.py": code, **({"render.yaml": RENDER} if declared else {"Procfile": "web: gunicorn app:app\n"})}

    def run(size: int) -> None:
        report = checked(made(files, size))
        inventory.as_text(report, PLAIN)
        inventory.as_dotenv(report)

    run(1)
    first = 20 if "raise" not in code else 80  # MAX_GUARDS bounds the conditions in one another
    small, middle, large = (steps(lambda size=size: run(size)) for size in (first, 2 * first, 4 * first))
    assert is_linear(small, middle, large)


WITHOUT = [
    ("x = os.environ['A1']", "stops", "KeyError: 'A1'"),
    ("x = int(os.environ.get('A1'))", "stops", "TypeError: int() of None"),
    ("x = os.environ.get('A1', 'b')", "default", ""),
    ("x = os.environ.get('A1')", "none", ""),
    ("x = os.environ.get('A1').split()", "stops", "AttributeError: 'NoneType' object has no attribute 'split'"),
    ("for name in ('A0', 'A1'):\n    x = os.environ[name]", "stops", "KeyError: 'A1'"),
    ("for name in ('A0', 'A2'):\n    x = os.environ[name]", "none", ""),
    ("if not os.environ.get('A1'):\n    raise RuntimeError('A1')", "stops", "RuntimeError"),
    ("if not os.environ.get('A2'):\n    raise RuntimeError('A2')", "none", ""),
    ("y = os.environ.get('A1')\nif y is None:\n    raise SystemExit(1)", "stops", "SystemExit"),
    ("if os.environ.get('A1'):\n    x = os.environ['A2']", "none", ""),
    ("try:\n    x = os.environ['A1']\nexcept KeyError:\n    x = 'b'", "none", ""),
    ("os.environ['A1'] = 'b'\nx = os.environ['A1']", "none", ""),
]
"""What is read, and what happens where ``A1`` alone is missing, which a file declares beside ``A0`` and ``A2``."""


@pytest.mark.parametrize(("code", "kind", "error"), WITHOUT)
def test_what_happens_without_one_of_several_variables(code: str, kind: str, error: str) -> None:
    report = checked(made({"app.py": f"{READING}{code}\n", "render.yaml": RENDER}, 3))
    absence = report.deployments[0].needs.without("A1")
    assert (absence.kind, absence.error) == (kind, error)
    others = {report.deployments[0].needs.without(name).kind for name in ("A0", "A2") if name not in code}
    assert others <= {"none"}


NAMED: list[tuple[str, str, Any]] = [
    ("@app.cli.command('reset')\ndef f(): db.drop_all()\n", "reset", True),
    ("@app.cli.command()\ndef reset_all(): db.drop_all()\n", "reset-all", True),
    ("@app.cli.command()\ndef reset_all(): db.drop_all()\n", "reset", False),
    ("def f(): db.drop_all()\napp.cli.add_command(f, 'reset')\n", "reset", True),
    ("def f(): db.drop_all()\napp.cli.command('reset')(f)\n", "reset", True),
    ("def f(): db.drop_all()\napp.cli.command('reset')(f)\n", "f", False),
]
"""A command that empties the database, the name by which a release command calls it, and whether that is it."""


@pytest.mark.parametrize(("code", "name", "told"), NAMED)
def test_which_command_a_name_means(code: str, name: str, told: bool) -> None:
    app = f"{APP}from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(app)\n@app.cli.command('other')\ndef other(): pass\n{code}"
    files = {"app.py": app, "Procfile": f"release: flask other && flask {name}\nweb: gunicorn app:app\n"}
    report = checked({"requirements.txt": f"{REQUIREMENTS}flask-sqlalchemy==3.1.1\n", **files})
    assert any("drop_all" in finding.message for finding in report.findings) == told


@pytest.mark.parametrize("letters", ["x", "ab", "flask-"])
def test_a_name_of_any_length_is_looked_up_at_once(letters: str) -> None:
    begun = time.process_time()
    assert [meant_by_slip(letters * count) for count in (100, 10_000, 1_000_000)] == ["", "", ""]
    assert time.process_time() - begun < 1
    assert meant_by_slip("wekrzeug") == "werkzeug"


def test_what_a_template_exports_is_found_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    whole = Template.__dict__["exports"].func
    counted = cached_property(lambda self: (asked.append(1), whole(self))[1])
    counted.__set_name__(Template, "exports")
    monkeypatch.setattr(Template, "exports", counted)
    pages = {f"templates/t{n}.html": f"{{% import 'm.html' as m %}}{{{{ m.part{n}() }}}}" for n in range(30)}
    views = "".join(f"@app.route('/{n}')\ndef t{n}(): return render_template('t{n}.html')\n" for n in range(30))
    macros = "".join(f"{{% macro part{n}() %}}{{% endmacro %}}" for n in range(29))
    report = checked(
        {
            "app.py": f"from flask import render_template\n{APP}{views}",
            "requirements.txt": REQUIREMENTS,
            "Procfile": "web: gunicorn app:app\n",
            "templates/m.html": macros,
            **pages,
        }
    )
    assert [f.place.path for f in report.findings if f.rule == "invalid-template"] == ["templates/t29.html"]
    assert len(asked) == 1


ENDPOINTS = {
    "of routes": f"from flask import url_for\n{APP}|@app.route('/k{{n}}')\ndef known_page{{n}}(): return url_for('unknown_page{{n}}')\n|",
    "of blueprints": f"from flask import Blueprint, url_for\n{APP}b = Blueprint('b', __name__)\napp.register_blueprint(b)\n|@b.route('/k{{n}}')\ndef known_page{{n}}(): return url_for('b.unknown_page{{n}}')\n|",
    "with another blueprint": f"from flask import Blueprint, url_for\n{APP}b = Blueprint('b', __name__)\napp.register_blueprint(b)\n|@b.route('/k{{n}}')\ndef page{{n}}(): return url_for('page{{n}}')\n|",
    "that are there": f"from flask import url_for\n{APP}|@app.route('/k{{n}}')\ndef known_page{{n}}(): return url_for('known_page{{n}}')\n|",
}


@pytest.mark.parametrize("text", ENDPOINTS.values(), ids=ENDPOINTS)
def test_what_may_be_meant_by_endpoints_is_looked_for_to_a_bound(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    really = difflib.get_close_matches
    monkeypatch.setattr(difflib, "get_close_matches", lambda word, known, *more: (compared.append(len(known)), really(word, known, *more))[1])  # fmt: skip
    monkeypatch.setattr(words, "MAX_COMPARED_WORDS", 2000)
    assert not checked(made({"app.py": text}, 100)).crashes
    assert sum(compared) <= 2000


def test_the_endpoint_that_was_meant_is_named() -> None:
    text = f"from flask import url_for\n{APP}@app.route('/k')\ndef known_page(): return url_for('unknown_page')\n"
    report = checked(made({"app.py": text}, 3))
    assert any("known_page?" in finding.message + finding.help for finding in report.findings)


def test_defaults_of_one_dictionary_are_made_once() -> None:
    text = f"{APP}d = {{{{}}}}\n|d.setdefault('K{{n}}', '{{n}}')\n|d.setdefault('K1', 'late')\napp.config.update(d)\n"
    small, middle, large = (steps(lambda size=size: checked(made({"app.py": text}, size))) for size in (25, 50, 100))
    assert large - middle < 4 * max(middle - small, 1)


@pytest.mark.parametrize("last", ["{% block b0 %}{% endblock %}", "{% extends 't0.html' %}"])
def test_work_grows_as_a_chain_of_templates_does(last: str) -> None:
    """Also where it leads back to the first one."""
    page = "{{% extends 't{}.html' %}}{{% block b{} %}}x{{% endblock %}}"

    def run(size: int) -> None:
        pages = {f"templates/t{at}.html": page.format(at + 1, at) for at in range(size)}
        served = f"{APP}@app.get('/')\ndef index(): return flask.render_template('t0.html')\n"
        assert not checked({"app.py": f"import flask\n{served}", **pages, f"templates/t{size}.html": last}).crashes

    run(1)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (60, 120, 240))
    assert is_linear(small, middle, large)
