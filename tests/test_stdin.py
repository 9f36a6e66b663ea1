"""Standard input in place of a file, as editors give it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from flaskcheck.command import start

APP = "from flask import Flask\napp = Flask(__name__)\n"
BAD = APP + "app.secret_key = 'hunter2hunter2'\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repo"
    (root / "shop").mkdir(parents=True)
    (root / "app.py").write_text("from shop import app\n")
    (root / "shop" / "__init__.py").write_text(APP)
    (root / "Procfile").write_text("web: gunicorn app:app -b 127.0.0.1:80\n")
    (root / "requirements.txt").write_text("flask==3.1.2\ngunicorn==23.0.0\n")
    subprocess.run(["git", "init", "-q", str(root)], check=True, capture_output=True)
    monkeypatch.chdir(root)
    return root


class Judge:
    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, text: str | bytes, *words: str) -> tuple[int, list[tuple[str, str]], str]:
        """The exit code, (path, rule) of each finding, and what went to standard error."""
        raw = text.encode() if isinstance(text, str) else text
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), "ascii"))
        self.capsys.readouterr()
        code = start.run(["--format", "json", *words])
        shown = self.capsys.readouterr()
        findings = json.loads(shown.out)["findings"] if shown.out else []
        return code, [(finding["path"], finding["rule"]) for finding in findings], shown.err


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Judge:
    return Judge(monkeypatch, capsys)


def test_the_text_is_judged_in_place_of_the_file(repository: Path, judge: Judge) -> None:
    code, found, _ = judge(BAD, "-", "--stdin-path", "shop/__init__.py")
    assert (code, found) == (1, [("shop/__init__.py", "hard-coded-secret-key")])  # nothing of the Procfile
    assert (repository / "shop" / "__init__.py").read_text() == APP


def test_the_file_on_disk_does_not_count(repository: Path, judge: Judge) -> None:
    (repository / "shop" / "__init__.py").write_text(BAD)
    assert judge(APP, "-", "--stdin-path", "shop/__init__.py")[:2] == (0, [])


@pytest.mark.parametrize("folder", ["shop", "/"])
def test_from_any_folder(repository: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.chdir(repository / folder)
    path = "__init__.py" if folder == "shop" else str(repository / "shop" / "__init__.py")
    assert judge(BAD, f"--stdin-path={path}", "-")[1] == [("shop/__init__.py", "hard-coded-secret-key")]


@pytest.mark.parametrize("git", [True, False])
def test_a_file_that_is_not_there_yet(repository: Path, judge: Judge, git: bool) -> None:
    if not git:
        import shutil

        shutil.rmtree(repository / ".git")
    (repository / "Procfile").write_text("web: gunicorn new.deep.wsgi:app\n")
    code, found, _ = judge(BAD, "-", "--stdin-path", "new/deep/wsgi.py")
    assert (code, found) == (1, [("new/deep/wsgi.py", "hard-coded-secret-key")])
    assert not (repository / "new").exists()


def test_other_files_than_python(repository: Path, judge: Judge) -> None:
    assert judge("web: gunicorn app:app\n", "-", "--stdin-path", "Procfile")[:2] == (0, [])
    code, found, _ = judge("web: gunicorn app:app -b 127.0.0.1:8000\n", "-", "--stdin-path", "Procfile")
    assert code == 1
    assert {path for path, _ in found} == {"Procfile"}


@pytest.mark.parametrize(
    "raw",
    [b"\x00\xff\xfe\x00", b"", BAD.encode("utf-16"), b"\xff" + BAD.encode()[:40], b"\xef\xbb\xbf" + BAD.encode()],
)
def test_any_bytes(repository: Path, judge: Judge, raw: bytes) -> None:
    expected = judge(raw, "-", "--stdin-path", "shop/__init__.py")
    (repository / "shop" / "__init__.py").write_bytes(raw)
    assert expected == judge(b"", "shop/__init__.py")


def test_nothing_of_it_is_kept(repository: Path, judge: Judge) -> None:
    for text, code in ((APP, 0), (BAD, 1), (APP, 0)):
        assert judge(text, "-", "--stdin-path", "shop/__init__.py")[0] == code


def test_the_configuration_holds(repository: Path, judge: Judge) -> None:
    (repository / "flaskcheck.toml").write_text('exclude = ["shop"]\n')
    assert judge(BAD, "-", "--stdin-path", "shop/__init__.py")[1] == []
    (repository / "flaskcheck.toml").write_text("")
    (repository / "shop" / "flaskcheck.toml").write_text('ignore = ["environment"]\n')
    assert judge(BAD, "-", "--stdin-path", "shop/__init__.py")[1] == []


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["-"], "--stdin-path FILE"),
        (["-", "--stdin-path", ""], "--stdin-path FILE"),
        (["--stdin-path", "app.py"], "--stdin-path needs"),
        (["app.py", "--stdin-path", "app.py"], "--stdin-path needs"),
        (["-", "--stdin-path", "shop"], "shop: a folder"),
        (["-", "--stdin-path", "app.py/x.py"], "app.py"),
    ],
)
def test_wrong_usage(repository: Path, judge: Judge, words: list[str], part: str) -> None:
    code, _, shown = judge(BAD, *words)
    assert code == 2
    assert part in shown
