"""A number in a file is a number of ASCII digits, few enough to count with; whatever else stands there, nothing is lost by it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from checking import check

from flaskcheck.ground.numbers import integer, literal, number
from flaskcheck.known.versions import major_minor
from tests.growth import checked

TOP = Path(__file__).parents[2]
LONG = "9" * 4301
ODD = (LONG, "8\u00b2", "\u0663", "\uff18\uff10", "\u2460", "-", "")


@pytest.mark.parametrize(("text", "found"), [("8000", 8000), ("007", 7), ("0", 0), (" 8", None), ("-8", None), ("8_0", None), (None, None)])  # fmt: skip
def test_a_number_is_ascii_digits(text, found):
    assert number(text) == found


@pytest.mark.parametrize("text", ODD)
def test_no_other_digits_are_a_number(text):
    assert (number(text), integer(text), literal(text)) == (None, None, None)


@pytest.mark.parametrize(("text", "found"), [(" -3\n", -3), ("+4", 4), ("-0", 0), ("--1", None), ("- 1", None)])
def test_an_integer_has_a_sign(text, found):
    assert integer(text) == found


@pytest.mark.parametrize(("text", "found"), [("0x1f", 31), ("8_000", 8000), ("-1", -1), ("010", None), ("0x" + "f" * 5000, None), ("x", None)])  # fmt: skip
def test_a_literal_is_as_programs_write_it(text, found):
    assert literal(text) == found


KNOWN = {
    "flaskcheck/__main__.py": "found.st_mtime",  # no text
    "flaskcheck/files/staged.py": "line.rpartition(b'flags: ')[2]",  # git's own flags, in hexadecimal
    "flaskcheck/findings/page.py": "n",  # pages of rules
    "flaskcheck/readers/markup/json.py": "code",  # four hexadecimal digits
    "flaskcheck/ground/numbers.py": "",
}


def test_no_text_becomes_a_number_elsewhere():
    found = {
        (name, ast.unparse(node.args[0]) if node.args else "")
        for folder in ("flaskcheck", "rules", "action")
        for path in sorted((TOP / folder).rglob("*.py"))
        if (name := path.relative_to(TOP).as_posix()) != "flaskcheck/ground/numbers.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "int"
    }
    assert found <= set(KNOWN.items())


def test_what_is_asked_to_be_a_digit_has_ascii_ones():
    """``isdigit`` is true of ``²``; of that, no number can be made."""
    source = {path: path.read_text("utf-8") for path in sorted((TOP / "flaskcheck").rglob("*.py"))}
    assert not [path for path, text in source.items() if ".isnumeric()" in text]


@pytest.mark.parametrize("odd", ODD)
def test_a_python_of_an_odd_number_has_no_minor_one(odd):
    assert major_minor(f"3.{odd}") is None
    assert major_minor(f"{odd}.3") is None
    assert major_minor("3.12.1") == (3, 12)


APP = 'from flask import Flask\napp = Flask(__name__)\napp.secret_key = "kept-here-4711-aaaa"\n'
FOUND = [("app.py", 3, "error")]


def beside(**files):
    """What is found in an application beside some other files."""
    paths = {path.replace("__", "/").replace("_", "."): text for path, text in files.items()}
    return check("hard-coded-secret-key", {"app.py": APP, "requirements.txt": "flask\n", **paths})


@pytest.mark.parametrize("odd", ODD[:-1])
@pytest.mark.parametrize(
    "files",
    [
        {"Dockerfile": "FROM python:3.12\nCOPY --from={0} /a /b\nEXPOSE {0}/tcp {0}-{0}\nHEALTHCHECK --retries={0} CMD curl http://localhost:{0}/\nCMD gunicorn -w {0} app:app"},
        {"Dockerfile": "FROM python:{0}.{0}\nCOPY . .\nCMD flask run --port {0}"},
        {"compose_yaml": "services: {{web: {{build: ., command: gunicorn app:app, ports: ['{0}', '{0}:{0}', '1-{0}:2-{0}'], expose: ['{0}']}}}}"},
        {"fly_toml": "[[services]]\ninternal_port = '{0}'\n[env]\nPORT = '{0}'"},
        {"Procfile": "web: PORT={0} WEB_CONCURRENCY={0} waitress-serve --port={0} --threads {0} app:app"},
        {"Procfile": "web: a=(x y); shift {0}; [ {0} -gt 1 ] && exit {0}; hypercorn -b [::1]:{0} ${{a[{0}]}} app:app"},
        {"gunicorn_conf_py": "import os\nbind = ':{0}'\nworkers = int(os.environ.get('WORKERS', '{0}'))"},
        {"requirements_txt": "flask=={0}.1\nx>={0}; python_version > '{0}'\ny~={0}"},
        {"pyproject_toml": "[project]\nname='x'\nversion='{0}'\nrequires-python='>={0}'\ndependencies=['flask~={0}.{0}']\n[tool.poetry.dependencies]\npython='~{0}'\n"},
        {"environment_yml": "dependencies:\n- python={0}\n- flask=={0}=py{0}"},
        {"render_yaml": "services:\n- {{type: web, name: w, runtime: python, startCommand: gunicorn app:app, envVars: [{{key: PORT, value: '{0}'}}, {{key: PYTHON_VERSION, value: {0}.{0}}}]}}"},
        {"_github__workflows__a_yml": "on: push\njobs: {{d: {{runs-on: x, steps: [{{run: gcloud run deploy x --port {0}}}]}}}}"},
        {"runtime_txt": "python-{0}.{0}.{0}", "_python-version": "{0}.{0}"},
        {"Pipfile_lock": '{{"_meta": {{"requires": {{"python_version": {0}}}}}, "default": {{"x": {{"version": "=={0}"}}}}}}'},
        {"poetry_lock": "[[package]]\nname='x'\nversion='{0}'\nn = {0}"},
    ],
)  # fmt: skip
def test_nothing_is_lost_by_an_odd_number(odd, files):
    assert beside(**{path: text.format(odd) for path, text in files.items()}) == FOUND


@pytest.mark.parametrize("code", ["n = 0x{0}", "n = f'{{0x{0}}}'", "n = '%s' % 0x{0}", "n = -0b{1}", "app.config['N'] = 0x{0}", "match n:\n    case 0x{0}: pass"])  # fmt: skip
def test_nothing_is_lost_by_a_long_number_of_python(code):
    assert beside(more_py=code.format("f" * 5000, "1" * 20_000)) == FOUND
    assert check("hard-coded-secret-key", {"app.py": APP + code.format("f" * 5000, "1" * 20_000)}) == FOUND


ENDLESS = (
    "int(float('inf'))",
    "int(1e999)",
    "int(float('-infinity'))",
    "int(float('nan'))",
    "'a'.replace('a', 'b', 99999999999999999999)",
)


@pytest.mark.parametrize("value", ENDLESS)
@pytest.mark.parametrize(
    "line", ["app.config['N'] = {}", "if {} == 1: app.config['M'] = 2", "def n(x={}): return x\nn()"]
)
def test_nothing_is_lost_by_a_value_that_python_refuses(value, line):
    assert check("hard-coded-secret-key", {"app.py": APP + line.format(value)}) == FOUND


@pytest.mark.parametrize("line", ["flask>1!2,<{}", "flask!={},>1", "flask>=2,<{}.1 ; python_version > '3'", "flask[async]>1,<1.{}", "flask=={}", "gunicorn>={}"])  # fmt: skip
def test_nothing_is_lost_by_a_version_of_too_many_digits(line):
    """packaging looks at the numbers late: when several clauses are put in order, when a version is compared."""
    report = checked({"app.py": APP, "requirements.txt": f"flask\ngunicorn\n{line.format(LONG)}\n"})
    assert report.crashes == []
    assert "hard-coded-secret-key" in {finding.rule for finding in report.findings}
