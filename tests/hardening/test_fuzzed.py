"""Kinds of faults that ``tests/fuzz`` has found, each in several forms."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from flaskcheck.files.source import Source
from flaskcheck.readers.docker import ignore
from tests.growth import checked
from tests.hostile import run, shop

APP: dict[str, str | bytes] = {
    "app.py": "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'kept-in-the-repository-4711'\n",
    "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n",
}
RULE = "hard-coded-secret-key"
DOCKERFILE = (
    "FROM python:3.12\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n{}CMD gunicorn -b :80 app:app\n"
)


# --- patterns of paths that are no regular expressions of Python --------------------------------------

CLASSES = ("[b-a]*", "x[9-0]?", "[a--b]*", "[[a]*", "[&&a]*", "[^~~b]", "[||]*", "[z", "**[", "**/[a", "*[*[", "[]", "[!]")  # fmt: skip


@pytest.mark.parametrize("pattern", CLASSES)
@pytest.mark.parametrize("line", ["COPY {} /x/\n", "ADD --chown=1:1 {} y/\n", 'COPY ["{}", "app.py", "/x/"]\n'])
def test_a_class_of_a_copy_costs_no_finding_and_no_word(pattern: str, line: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = checked({**APP, "Dockerfile": DOCKERFILE.format(line.format(pattern))})
    assert not report.crashes
    assert RULE in {finding.rule for finding in report.findings}


@pytest.mark.parametrize("pattern", CLASSES)
@pytest.mark.parametrize("line", ["{}\n", "!{}\n", "*.pyc\n{}\nb*c*d\n"])
def test_nor_does_one_of_an_ignore_file(pattern: str, line: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = checked({**APP, ".dockerignore": line.format(pattern), "Dockerfile": DOCKERFILE.format("")})
    assert not report.crashes
    assert RULE in {finding.rule for finding in report.findings}


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("[[a]b", "[b", True),
        ("[[a]b", "ab", True),
        ("[[a]b", "bb", False),
        ("x[&&a]", "x&", True),
        ("x[&&a]", "xb", False),
        ("x[^&&]", "x&", False),
        ("*[|~~]*x", "a~bx", True),
        ("*[a-c]*x", "zbx", True),
        ("*[a-c]*x", "zdx", False),
        ("[a", "[a", False),
    ],
)
def test_a_class_means_its_characters(pattern: str, path: str, matches: bool) -> None:
    source = Source(".dockerignore", f"{pattern}\n".encode())
    assert ignore.Ignore(ignore.patterns_of(source)).matches(path) == matches


@pytest.mark.parametrize("pattern", ["**[", "*x*[", "**/*[a"])
def test_the_command_finds_at_once_that_a_pattern_is_none(pattern: str, tmp_path: Path) -> None:
    """It puts off compiling patterns, of its own modules alone."""
    found = run(shop(tmp_path / "repo", **{".dockerignore": f"{pattern}\n", "Dockerfile": DOCKERFILE.format("")}))
    assert (found.returncode, found.stderr) == (1, "")
    assert RULE in found.stdout


def test_only_patterns_of_modules_are_put_off(tmp_path: Path) -> None:
    (tmp_path / "look.py").write_text(
        "import re\nfrom flaskcheck.ground import patterns\npatterns.defer()\n"
        "code = '''import re\\nONE = re.compile('a')\\nMANY = [re.compile(p) for p in 'ab']\\nTUPLE = tuple(re.compile(p) for p in 'ab')\\n"
        "def inner(texts): return [re.compile(p) for p in texts]\\nclass C:\\n    def __init__(self): self.many = {p: re.compile(p) for p in 'ab'}\\n'''\n"
        "space = {'__name__': 'flaskcheck.x'}\nexec(code, space)\n"
        "put_off = lambda found: type(found) is patterns.Deferred\n"
        "assert all(map(put_off, [space['ONE'], *space['MANY'], *space['TUPLE']]))\n"
        "assert not any(map(put_off, [*space['inner']('ab'), *space['C']().many.values()]))\n"
    )
    subprocess.run([sys.executable, tmp_path / "look.py"], check=True)
