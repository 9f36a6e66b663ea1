"""Ignore comments in every format, each around a real finding of a real rule."""

from __future__ import annotations

import pytest

from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine
from flaskcheck.findings.config import Config
from flaskcheck.findings.ignores import RULE, ignores_in
from flaskcheck.findings.registry import load
from flaskcheck.findings.report import Report
from flaskcheck.ground.record import Record

APP = "from flask import Flask, render_template\napp = Flask(__name__)\n"
PAGE = APP + "@app.route('/')\ndef index():\n    return render_template('index.html')\n"
REQUIREMENTS = "flask==3.1.2\ngunicorn==23.0.0\nuwsgi==2.0.30\n"
REASON = "known since 2024: see the ticket"


class Row(Record):
    """A file in a format with a mistake in the line ``bad``; ``comment`` is how the format writes one; ``rest`` are the other files."""

    rule: str
    path: str
    comment: str
    text: str
    bad: str
    rest: dict[str, str] = {}
    beside: bool = True
    """Whether a comment can stand behind the line."""


HASH, SLASHES, STAR, HTML, JINJA = "# {}", "// {}", "/* {} */", "<!-- {} -->", "{{# {} #}}"
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}
LINK = '<a href="http://localhost:5000/">home</a>'
FETCH = 'fetch("http://localhost:5000/api/items");'
SCRIPT = {
    "app.py": PAGE,
    "templates/index.html": "<script src=\"{{ url_for('static', filename='app.js') }}\"></script>\n",
}
STYLE = {
    "app.py": PAGE,
    "templates/index.html": "<link href=\"{{ url_for('static', filename='a.css') }}\" rel=stylesheet>\n",
}
ROWS = {
    "Python": Row("hard-coded-secret-key", "app.py", HASH, APP + "@@\n", "app.secret_key = 'hunter2hunter2'", PROCFILE),
    "Dockerfile": Row(
        "loopback-bind", "Dockerfile", HASH, "FROM python:3.13-slim\nCOPY . .\n@@\n",
        'CMD ["gunicorn", "--bind", "127.0.0.1:8000", "app:app"]', beside=False,
    ),
    "shell form in a Dockerfile": Row(
        "loopback-bind", "Dockerfile", HASH, "FROM python:3.13-slim\nCOPY . .\n@@\n",
        "CMD gunicorn --bind 127.0.0.1:8000 app:app",
    ),
    "YAML": Row(
        "unchained-build-command", "render.yaml", HASH,
        "services:\n  - type: web\n    runtime: python\n    name: shop\n@@\n    startCommand: gunicorn app:app\n",
        "    buildCommand: pip install -r requirements.txt; flask db upgrade",
    ),
    "compose": Row(
        "plain-secret", "compose.yaml", HASH,
        "services:\n  web:\n    build: .\n    command: gunicorn app:app\n    environment:\n@@\n",
        "      SECRET_KEY: 8f42a73054b1749f8f58848be5e6502c",
        {"Dockerfile": "FROM python:3.13-slim\nCOPY . .\nCMD gunicorn app:app\n"},
    ),
    "TOML": Row(
        "loopback-bind", "railway.toml", HASH, "[deploy]\n@@\n", 'startCommand = "gunicorn --bind 127.0.0.1:8000 app:app"'
    ),
    "pyproject": Row(
        "platform-requirement", "pyproject.toml", HASH,
        '[project]\nname = "shop"\nversion = "1"\ndependencies = [\n@@\n]\n', '  "pywin32==306",', PROCFILE,
    ),
    "INI": Row(
        "loopback-bind", "uwsgi.ini", HASH.replace("#", ";"), "[uwsgi]\nmodule = app:app\n@@\n", "http = 127.0.0.1:8000",
        {"Procfile": "web: uwsgi uwsgi.ini\n"}, beside=False,
    ),
    "an .env file": Row("debug-environment", ".flaskenv", HASH, "FLASK_APP=app\n@@\n", "FLASK_DEBUG=1", {
        "Procfile": "web: flask run -h 0.0.0.0 -p $PORT\n"
    }),
    "shell": Row(
        "loopback-bind", "start.sh", HASH, "#!/bin/sh\nset -e\n@@\n", "gunicorn --bind 127.0.0.1:8000 app:app",
        {"Procfile": "web: sh start.sh\n"},
    ),
    "Makefile": Row(
        "loopback-bind", "Makefile", HASH, "run:\n@@\n", "\tgunicorn --bind 127.0.0.1:8000 app:app",
        {"Procfile": "web: make run\n"},
    ),
    "Procfile": Row("loopback-bind", "Procfile", HASH, "@@\n", "web: gunicorn --bind 127.0.0.1:8000 app:app"),
    "Jinja": Row("loopback-link", "templates/index.html", JINJA, "<p>\n@@\n</p>\n", LINK, {"app.py": PAGE, **PROCFILE}),
    "Jinja that trims": Row(
        "loopback-link", "templates/index.html", "{{#- {} -#}}", "<p>\n@@\n</p>\n", LINK, {"app.py": PAGE, **PROCFILE}
    ),
    "HTML": Row("loopback-link", "templates/index.html", HTML, "<p>\n@@\n</p>\n", LINK, {"app.py": PAGE, **PROCFILE}),
    "JavaScript": Row("loopback-link", "static/app.js", SLASHES, "'use strict';\n@@\n", FETCH, {**SCRIPT, **PROCFILE}),
    "JavaScript, block": Row("loopback-link", "static/app.js", STAR, "'use strict';\n@@\n", FETCH, {**SCRIPT, **PROCFILE}),
    "CSS": Row(
        "loopback-link", "static/a.css", STAR, "p {}\n@@\n", "body { background: url(http://localhost:5000/a.png) }",
        {**STYLE, **PROCFILE},
    ),
    "requirements": Row(
        "platform-requirement", "requirements.txt", HASH, REQUIREMENTS + "@@\n", "pywin32==306", PROCFILE
    ),
    "Pipfile": Row(
        "platform-requirement", "Pipfile", HASH, '[packages]\nflask = "==3.1.2"\n@@\n', 'pywin32 = "==306"', PROCFILE
    ),
    "setup.cfg": Row(
        "platform-requirement", "setup.cfg", HASH, "[options]\ninstall_requires =\n@@\n", "    pywin32==306",
        {"setup.py": "from setuptools import setup\nsetup()\n", "Procfile": "web: gunicorn app:app\n"}, beside=False,
    ),
}  # fmt: skip


def report(row: Row, lines: str, use_ignores: bool = True, config: Config | None = None) -> Report:
    files = {"app.py": APP, **({} if "require" in row.rule else {"requirements.txt": REQUIREMENTS}), **row.rest}
    files[row.path] = row.text.replace("@@", lines)
    return engine.check(MemoryTree(files), load([row.rule]), config or Config(), use_ignores)


def found(report: Report) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place.path) for finding in report.findings]


def silenced(report: Report) -> list[tuple[str, str, str, str]]:
    return [(s.finding.rule, s.finding.place.path, s.by, s.reason) for s in report.suppressed]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_format(row: Row) -> None:
    assert found(report(row, row.bad)) == [(row.rule, row.path)]
    indent = row.bad[: len(row.bad) - len(row.bad.lstrip())]
    comment = row.comment.format(f"flaskcheck: ignore[{row.rule}] {REASON}")
    above = f"{indent}{comment}\n{row.bad}"
    expected = [(row.rule, row.path, "comment", REASON)]
    assert (found(report(row, above)), silenced(report(row, above))) == ([], expected)
    assert found(report(row, above, use_ignores=False)) == [(row.rule, row.path)]
    if row.beside:
        beside = f"{row.bad}  {comment}"
        assert (found(report(row, beside)), silenced(report(row, beside))) == ([], expected)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_of_a_file_as_a_whole(row: Row) -> None:
    comment = row.comment.format(f"flaskcheck: ignore-file[{row.rule}] {REASON}")
    head, end, rest = row.text.partition("\n") if row.text.startswith(("#!", "FROM", "[")) else ("", "", row.text)
    whole = row.replaced(text=f"{head}{end}{comment}\n{rest}")
    assert silenced(report(whole, row.bad)) == [(row.rule, row.path, "comment", REASON)]


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_one_that_silences_nothing_is_reported(row: Row) -> None:
    comment = row.comment.format("flaskcheck: ignore[unresolved-app, loopback-service]")
    both = load([row.rule, "unresolved-app", "loopback-service"])
    files = {"app.py": APP, "requirements.txt": REQUIREMENTS, **row.rest}
    files[row.path] = row.text.replace("@@", f"{row.bad}\n{comment}")
    result = engine.check(MemoryTree(files), both, Config())
    assert ("unused-ignore", row.path) in found(result)


def test_several_comments_above_one_line_speak_for_it() -> None:
    row = ROWS["YAML"].replaced(bad="    buildCommand: pip install redis; flask db upgrade")
    lines = "\n".join(
        [*(f"    # flaskcheck: ignore[{rule}] {REASON}" for rule in ("unchained-build-command", "platform")), row.bad]
    )
    assert found(report(row, lines)) == []


JSON = Row(
    "plain-secret", "app.json", "", '{\n@@\n}\n',
    '"env": {"SECRET_KEY": {"value": "8f42a73054b1749f8f58848be5e6502c"}}', PROCFILE,
)  # fmt: skip


def test_json_has_no_comments_but_the_configuration_has() -> None:
    assert found(report(JSON, JSON.bad)) == [("plain-secret", "app.json")]
    config = Config(per_file_ignores=(("app.json", ("plain-secret",)),))
    result = report(JSON, JSON.bad, config=config)
    assert found(result) == []
    assert silenced(result) == [("plain-secret", "app.json", "per-file-ignores", "app.json")]
    assert result.notes == []
    no_comments = report(JSON, JSON.bad, use_ignores=False, config=config)
    assert found(no_comments) == []  # --no-ignore is for comments


@pytest.mark.parametrize(
    ("ignores", "told"),
    [
        ((("*.py", ("plain-secret",)),), "per-file-ignores: '*.py' silences nothing (plain-secret)"),
        ((("app.json", ("plain-secret", "database")),), "per-file-ignores: 'app.json' silences nothing (database)"),
        ((("app.json", ("environment",)), ("*.json", ("plain-secret",))), ""),
        ((("app.json", ("loopback-bind",)),), ""),
    ],
    ids=["file", "name", "two for the same", "a rule that did not run"],
)
def test_per_file_ignores_that_silence_nothing_are_told(
    ignores: tuple[tuple[str, tuple[str, ...]], ...], told: str
) -> None:
    notes = report(JSON, JSON.bad, config=Config(per_file_ignores=ignores)).notes
    assert [told in note for note in notes] == ([True] if told else [])


SYNTAX = {
    "SQL": ("db.sql", "-- {}"),
    "nginx": ("nginx.conf", "# {}"),
    "Vue": ("App.vue", "<!-- {} -->"),
    "JSX": ("App.jsx", "{{/* {} */}}"),
    "batch": ("start.bat", "REM {}"),
    "Windows INI": ("setup.ini", "; {}"),
    "SCSS": ("a.scss", "// {}"),
}


@pytest.mark.parametrize(("path", "comment"), SYNTAX.values(), ids=SYNTAX)
def test_comments_of_formats_in_which_no_rule_reports(path: str, comment: str) -> None:
    text = f"one\n{comment.format('flaskcheck: ignore[x, y] because (of) [this]')}\ntwo\n"
    [ignore] = ignores_in(Source(path, text.encode()))
    assert (ignore.names, ignore.reason, ignore.lines) == (("x", "y"), "because (of) [this]", (2, 3))


def test_the_page_of_unused_ignores_tells_the_truth() -> None:
    assert "ten lines" in RULE.page


SERVED = {"app.py": APP, "requirements.txt": "flask==3.1.2\n"}
AT_THE_SERVER = "# flaskcheck: ignore[missing-wsgi-server] the image has one"


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ({**SERVED, "Procfile": f"{AT_THE_SERVER}\nweb: gunicorn app:app\n"}, []),
        ({**SERVED, "Procfile": f"{AT_THE_SERVER.replace('missing-wsgi-server', 'server')}\nweb: gunicorn app:app\n"}, []),
        ({**SERVED, "Procfile": f"{AT_THE_SERVER}\nworker: python app.py\nweb: gunicorn app:app\n"}, ["missing-wsgi-server", "unused-ignore"]),
        ({**SERVED, "Procfile": f"{AT_THE_SERVER.replace('ignore[', 'ignore-file[')}\nweb: gunicorn app:app\n"}, ["missing-wsgi-server", "unused-ignore"]),
        ({**SERVED, "Procfile": "# flaskcheck: ignore[loopback-bind]\nweb: gunicorn app:app\n"}, ["missing-wsgi-server", "unused-ignore"]),
    ],
)  # fmt: skip
def test_a_comment_at_a_line_that_the_finding_names(files: dict[str, str], left: list[str]) -> None:
    result = engine.check(MemoryTree(files), load(["missing-wsgi-server", "loopback-bind"]), Config())
    assert sorted({rule for rule, _ in found(result)}) == left
