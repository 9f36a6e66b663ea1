"""Repositories that others are made from: a cookiecutter template is judged as the project that is made of it, and told where its files are written."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from flaskcheck.command import start

NAME = "{{cookiecutter.project_slug}}"
SPACED = "{{ cookiecutter.project_slug }}"
SETTINGS = {"cookiecutter.json": '{"project_name": "My Shop", "project_slug": "shop", "python": "3.13"}'}
APP = "from flask import Flask\n\napp = Flask(__name__)\n"
PROJECT = {
    **SETTINGS,
    f"{NAME}/Procfile": f"web: gunicorn {NAME}.wsgi:app\n",
    f"{NAME}/requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
    f"{NAME}/runtime.txt": "python-{{cookiecutter.python}}\n",
    f"{NAME}/{NAME}/__init__.py": "",
    f"{NAME}/{NAME}/wsgi.py": APP,
}
SECRET = {f"{NAME}/{NAME}/wsgi.py": f"{APP}app.config['SECRET_KEY'] = 'kjh21kjh21'\n"}


def run(
    root: Path, files: dict[str, str], capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, list[tuple[str, int, str]], str]:
    """The exit code, the findings, and the notes."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    for command in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x")):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)
    code = start.run([str(root / words[0]) if words else str(root), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    found = [(f["path"], f["line"], f["rule"]) for f in report["findings"] if f["severity"] != "info"]
    return code, found, " ".join(report["notes"])


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, []),
        (SECRET, [(f"{NAME}/{NAME}/wsgi.py", 4, "hard-coded-secret-key")]),
        ({f"{NAME}/Procfile": f"web: gunicorn {SPACED}.web:app\n"}, [(f"{NAME}/Procfile", 1, "unresolved-app")]),
        ({f"{NAME}/{NAME}/settings.py": "KEY = 'kjh21kjh21'\n", f"{NAME}/{NAME}/wsgi.py": f"from {SPACED}.settings import KEY\n{APP}app.secret_key = KEY\n"}, [(f"{NAME}/{NAME}/settings.py", 1, "hard-coded-secret-key")]),
        ({"cookiecutter.json": '{"project_slug": "{{ cookiecutter.project_name|lower }}", "python": ["3.13", "3.14"]}', **SECRET}, [(f"{NAME}/{NAME}/wsgi.py", 4, "hard-coded-secret-key")]),
        ({f"{NAME}/README.md": "{% if cookiecutter.docker %}Docker{% endif %}\n", **SECRET}, [(f"{NAME}/{NAME}/wsgi.py", 4, "hard-coded-secret-key")]),
        ({f"{NAME}/{NAME}/wsgi.py": f"from flask import render_template\n{APP}\n@app.get('/')\ndef home():\n    return render_template('home.html')\n", f"{NAME}/{NAME}/templates/home.html": "{% raw %}{{ config }}{% endraw %}\n"}, []),
        ({"hooks/post_gen_project.py": "import os\nNAME = '{{cookiecutter.project_slug}}'\n"}, []),
    ],
)  # fmt: skip
def test_a_template_is_judged_as_what_is_made_of_it(
    files: dict[str, str], found: list[tuple[str, int, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, _ = run(tmp_path, {**PROJECT, **files}, capsys)
    assert (code, told) == (1 if found else 0, found)


@pytest.mark.parametrize(
    "files",
    [
        {f"{NAME}/requirements.txt": "flask\n{% if cookiecutter.redis %}redis{% endif %}\n"},
        {f"{NAME}/Dockerfile": "FROM python:{{ cookiecutter.python_version }}\n"},
        {f"{NAME}/{NAME}/wsgi.py": f"{APP}{{%- if cookiecutter.api == 'y' %}}\nimport api\n{{%- endif %}}\n"},
        {"cookiecutter.json": "[1, 2]"},
        {"cookiecutter.json": "{"},
    ],
)
def test_what_jinja_decides_is_not_known(
    files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, notes = run(tmp_path, {**PROJECT, **SECRET, **files}, capsys)
    assert (code, told) == (4, [])
    assert "is a template: make a project of it" in notes


def test_a_folder_and_a_file_of_a_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {**PROJECT, **SECRET}
    found = [(f"{NAME}/{NAME}/wsgi.py", 4, "hard-coded-secret-key")]
    assert run(tmp_path, files, capsys, NAME)[:2] == (1, found)
    (tmp_path / "x").write_text("")
    assert run(tmp_path, files, capsys, f"{NAME}/{NAME}/wsgi.py")[:2] == (1, found)


def test_a_comment_silences_a_template_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{APP}app.secret_key = 'kjh21kjh21'  # flaskcheck: ignore[hard-coded-secret-key] of an example\n"
    assert run(tmp_path, {**PROJECT, f"{NAME}/{NAME}/wsgi.py": text}, capsys)[:2] == (0, [])
