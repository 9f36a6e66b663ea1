"""Kinds of faults that ``tests/fuzz`` has found, each in several forms."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from flaskcheck.command import start
from flaskcheck.files import git
from flaskcheck.files.discover import discover
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree, ignored
from flaskcheck.findings.shown import Shown
from flaskcheck.readers.docker import ignore
from tests.growth import checked
from tests.hostile import run, shop, write

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
        "import yaml\nassert put_off(yaml.reader.Reader.NON_PRINTABLE)\n"
        "assert yaml.safe_load('[1, 2020-01-02, yes, 1.5]')[::2] == [1, True]\n"
        "other = {'__name__': 'yamlish'}\nexec(code, other)\nassert not put_off(other['ONE'])\n"
    )
    subprocess.run([sys.executable, tmp_path / "look.py"], check=True)


# --- paths that files name ----------------------------------------------------------------------------

NAMING: dict[str, str] = {
    "conf/site.conf": "WSGIScriptAlias / {}/wsgi.py\n",
    "passenger_wsgi.py": "import imp\nwsgi = imp.load_source('wsgi', '{}/wsgi.py')\napplication = wsgi.application\n",
    "Procfile": "web: gunicorn -c {0}/conf.py --chdir {0} wsgi:application\nworker: bash {0}/start.sh\nrelease: python {0}/wsgi.py\nmore: make -f {0}/Makefile run && honcho start -f {0}/Procfile\n",
    "deploy/shop.service": "[Service]\nWorkingDirectory={0}\nEnvironmentFile={0}/.env\nExecStart=/usr/bin/gunicorn -c {0}/conf.py wsgi:application\n",
    "uwsgi.ini": "[uwsgi]\nini = {0}/other.ini\ninclude = {0}/other.ini\nwsgi-file = {0}/wsgi.py\n",
    "supervisord.conf": "[include]\nfiles = {0}/*.conf\n[program:web]\ncommand=uwsgi --ini {0}/other.ini\ndirectory={0}\n",
    "requirements.txt": "flask\n-r {0}/requirements.txt\n-c {0}/constraints.txt\n-e {0}\n",
    "docker-compose.yml": "include: ['{0}/compose.yml']\nservices:\n  web:\n    build: {{context: '{0}', dockerfile: '{0}/Dockerfile'}}\n    env_file: '{0}/.env'\n    volumes: ['{0}:/app']\n    extends: {{file: '{0}/compose.yml', service: web}}\n",
    "Dockerfile": "FROM python:3.12\nCOPY {0}/requirements.txt .\nCOPY {0} /app\nRUN pip install -r {0}/requirements.txt && bash {0}/start.sh\nCMD python {0}/wsgi.py\n",
    "render.yaml": "services:\n- {{type: web, name: x, runtime: docker, rootDir: '{0}', dockerfilePath: '{0}/Dockerfile', dockerContext: '{0}'}}\n",
    "fly.toml": "[build]\ndockerfile = '{0}/Dockerfile'\nignorefile = '{0}/.dockerignore'\n",
    "pyproject.toml": "[project]\nname = 'x'\nversion = '1'\ndynamic = ['dependencies']\n[tool.setuptools.dynamic]\ndependencies = {{file = ['{0}/requirements.txt']}}\n[tool.uv.workspace]\nmembers = ['{0}']\n",
    "setup.py": "from setuptools import setup\nsetup(install_requires=open('{0}/requirements.txt').read().splitlines())\n",
    "app.py": "from flask import Flask, render_template\nfrom dotenv import load_dotenv\nload_dotenv('{0}/.env')\napp = Flask(__name__, static_folder='{0}', template_folder='{0}')\napp.config.from_pyfile('{0}/conf.py')\napp.config.from_file('{0}/conf.json', load=None)\nexec(open('{0}/wsgi.py').read())\n@app.route('/')\ndef f():\n    return render_template('{0}/a.html')\n",
    "templates/a.html": "{{% include '{0}/b.html' %}}{{{{ url_for('static', filename='{0}/c.css') }}}}",
}  # fmt: skip


@pytest.mark.parametrize("written", ["/outside", "../outside", "sub/../../outside"])
@pytest.mark.parametrize("name", NAMING)
def test_what_a_file_names_elsewhere_is_not_opened(
    name: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever there is: the file is none of the repository's."""
    outside, root = tmp_path / "outside", tmp_path / "repo"
    write(outside, **dict.fromkeys(OUTSIDE, "from flask import Flask\napplication = Flask(__name__)\n"))
    where = str(outside) if written.startswith("/") else written
    write(root, **{"app.py": "from flask import Flask\napp = Flask(__name__)\n", name: NAMING[name].format(where)})
    opened: list[str] = []
    really = os.open

    def heard(path: object, *given: object, **more: object) -> int:
        opened.append(os.path.realpath(os.fspath(path)))  # type: ignore[call-overload]
        return really(path, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", heard)
    start.run([str(root), "--no-cache", "-v"])
    assert any(path.startswith(str(root.resolve())) for path in opened)
    assert [path for path in opened if path.startswith(str(outside.resolve()))] == []


OUTSIDE = "wsgi.py conf.py conf.json start.sh Makefile Procfile .env other.ini more.conf requirements.txt constraints.txt compose.yml Dockerfile .dockerignore setup.py a.html b.html c.css".split()


@pytest.mark.parametrize("script", ["*.py", "nosuch.py", "/srv/shop/wsgi.py", "../wsgi.py", "/srv/*.wsgi", "app"])
def test_a_script_that_the_repository_does_not_have_is_no_module_of_it(script: str) -> None:
    for path in ("conf/site.conf", "apache.conf"):
        report = checked({**APP, path: f"WSGIScriptAlias / {script}\nWSGIDaemonProcess shop python-path=/srv/shop\n"})
        assert not report.crashes
        assert not report.tree.notes


def test_what_is_none_of_its_files_is_empty() -> None:
    tree = MemoryTree({"a.py": "x", "b.py": "y"}, ignored=["b.py"])
    assert [tree.source(path).text for path in ("a.py", "b.py", "c.py", "/etc/hostname", "../a.py", "")] == ["x", *[""] * 5]  # fmt: skip
    assert not tree.notes


# --- strings that quotes in them have ended -----------------------------------------------------------

SECRET = "tasedu-lehura-genoza"


@pytest.mark.parametrize(
    "line",
    [
        "app.config['SERVER_NAME'] = 'curl -H 'Authorization: Bearer {}' https://a.example'",
        "app.config['SERVER_NAME'] = {{f'curl -H 'Authorization: Bearer {}' https:",
        'app.config["SERVER_NAME"] = "psql "password={} dbname=x"',
        "app.config['SERVER_NAME'] = 'localhost:5000'token={}",
        "app.config['SERVER_NAME'] = 'a 'Cookie: session={}' b'",
        "app.config['SERVER_NAME'] = 'a 'postgres://u:{}@db.example/x",
    ],
)
def test_what_stands_between_torn_strings_is_hidden_as_elsewhere(line: str) -> None:
    source = Source("app.py", line.format(SECRET).encode())
    told = Shown(MemoryTree({"app.py": source.raw})).line(source.line_place(1))
    assert SECRET[:9] not in told
    assert "SERVER_NAME" in told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x = 'a'if y else 'b'", "x = 'a'if y else '…'"),
        ("x = 'a'in y or 'b'and z", "x = 'a'in y or '…'and z"),
        ("x = 'a'", "x = 'a'"),
        ("x = ['a'for y in z]", "x = ['a'for y in z]"),
    ],
)
def test_strings_before_a_word_of_python_are_whole(line: str, told: str) -> None:
    """The one that the finding points at is shown, others of its statement are hidden, each by itself."""
    source = Source("app.py", line.encode())
    assert Shown(MemoryTree({"app.py": source.raw})).line(source.line_place(1)) == told


# --- git is asked once --------------------------------------------------------------------------------


def many(count: int) -> dict[str, str]:
    """A repository that names so many files that are not there, in each way for which git is asked."""
    services = "".join(f"  s{n}:\n    build: .\n    env_file: env{n}.env\n" for n in range(count))
    return {
        "app.py": "from flask import Flask, render_template\napp = Flask(__name__)\n@app.route('/')\ndef f():\n    return render_template('a.html')\n",
        "templates/a.html": "".join(f"{{{{ url_for('static', filename='a{n}.css') }}}}\n" for n in range(count)),
        "static/b.css": "",
        "Dockerfile": "FROM python:3.12\nCOPY . .\nCMD gunicorn -b :80 app:app\n",
        "docker-compose.yml": f"services:\n{services}",
        ".gitignore": "env1.env\nstatic/a2.css\n",
    }


def questions(root: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often git is asked in a run."""
    asked = []
    really = git.ask
    monkeypatch.setattr(git, "ask", lambda *words, **more: (asked.append(words), really(*words, **more))[1])
    start.run([str(root), "--no-cache", "--format", "json"])
    monkeypatch.setattr(git, "ask", really)
    return len(asked)


def test_git_is_asked_once_for_many_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few, more = shop(tmp_path / "few", **many(3)), shop(tmp_path / "more", **many(30))
    assert questions(few, monkeypatch) == questions(more, monkeypatch)
    told = capsys.readouterr().out
    assert "404 for a1.css" in told
    assert "404 for a2.css" not in told  # git ignores it: a build makes it


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_one_path_that_git_does_not_judge_costs_no_other(count: int, tmp_path: Path) -> None:
    root = shop(tmp_path / "repo", **{".gitignore": "*.log\n", "real/x": ""})
    (root / "link").symlink_to("real")
    tree = discover(str(root))
    paths = ["link/a.log", *(f"a{n}.log" for n in range(count)), "b.txt"]
    assert ignored(tree, paths) >= {f"a{n}.log" for n in range(count)}
    assert "b.txt" not in ignored(tree, paths)


@pytest.mark.parametrize(
    "condition", ["300 in b''", "-1 not in b'ab'", "1e400 in b'x'", "256 in b'\\x00'", "65 in b'ABC'", "'a' in b'a'"]
)
def test_a_comparison_that_python_refuses_is_unknown(condition: str) -> None:
    code = f"from flask import Flask\n\nFOLDER = 'a' if {condition} else 'b'\napp = Flask(__name__, template_folder=FOLDER)\napp.debug = {condition}\n"
    assert not checked({"app.py": code, "Procfile": "web: gunicorn app:app\n"}).crashes
