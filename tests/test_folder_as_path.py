"""A folder as PATH, at the command line: all of its repository counts, what lies there is told, and so is what deploys it from elsewhere."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from flaskcheck.command import start

APP = "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'hunter2hunter2'\n"
SECRET = "hard-coded-secret-key"
RENDER = """\
services:
  - type: web
    name: shop
    runtime: python
    rootDir: services/shop
    buildCommand: pip install -r ../../requirements.txt
    startCommand: gunicorn app:wrong
"""


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def commit(root: Path, *words: str) -> None:
    for command in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x")):
        subprocess.run(["git", *words, *command], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repo"
    write(
        root,
        **{
            "render.yaml": RENDER,
            "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
            "services/shop/app.py": APP,
            "services/pay/app.py": APP,
            "services/pay/Procfile": "web: gunicorn app:app\n",
            "services/pay/requirements.txt": "flask==3.1.2\n",
            "services/site/index.js": "x\n",
        },
    )
    commit(root)
    monkeypatch.chdir(root)
    return root


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str) -> tuple[int, dict]:  # type: ignore[type-arg]
        self.capsys.readouterr()
        code = start.run(["--format", "json", *words])
        shown = self.capsys.readouterr()
        report = json.loads(shown.out) if shown.out else {"findings": [], "notes": [shown.err]}
        report["told"] = [(finding["path"], finding["rule"]) for finding in report["findings"]]
        return code, report


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


SHOP = [("render.yaml", "unresolved-app"), ("services/shop/app.py", SECRET)]
PAY = [("services/pay/app.py", SECRET), ("services/pay/requirements.txt", "missing-wsgi-server")]


@pytest.mark.parametrize(
    ("here", "path", "code", "told"),
    [
        (".", ".", 1, [*SHOP[:1], *PAY, *SHOP[1:]]),
        (".", "services/shop", 1, SHOP),
        (".", "services/shop/", 1, SHOP),
        (".", "./services/../services/shop", 1, SHOP),
        ("services/shop", ".", 1, SHOP),
        ("services/pay", "../shop", 1, SHOP),
        ("services", "pay", 1, PAY),
        (".", "services", 1, [*SHOP[:1], *PAY, *SHOP[1:]]),
        ("services", "shop/app.py", 1, SHOP[1:]),
        (".", "services/site", 4, []),
    ],
)
def test_from_wherever(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch, here: str, path: str, code: int, told: list[str]
) -> None:
    monkeypatch.chdir(repository / here)
    ended, report = run(path)
    assert (ended, report["told"]) == (code, told)


def test_what_counts_elsewhere_is_named(repository: Path, run: Run) -> None:
    note = "services/shop is a part of its repository: render.yaml, requirements.txt count too"
    assert run("services/shop")[1]["notes"] == [note]
    assert run("services/pay")[1]["notes"] == []
    assert run(".")[1]["notes"] == []


def test_a_folder_inside_an_application_is_a_filter_only(repository: Path, run: Run) -> None:
    write(repository, **{"services/shop/parts/__init__.py": "x = 'C:\\\\Users\\\\ada\\\\x.txt'\nopen(x)\n"})
    code, report = run("services/shop/parts")
    assert (code, report["told"]) == (0, [])
    assert [deployment["path"] for deployment in report["deployments"]] == ["render.yaml"]


def test_a_comment_beside_what_deploys_it_counts(repository: Path, run: Run) -> None:
    text = RENDER.replace("app:wrong", "app:wrong # flaskcheck: ignore[unresolved-app] soon")
    write(repository, **{"render.yaml": f"# flaskcheck: ignore[loopback-bind] nothing\n{text}"})
    assert run("services/shop")[1]["told"] == SHOP[1:]
    assert run("services/pay")[1]["told"] == PAY
    assert ("render.yaml", "unused-ignore") in run(".")[1]["told"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--exclude", "app.py"), SHOP[:1]),
        (("--exclude", "services/shop/app.py"), SHOP),  # written relative to PATH
        (("--select", "environment"), SHOP[1:]),
    ],
)
def test_options(repository: Path, run: Run, words: tuple[str, ...], told: list[tuple[str, str]]) -> None:
    found = [place for place in run("services/shop", *words)[1]["told"] if place[1] != "no-requirements"]
    assert [place for place in found if place in SHOP] == [place for place in told if place in found] == found


def test_the_nearest_configuration_counts(repository: Path, run: Run) -> None:
    write(repository, **{"services/shop/flaskcheck.toml": f"[per-file-ignores]\n'app.py' = ['{SECRET}']\n"})
    assert run("services/shop")[1]["told"] == SHOP[:1]
    assert ("services/shop/app.py", SECRET) in run(".")[1]["told"]


def test_a_repository_inside_another_is_its_own(repository: Path, run: Run) -> None:
    inner = repository / "services" / "shop" / "vendored"
    write(inner, **{"app.py": APP, "Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"})
    commit(inner)
    assert [place for place in run("services/shop/vendored")[1]["told"] if place[1] == SECRET] == [("app.py", SECRET)]
    assert run("services/shop")[1]["told"] == SHOP


def test_a_submodule_is_a_repository_of_its_own(repository: Path, run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(
        other,
        **{
            "web/app.py": APP,
            "web/Procfile": "web: gunicorn app:app\n",
            "web/requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n",
        },
    )
    commit(other)
    words = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "services/other")
    subprocess.run(["git", *words], cwd=repository, check=True, capture_output=True)
    assert run("services/other/web")[1]["told"] == [("web/app.py", SECRET)]
    assert run("services/other")[1]["told"] == [("web/app.py", SECRET)]
    assert "services/other: a submodule, its files are not read" in run(".")[1]["notes"]


def test_without_git_a_folder_is_all_that_is_known(tmp_path: Path, run: Run) -> None:
    write(tmp_path, **{"plain/render.yaml": RENDER, "plain/services/shop/app.py": APP})
    code, report = run(str(tmp_path / "plain" / "services" / "shop"))
    assert code == 1
    assert ("app.py", SECRET) in report["told"]
    assert all(deployment["implied"] for deployment in report["deployments"])


def test_what_nobody_deploys_is_judged_for_who_asks(repository: Path, run: Run) -> None:
    """A folder of examples, or an old service beside the one that is deployed from the top."""
    write(repository, **{"services/pay/tools/panel/app.py": APP, "examples/small/app.py": APP})
    write(repository, **{"examples/small/requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n"})
    assert ("services/pay/tools/panel/app.py", SECRET) in run("services/pay/tools/panel")[1]["told"]
    assert run("examples/small")[1]["told"] == [("examples/small/app.py", SECRET)]
    assert [path for path, _ in run(".")[1]["told"] if path.startswith("examples")] == []


def test_a_baseline_of_a_folder(repository: Path, run: Run) -> None:
    assert start.run(["baseline", "services/shop"]) == 0
    file = repository / "services" / "shop" / ".flaskcheck-baseline.json"
    assert sorted(row["path"] for row in json.loads(file.read_text())["findings"] if row) == [
        "render.yaml",
        "services/shop/app.py",
    ]
    assert run("services/shop", "--baseline", str(file))[1]["told"] == []
    assert run(".", "--baseline", str(file))[1]["told"] == PAY
    assert run("services/pay", "--baseline", str(file))[1]["notes"] == []
