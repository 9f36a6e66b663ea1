"""The published schemas: of the report, held against real reports, and of the configuration, held against what flaskcheck takes and refuses."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest
import tomli

import flaskcheck
from flaskcheck.findings import config, names
from flaskcheck.ground.errors import ConfigError
from flaskcheck.hosts import stated

ROOT = Path(__file__).parent.parent
REPOSITORIES = sorted(path.parent for path in (ROOT / "tests" / "repos").glob("*/repo"))
REPORT = json.loads((ROOT / "docs" / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
CONFIGURATION = json.loads((ROOT / "docs" / "schemas" / "flaskcheck.schema.json").read_text(encoding="utf-8"))
KNOWN = names.known_names()

TAKEN = (
    "",
    "select = 'server'",
    "select = ['server', 'debug-run']\nignore = ['unpinned-requirement']",
    "exclude = ['legacy/**']\nfail-on = 'never'\nmin-severity = 'warning'\npreview = true",
    "host = 'render'\nbaseline = 'known.json'\nroot = ['services/*']",
    "required-version = '>=0.1'",
    "[per-file-ignores]\n'scripts/*.py' = ['debug-run']\n'x.py' = 'server'",
    "[severity]\nserver = 'info'\ndebug-run = 'error'",
    "[allow]\nhard-coded-credentials = ['demo']",
    "[deploy]\nhost = 'render'\nbuild = ['a', 'b']\nstart = 'gunicorn app:app'\npython = '3.13'\nvariables = ['A', 'B=c']",
    "[[deploy]]\nroot = 'a'\ndatabase = 'postgres'\n[[deploy]]\nroot = 'b'\ndatabase = ['redis', 'mysql']",
    "[deploy.variables]\nA = true\nB = 'c'",
)
REFUSED = (
    "selct = ['server']",
    "select = 3",
    "fail-on = 'sometimes'",
    "min-severity = 'never'",
    "preview = 'yes'",
    "host = 'nowhere'",
    "baseline = ['a']",
    "severity = 'info'",
    "[severity]\nserver = 'loud'",
    "[deploy]\nstrat = 'gunicorn app:app'",
    "[deploy]\nhost = 'nowhere'",
    "[deploy]\ndatabase = 'oracle'",
    "[per-file-ignores]\n'x.py' = 3",
)


@pytest.mark.parametrize("schema", [REPORT, CONFIGURATION], ids=["report", "configuration"])
def test_they_are_schemas(schema: dict[str, object]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)
    assert str(schema["$id"]).endswith(".schema.json")


@pytest.mark.parametrize("folder", REPOSITORIES, ids=lambda path: path.name)
def test_real_reports(folder: Path) -> None:
    report = flaskcheck.check(folder / "repo", flaskcheck.Config(preview=True))
    jsonschema.validate(json.loads(flaskcheck.render(report)), REPORT)


def test_a_report_with_everything_in_it(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("from flask import Flask\n\napp = Flask(__name__)\napp.secret_key = 'kept-here-4711'  # flaskcheck: ignore[hard-coded-secret-key] a demo\n")  # fmt: skip
    (tmp_path / "requirements.txt").write_text("flask\ngunicorn\n")
    (tmp_path / "Procfile").write_text("web: gunicorn wsgi:app\n")
    (tmp_path / "render.yaml").write_text("services: [")
    report = json.loads(flaskcheck.render(flaskcheck.check(tmp_path)))
    assert report["findings"]
    assert report["suppressed"]
    jsonschema.validate(report, REPORT)
    for broken in ({**report, "more": 1}, {**report, "findings": [{"rule": "x"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, REPORT)


def said(text: str, tmp_path: Path) -> None:
    (tmp_path / "flaskcheck.toml").write_text(text)
    (tmp_path / "a").mkdir()
    config.load(str(tmp_path), KNOWN)


@pytest.mark.parametrize("text", TAKEN)
def test_what_is_taken(text: str, tmp_path: Path) -> None:
    said(text, tmp_path)
    jsonschema.validate(tomli.loads(text), CONFIGURATION)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        said(text, tmp_path)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomli.loads(text), CONFIGURATION)


def test_it_knows_every_key_and_every_name() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        from schemas import schema
    finally:
        sys.path.pop(0)
    assert schema() == CONFIGURATION, "python docs/schemas.py writes it"
    assert {*CONFIGURATION["properties"]} == {*config.KEYS}
    one, many = CONFIGURATION["properties"]["deploy"]["oneOf"]
    assert {*one["properties"]} == {*stated.KEYS} == {*many["items"]["properties"]}
