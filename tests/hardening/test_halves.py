"""Half of a pair of characters, and bytes of a name that are no UTF-8, are a text like any other: in names of files, settings, variables and modules, in every format."""

from __future__ import annotations

import ast
import json
import subprocess
from pathlib import Path

import pytest

from flaskcheck.command.options import FORMATS
from flaskcheck.files.discover import discover
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, names, registry
from flaskcheck.findings.config import Config
from flaskcheck.ground.encoded import encoded
from flaskcheck.output.formats import render
from flaskcheck.output.presentation import Presentation

PACKAGE = Path(__file__).parents[2] / "flaskcheck"
RULES = registry.load(names.builtin_names())
HALVES = ("\ud83d", "\udfff", "\udcff", "\udc80\ud800")
APP = "from flask import Flask, render_template, url_for\nimport os\napp = Flask(__name__)\n"
BASE = {"app.py": APP, "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n", "Procfile": "web: gunicorn app:app\n"}


def report(files):
    """What is found, and what failed."""
    found = engine.check(MemoryTree({**BASE, **files}), RULES, Config(), crashes=(failed := []))
    assert not [*failed, *found.crashes]
    return found


def escaped(half):
    return "".join(f"\\u{ord(char):04x}" for char in half)


WRITTEN = {
    "a setting": lambda half: {"app.py": APP + f'app.config["SESSION_COOKIE_SECUR{half}"] = app.config["MAIL{half}"]\n'},
    "a variable": lambda half: {"app.py": APP + f'app.secret_key = os.environ["SECRET{half}"]\nif os.getenv("A{half}") == "1": pass\n'},
    "a module": lambda half: {"app.py": APP + f'import importlib\nimportlib.import_module("shop{half}.views")\n'},
    "a file": lambda half: {"app.py": APP + f'open("data{half}.txt")\napp.config.from_pyfile("{half}.cfg")\n'},
    "an endpoint": lambda half: {"app.py": APP + f'@app.route("/{half}")\ndef page():\n    return render_template("{half}.html") + url_for("{half}")\n'},
    "a static file": lambda half: {"app.py": APP + f'@app.route("/")\ndef page():\n    return url_for("static", filename="{half}.css")\n'},
    "a host's file": lambda half: {"app.json": json.dumps({"env": {f"KEY{half}": {"required": True}}, "scripts": {"postdeploy": f"python {half}.py"}})},
    "an image in a file": lambda half: {"compose.yaml": f'services:\n  web:\n    build:\n      dockerfile_inline: "FROM python:3.12\\nCOPY {half} /x\\nCMD flask --app {half} run"\n'},
    "a command": lambda half: {"render.yaml": f'services:\n- type: web\n  name: x\n  env: python\n  startCommand: "gunicorn shop{half}:app"\n  envVars:\n  - key: "A{half}"\n    value: "{half}"\n'},
}  # fmt: skip


@pytest.mark.parametrize("half", HALVES, ids=ascii)
@pytest.mark.parametrize("make", WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_with_half_a_character_stops_no_rule(make, half):
    report(make(escaped(half)))


NAMED = {
    "a module": lambda half: {f"shop{half}.py": "import nothing_like_it\n", "app.py": APP + "import nowhere\n"},
    "a folder": lambda half: {f"shop{half}/app.py": BASE["app.py"] + "app.run(debug=True)\n", f"shop{half}/Procfile": "web: gunicorn app:app\n"},
    "a template": lambda half: {f"templates/{half}.html": "{{ url_for('static', filename='gone.css') }}{{ url_for('nobody') }}"},
    "a static file": lambda half: {"app.py": APP + '@app.route("/")\ndef page():\n    return url_for("static", filename="gone.css")\n', f"static/{half}.css": "", f"{half}.sh": "npm run build"},
    "a script": lambda half: {f"bin/{half}": "#!/bin/sh\nexec gunicorn app:nobody\n", "Procfile": "web: sh bin/*\n"},
    "a Dockerfile": lambda half: {f"{half}/Dockerfile": "FROM python:3.12\nCOPY gone /x\nCMD gunicorn app:app\n"},
    "a workflow": lambda half: {f".github/workflows/{half}.yml": f"on: push\njobs:\n  d:\n    runs-on: x\n    steps:\n    - run: docker build -f {escaped(half)}/Dockerfile .\n"},
    "a file of variables": lambda half: {f"{half}.env": "A=1\n", "compose.yaml": f'services:\n  web:\n    build: .\n    env_file: "{escaped(half)}.env"\n'},
}  # fmt: skip


@pytest.mark.parametrize("half", HALVES, ids=ascii)
@pytest.mark.parametrize("make", NAMED.values(), ids=NAMED)
def test_every_format_tells_of_a_file_with_such_a_name(make, half):
    found = report(make(half))
    for form in FORMATS:
        render(form, found, Presentation(width=100, verbose=True)).encode()


def test_such_names_are_told_apart():
    marks = set()
    for half in HALVES:
        files = {f"shop{half}/{name}": text for name, text in BASE.items()}
        files[f"shop{half}/app.py"] += 'app.secret_key = "one-long-4711-secret"\n'
        found = engine.check(MemoryTree(files), RULES, Config())
        told = json.loads(render("gitlab", found, Presentation()))
        marks.update(each["fingerprint"] for each in told if each["check_name"] == "hard-coded-secret-key")
    assert len(marks) == len(HALVES)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("plain", b"plain"),
        ("é", b"\xc3\xa9"),
        ("a\udcff", b"a\xff"),
        ("\ud83d", b"\xed\xa0\xbd"),
        ("\udcff\ud83d", b"\xed\xb3\xbf\xed\xa0\xbd"),
    ],
)
def test_every_text_has_bytes(text, raw):
    assert encoded(text) == raw


# What writes a text in another file's own encoding, or one that flaskcheck itself has made.
ELSEWHERE = {"findings/page.py", "files/edits.py"}


def strict(path):
    """The lines where a function asks for the bytes of a text, and an error for some texts."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inner = (node for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) for node in ast.walk(each))
    for node in inner:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "encode":
            is_constant = ast.unparse(node.func.value).strip("f[]{}'\"").isupper()
            if len(node.args) < 2 and not node.keywords and not is_constant:
                yield node.lineno


def test_no_function_asks_for_bytes_that_not_every_text_has():
    found = {
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).as_posix() not in ELSEWHERE
        for line in strict(path)
    }
    assert found == set()


def repository(folder: Path, files: dict[str, str]) -> Path:
    for name, text in {**BASE, ".gitignore": "*.log\n", **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(encoded(text))
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize(
    "line",
    [
        "open('data/{}.log', 'w')",
        "render_template('{}.html')",
        "app.send_static_file('{}.css')",
        "app.static_folder = '{}'",
    ],
)
def test_git_is_asked_for_what_code_names_with_half_a_character(line: str, half: str, tmp_path: Path) -> None:
    code = APP + f"@app.route('/')\ndef view():\n    return {line.format(escaped(half))}\n"
    if "static_folder" in line:
        code = APP + line.format(escaped(half)) + "\n"
    files = {"app.py": code, "templates/a.html": f"{{{{ url_for('static', filename='{escaped(half)}.css') }}}}"}
    found = engine.check(discover(str(repository(tmp_path, files))), RULES, Config())
    assert not found.crashes


@pytest.mark.parametrize("half", HALVES)
def test_what_git_ignores_is_known_beside_such_names(half: str, tmp_path: Path) -> None:
    tree = discover(str(repository(tmp_path, {})))
    assert [tree.is_ignored(path, f"b{half}.css") for path in (f"a{half}.css", "a.log", "a.css")] == [
        False,
        True,
        False,
    ]
