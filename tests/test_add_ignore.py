"""``--add-ignore``: comments in the form of each file, that ignore and change nothing else."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from checking import FLASK

from flaskcheck.command.start import run
from flaskcheck.files.source import Source
from flaskcheck.findings.adding import NO_COMMENTS, NO_PLACE, NOT_TEXT, with_comments
from flaskcheck.ground.errors import CLEAN, FINDINGS, NOTHING, USAGE


def added(path: str, text: str, line: int, *names: str, reason: str = "") -> str:
    """A text with a comment for one line; the reason where there can be none."""
    made = with_comments(Source(path, text.encode()), {line: names or ("debug-run",)}, reason)
    return made.raw.decode() if made.lines else made.refused[line]


@pytest.mark.parametrize(
    ("path", "text", "line", "expected"),
    [
        ("app.py", "a = 1\n", 1, "a = 1  # flaskcheck: ignore[debug-run]\n"),
        ("app.py", "a = 1  # noqa\n", 1, "a = 1  # noqa  # flaskcheck: ignore[debug-run]\n"),
        ("app.py", "if a:\n    b = '" + "x" * 90 + "'\n", 2, "if a:\n    # flaskcheck: ignore[debug-run]\n    b = '" + "x" * 90 + "'\n"),
        ("app.py", "a = '''x\ny'''\n", 1, "# flaskcheck: ignore[debug-run]\na = '''x\ny'''\n"),
        ("app.py", "a = '''x\ny'''\n", 2, "a = '''x\ny'''  # flaskcheck: ignore[debug-run]\n"),
        ("app.py", "a = '''x\ny\nz'''\n", 2, NO_PLACE),
        ("app.py", "a = 1 + \\\n    2\n", 1, "# flaskcheck: ignore[debug-run]\na = 1 + \\\n    2\n"),
        ("app.py", "a = 1\r\nb = 2\r\n", 2, "a = 1\r\nb = 2  # flaskcheck: ignore[debug-run]\r\n"),
        ("app.py", "a = 1", 1, "a = 1  # flaskcheck: ignore[debug-run]"),
        ("app.py", "def f(:\n", 1, NO_PLACE),
        ("app.py", "a = 0x" + "f" * 6000 + "\n", 1, NO_PLACE),
        ("app.py", "#!/usr/bin/python\n'''Doc.'''\n", 0, "#!/usr/bin/python\n# flaskcheck: ignore-file[debug-run]\n'''Doc.'''\n"),
        ("app.py", "a = 1  # flaskcheck: ignore[x] why\n", 1, "a = 1  # flaskcheck: ignore[x, debug-run] why\n"),
        ("app.py", "# flaskcheck: ignore[x]\na = 1\n", 2, "# flaskcheck: ignore[x, debug-run]\na = 1\n"),
        ("app.py", "# flaskcheck: ignore-file[x] why\n", 0, "# flaskcheck: ignore-file[x, debug-run] why\n"),
        ("Dockerfile", "FROM x\nCMD y\n", 2, "FROM x\n# flaskcheck: ignore[debug-run]\nCMD y\n"),
        ("Dockerfile", "# syntax=docker/dockerfile:1\nFROM x\n", 0, "# syntax=docker/dockerfile:1\n# flaskcheck: ignore-file[debug-run]\nFROM x\n"),
        ("Dockerfile", "FROM x\nRUN a && \\\n    b\n", 3, "FROM x\nRUN a && \\\n    # flaskcheck: ignore[debug-run]\n    b\n"),
        ("Dockerfile", "FROM x\nCOPY <<E /x\nabc\nE\n", 3, NO_PLACE),
        ("render.yaml", "a: b\n", 1, "a: b  # flaskcheck: ignore[debug-run]\n"),
        ("x.yml", "a: |\n  b\n  c\n", 3, NO_PLACE),
        ("x.yml", "a: |\n  b\n", 1, "a: |  # flaskcheck: ignore[debug-run]\n  b\n"),
        ("x.yml", "a: 'b\n\n  c'\n", 1, "# flaskcheck: ignore[debug-run]\na: 'b\n\n  c'\n"),
        ("fly.toml", "a = 1\n", 1, "a = 1  # flaskcheck: ignore[debug-run]\n"),
        ("fly.toml", "a = '''\nb\nc\n'''\n", 3, NO_PLACE),
        ("Procfile", "web: x\n", 1, "# flaskcheck: ignore[debug-run]\nweb: x\n"),
        ("requirements.txt", "flask\n", 1, "flask  # flaskcheck: ignore[debug-run]\n"),
        ("requirements.txt", "flask \\\n  --hash=sha256:1\n", 1, "# flaskcheck: ignore[debug-run]\nflask \\\n  --hash=sha256:1\n"),
        ("requirements.txt", "flask \\\n  --hash=sha256:1\n", 2, NO_PLACE),
        (".env", "A=1\n", 1, "# flaskcheck: ignore[debug-run]\nA=1\n"),
        (".env.production", 'A="x\ny"\n', 2, NO_PLACE),
        ("start.sh", "a\n", 1, "a  # flaskcheck: ignore[debug-run]\n"),
        ("start.sh", "cat <<E\nb\nE\n", 2, NO_PLACE),
        ("start.sh", "a 'x\ny\nz'\n", 2, NO_PLACE),
        ("start", "#!/bin/sh\na\n", 2, "#!/bin/sh\na  # flaskcheck: ignore[debug-run]\n"),
        ("Makefile", "a:\n\tb\n", 2, "a:\n# flaskcheck: ignore[debug-run]\n\tb\n"),
        ("Makefile", "a:\n\tb \\\n\tc\n", 3, NO_PLACE),
        ("uwsgi.ini", "[uwsgi]\na = b\n", 2, "[uwsgi]\n# flaskcheck: ignore[debug-run]\na = b\n"),
        ("templates/a.html", "<p>\n<a>\n", 2, "<p>\n<a> {# flaskcheck: ignore[debug-run] #}\n"),
        ("templates/a.html", "{% if a and\n  b and\n c %}\n", 2, NO_PLACE),
        ("public/a.html", "<p>\n<a>\n", 2, "<p>\n<a> <!-- flaskcheck: ignore[debug-run] -->\n"),
        ("public/a.html", "<a\n href=x\n>\n", 2, NO_PLACE),
        ("public/a.html", "<script>\nlet a;\n</script>\n", 2, NO_PLACE),
        ("static/a.js", "let a = 1;\n", 1, "let a = 1; // flaskcheck: ignore[debug-run]\n"),
        ("static/a.js", "let a = `x\ny\nz`;\n", 2, NO_PLACE),
        ("static/a.js", "import a from 'react';\nlet b = 1;\n", 2, NO_PLACE),
        ("static/a.css", "a { b: c }\n", 1, "a { b: c } /* flaskcheck: ignore[debug-run] */\n"),
        ("app.json", "{}\n", 1, NO_COMMENTS),
        ("runtime.txt", "python-3.8\n", 1, NO_COMMENTS),
        ("app.py", "a = 1\rb = 2\r", 1, NOT_TEXT),
        ("app.py", "a = 1\n", 9, NO_PLACE),
    ],
)  # fmt: skip
def test_a_comment_in_the_form_of_its_file(path: str, text: str, line: int, expected: str) -> None:
    assert added(path, text, line) == expected


def test_a_reason_and_several_names() -> None:
    assert (
        added("a.py", "a = 1\n", 1, "x", "y", "x", reason="for the demo")
        == "a = 1  # flaskcheck: ignore[x, y] for the demo\n"
    )


def test_several_lines_of_a_file_keep_their_places() -> None:
    text = "FROM x\nENV A=1\nENV B=2\n"
    made = with_comments(Source("Dockerfile", text.encode()), {0: ["w"], 3: ["z"], 2: ["y"]})
    assert made.lines == (0, 2, 3)
    assert made.raw.decode() == (
        "# flaskcheck: ignore-file[w]\nFROM x\n# flaskcheck: ignore[y]\nENV A=1\n# flaskcheck: ignore[z]\nENV B=2\n"
    )


@pytest.mark.parametrize("raw", ["é".encode("latin-1"), "a = 1\n".encode("utf-16"), b"SQLite\0\0\0"])
def test_what_is_no_utf_8_stays(raw: bytes) -> None:
    made = with_comments(Source("app.py", raw), {1: ["x"]})
    assert (made.raw, made.lines) == (raw, ())


def test_a_byte_order_mark_stays() -> None:
    made = with_comments(Source("app.py", b"\xef\xbb\xbfa = 1\n"), {1: ["x"]})
    assert made.raw == b"\xef\xbb\xbfa = 1  # flaskcheck: ignore[x]\n"


# --- the command --------------------------------------------------------------------------------------------


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app.py").write_text(FLASK + "app.secret_key = 'f81d4fae7dec11d0a76500a0c91e6bf6'\n")
    (tmp_path / "Procfile").write_text("web: gunicorn run:app\n")
    (tmp_path / "requirements.txt").write_text("flask==3.1.0\ngunicorn==23.0.0\n")
    (tmp_path / "runtime.txt").write_text("python-3.7.1\n")
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_findings_are_ignored_and_the_rest_is_said(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--add-ignore", "--reason", "known", "--host", "heroku"]) == FINDINGS
    told = capsys.readouterr().out
    assert "app.py:3  hard-coded-secret-key\n" in told
    assert "Procfile:1  unresolved-app\n" in told
    assert "2 ignore comments added." in told
    assert "runtime.txt:1  unsupported-python: the file has no comments" in told
    assert '[per-file-ignores]\n  "/runtime.txt" = ["unsupported-python"]' in told
    assert (shop / "Procfile").read_text() == "# flaskcheck: ignore[unresolved-app] known\nweb: gunicorn run:app\n"
    assert "\n# flaskcheck: ignore[hard-coded-secret-key] known\napp.secret_key" in (shop / "app.py").read_text()
    (shop / "flaskcheck.toml").write_text('[per-file-ignores]\n"/runtime.txt" = ["unsupported-python"]\n')
    assert run(["--host", "heroku"]) == CLEAN
    before = {name: (shop / name).read_bytes() for name in os.listdir(shop) if name != ".git"}
    assert run(["--add-ignore", "--host", "heroku"]) == CLEAN
    assert "No ignore comment was added." in capsys.readouterr().out
    assert before == {name: (shop / name).read_bytes() for name in os.listdir(shop) if name != ".git"}


def test_only_what_is_selected_is_ignored(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--add-ignore", "--select", "hard-coded-secret-key"]) == CLEAN
    assert "1 ignore comment added. Write the reason" in capsys.readouterr().out
    assert (shop / "Procfile").read_text() == "web: gunicorn run:app\n"


def test_a_link_is_left_alone(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (shop / "app.py").rename(shop / "real.txt")
    (shop / "app.py").symlink_to("real.txt")
    before = (shop / "real.txt").read_bytes()
    run(["--add-ignore", "--select", "hard-coded-secret-key"])
    assert (shop / "app.py").is_symlink()
    assert (shop / "real.txt").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ["--staged"], ["--no-ignore"], ["-", "--stdin-path", "app.py"], ["app.py", "Procfile"],
        ["--reason", "a */ b"], ["--reason", "a\nb"], ["--reason", "--> x"],
    ],
)  # fmt: skip
def test_what_excludes_it(shop: Path, words: list[str]) -> None:
    before = (shop / "app.py").read_bytes()
    assert run(["--add-ignore", *words]) == USAGE
    assert (shop / "app.py").read_bytes() == before


def test_a_reason_alone_is_refused(shop: Path) -> None:
    assert run(["--reason", "x"]) == USAGE


def test_no_variable_writes(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASKCHECK_ADD_IGNORE", "1")
    before = (shop / "app.py").read_bytes()
    assert run([]) == FINDINGS
    assert (shop / "app.py").read_bytes() == before


def test_nothing_to_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["--add-ignore"]) == NOTHING
