"""Applications that root entries name: each judged on its own, by its own configuration, all in one report."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from flaskcheck.command import start
from flaskcheck.findings import engine

APP = "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'hunter2hunter2'\n"
SECRET = "hard-coded-secret-key"


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)


def application(root: Path, folder: str) -> None:
    """An application with one mistake."""
    write(root, f"{folder}/app.py", APP)
    write(root, f"{folder}/Procfile", "web: gunicorn app:app\n")
    write(root, f"{folder}/requirements.txt", "flask==3.1.2\ngunicorn==23.0.0\n")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "repo"
    for folder in ("services/shop", "services/pay", "web"):
        application(root, folder)
    write(root, "services/mail/main.js", "x\n")
    write(root, "flaskcheck.toml", 'root = ["services/*", "web"]\n')
    subprocess.run(["git", "init", "-q", str(root)], check=True, capture_output=True)
    subprocess.run(["git", "-C", str(root), "add", "."], check=True, capture_output=True)
    monkeypatch.chdir(root)
    return root


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str) -> tuple[int, dict]:  # type: ignore[type-arg]
        self.capsys.readouterr()
        code = start.run(["--format", "json", *words])
        shown = self.capsys.readouterr()
        return code, json.loads(shown.out) if shown.out else {"error": shown.err, "findings": []}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


def found(report: dict) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    return [(finding["path"], finding["rule"]) for finding in report["findings"]]


ALL = [("services/pay/app.py", SECRET), ("services/shop/app.py", SECRET), ("web/app.py", SECRET)]


def test_one_run_reports_all_under_their_own_roots(repository: Path, run: Run) -> None:
    code, report = run()
    assert code == 1
    assert found(report) == ALL
    assert [(d["path"], d["root"]) for d in report["deployments"]] == [
        ("services/pay/Procfile", "services/pay"),
        ("services/shop/Procfile", "services/shop"),
        ("web/Procfile", "web"),
    ]
    assert report["deployments"][0]["servers"][0]["path"] == "services/pay/app.py"
    assert report["deployments"][0]["applications"][0]["path"] == "services/pay/app.py"
    assert report["deployments"][2]["summary"].startswith("A host that reads the Procfile")
    assert report["notes"] == ["services/mail: no Flask application in it"]


def test_each_application_has_its_own_files_only(repository: Path, run: Run) -> None:
    """What one application declares is not there for the other."""
    write(repository, "services/pay/requirements.txt", "flask==3.1.2\n")
    other = [place for place in found(run()[1]) if place not in ALL]
    assert [path for path, _ in other] == ["services/pay/requirements.txt"]


CONFIGURATIONS = [
    ("ignore = ['hard-coded-secret-key']", ["services/pay/app.py", "web/app.py"], 1),
    ("select = ['server']", ["services/pay/app.py", "web/app.py"], 1),
    ("exclude = ['app.py']", ["services/pay/app.py", "web/app.py"], 1),
    ("[per-file-ignores]\n'app.py' = ['environment']", ["services/pay/app.py", "web/app.py"], 1),
    ("fail-on = 'never'", ["services/pay/app.py", "services/shop/app.py", "web/app.py"], 1),
    ("host = ['render']", ["services/pay/app.py", "services/shop/app.py", "web/app.py"], 1),
]


@pytest.mark.parametrize(("text", "paths", "code"), CONFIGURATIONS)
def test_the_nearest_configuration_wins(repository: Path, run: Run, text: str, paths: list[str], code: int) -> None:
    write(repository, "services/shop/flaskcheck.toml", text)
    ended, report = run()
    assert ended == code
    assert [path for path, _ in found(report)] == paths


def test_the_exit_code_is_the_worst(repository: Path, run: Run) -> None:
    write(repository, "flaskcheck.toml", 'root = ["services/*", "web"]\nfail-on = "never"\n')
    assert run()[0] == 0
    write(repository, "services/pay/flaskcheck.toml", 'fail-on = "error"\n')
    assert run()[0] == 1
    assert run("--fail-on", "never")[0] == 0


def test_a_named_folder_without_an_application_is_no_success(repository: Path, run: Run) -> None:
    write(repository, "flaskcheck.toml", 'root = ["services/*", "web"]\nignore = ["hard-coded-secret-key"]\n')
    assert run()[0] == 0  # services/mail is only covered by a glob
    write(repository, "flaskcheck.toml", 'root = ["services/mail", "web/"]\nignore = ["hard-coded-secret-key"]\n')
    code, report = run()
    assert code == 4
    assert "services/mail: no Flask application in it" in report["notes"]


def test_a_folder_whose_application_a_library_makes_is_none_without(repository: Path, run: Run) -> None:
    write(repository, "libs/common/__init__.py", "from flask import Flask\ndef make():\n    return Flask(__name__)\n")
    write(repository, "services/mail/main.py", "from common import make\napp = make()\n")
    write(repository, "services/mail/requirements.txt", "flask==3.1.2\ngunicorn==23.0.0\n")
    image = (
        "FROM python:3.13-slim\nWORKDIR /app\nCOPY libs .\nCOPY services/mail .\nRUN pip install -r requirements.txt\n"
    )
    write(repository, "mail.Dockerfile", f'{image}CMD ["gunicorn", "-b", "0.0.0.0:80", "main:app"]\n')
    write(repository, "flaskcheck.toml", 'root = ["services/mail"]\n')
    code, report = run()
    assert (code, [note for note in report["notes"] if "no Flask application" in note]) == (0, [])
    assert [deployment["path"] for deployment in report["deployments"]] == ["mail.Dockerfile"]


@pytest.mark.parametrize(
    ("root", "part"),
    [
        ('["service/*"]', "no folder with files is 'service/*'"),
        ('["web", "nowhere"]', "no folder with files is 'nowhere'"),
        ('["../web"]', "is no folder below"),
        ('["/web"]', "is no folder below"),
        ('[""]', "is no folder below"),
        ("3", "must be a list of strings"),
    ],
)
def test_entries_that_name_nothing(repository: Path, run: Run, root: str, part: str) -> None:
    write(repository, "flaskcheck.toml", f"root = {root}\n")
    code, report = run()
    assert code == 2
    assert part in report["error"]


def test_the_top_itself_can_be_one(repository: Path, run: Run) -> None:
    """Its files are those of no other; what the others hold is not there for it."""
    application(repository, ".")
    write(repository, "flaskcheck.toml", 'root = [".", "services/*", "web"]\n')
    report = run()[1]
    assert found(report) == [("app.py", SECRET), *ALL]
    assert [d["path"] for d in report["deployments"]] == ["Procfile"] + [
        f"{folder}/Procfile" for folder in ("services/pay", "services/shop", "web")
    ]


def test_without_entries_nothing_is_different(repository: Path, run: Run) -> None:
    write(repository, "flaskcheck.toml", "")
    write(repository, "services/shop/flaskcheck.toml", 'select = ["server"]\n')
    assert found(run()[1]) == ALL
    assert run("--no-config")[1]["deployments"][0]["summary"].startswith("A host that reads the Procfile")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("services", ["services/pay/app.py", "services/shop/app.py"]),
        ("services/shop", ["services/shop/app.py"]),
        ("services/shop/app.py", ["services/shop/app.py"]),
        ("web", ["web/app.py"]),
    ],
)
def test_a_part_of_the_repository(repository: Path, run: Run, path: str, expected: list[str]) -> None:
    write(repository, "services/shop/flaskcheck.toml", "host = ['render']\n")
    code, report = run(path)
    assert (code, [path for path, _ in found(report)]) == (1, expected)


def test_a_file_of_none_is_not_checked(repository: Path, run: Run) -> None:
    write(repository, "tools.py", APP)
    assert run("tools.py")[0] == 4


def test_what_lies_outside_of_all_is_told(repository: Path, run: Run) -> None:
    write(repository, "render.yaml", "services: []\n")
    assert "render.yaml: in none of the applications that root names, not checked" in run()[1]["notes"]


def test_exclude_leaves_out_applications_and_files(repository: Path, run: Run) -> None:
    assert [path for path, _ in found(run("--exclude", "services/shop/app.py", "--exclude", "web")[1])] == [
        "services/pay/app.py"
    ]
    write(repository, "flaskcheck.toml", 'root = ["services/*"]\nexclude = ["services/shop"]\n')
    assert [path for path, _ in found(run()[1])] == ["services/pay/app.py"]


def test_a_configuration_from_the_command_line_is_everyones(repository: Path, run: Run, tmp_path: Path) -> None:
    write(repository, "services/shop/flaskcheck.toml", f"ignore = ['{SECRET}']\n")
    write(tmp_path, "elsewhere/other.toml", 'root = ["services/*"]\n')
    assert [path for path, _ in found(run("--config", str(tmp_path / "elsewhere" / "other.toml"))[1])] == [
        "services/pay/app.py",
        "services/shop/app.py",
    ]


def test_a_baseline_of_one_application(repository: Path, run: Run) -> None:
    write(repository, "services/shop/flaskcheck.toml", 'baseline = "known.json"\n')
    (repository / "services/shop/known.json").write_text("")
    assert run()[0] == 2
    (repository / "services/shop/known.json").unlink()
    assert start.run(["baseline", "services/shop"]) == 0
    assert [path for path, _ in found(run()[1])] == ["services/pay/app.py", "web/app.py"]
    assert start.run(["baseline"]) == 0
    assert sorted(p.name for p in repository.rglob("*.json")) == [".flaskcheck-baseline.json", "known.json"]
    assert found(run("--baseline", ".flaskcheck-baseline.json")[1]) == [("services/shop/app.py", SECRET)]


def test_what_is_gone_is_counted_over_all(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repository, "flaskcheck.toml", 'root = [".", "services/*", "web"]\nbaseline = "known.json"\n')
    assert start.run(["baseline"]) == 0
    for folder in ("web", "services/pay"):
        write(repository, f"{folder}/app.py", "from flask import Flask\napp = Flask(__name__)\n")
    assert start.run([]) == 4  # the top holds none
    assert "2 known findings are gone: run flaskcheck baseline --prune" in " ".join(capsys.readouterr().out.split())
    assert start.run(["baseline", "--prune"]) == 0
    assert [row["path"] for row in json.loads((repository / "known.json").read_text())["findings"] if row] == [
        "services/shop/app.py"
    ]


def test_what_an_application_left_behind_is_gone(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repository, "flaskcheck.toml", 'root = ["services/*", "web"]\nbaseline = "known.json"\n')
    assert start.run(["baseline"]) == 0
    write(repository, "flaskcheck.toml", 'root = ["services/*"]\nbaseline = "known.json"\n')
    shutil.rmtree(repository / "services/pay")
    capsys.readouterr()
    assert start.run(["services/shop/app.py"]) == 0
    assert "gone" not in capsys.readouterr().out
    assert start.run([]) == 0
    assert "2 known findings are gone" in " ".join(capsys.readouterr().out.split())
    assert start.run(["baseline", "--prune"]) == 0
    assert "1 known finding (2 gone)" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_the_whole_tree_serves_every_format(repository: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert start.run(["--format", form]) == 1
    assert "services/shop/app.py" in capsys.readouterr().out


# --- kept results ------------------------------------------------------------------------------------------

CHANGES = {
    "a nested configuration": lambda root: write(root, "services/shop/flaskcheck.toml", f"ignore = ['{SECRET}']\n"),
    "a nested pyproject": lambda root: write(
        root, "services/shop/pyproject.toml", f"[tool.flaskcheck]\nignore = ['{SECRET}']\n"
    ),
    "a configuration between": lambda root: write(root, "services/flaskcheck.toml", f"ignore = ['{SECRET}']\n"),
    "an ignored one": lambda root: write(root, "web/flaskcheck.toml", f"ignore = ['{SECRET}']\n"),
    "a file of one": lambda root: write(root, "web/app.py", "from flask import Flask\napp = Flask(__name__)\n"),
    "another application": lambda root: application(root, "services/new"),
    "the entries": lambda root: write(root, "flaskcheck.toml", 'root = ["web"]\n'),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_never_missed(repository: Path, run: Run, change, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    import time

    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 10_000_000_000)
    write(repository, ".gitignore", "web/flaskcheck.toml\n")
    before = run()
    runs: list[int] = []
    whole = engine.check
    monkeypatch.setattr(engine, "check", lambda *words, **more: runs.append(1) or whole(*words, **more))
    assert run() == before
    assert runs == []  # recalled
    change(repository)
    after = run()
    assert after != before
    assert after == run("--no-cache")


def test_a_changed_baseline_is_never_missed(repository: Path, run: Run) -> None:
    write(repository, ".gitignore", "known.json\n")
    assert start.run(["baseline", "--output", "known.json"]) == 0
    assert run("--baseline", "known.json")[0] == 0
    text = (repository / "known.json").read_text()
    (repository / "known.json").write_text(text.replace('"fingerprint": "', '"fingerprint": "0'))
    assert run("--baseline", "known.json")[0] == 1
    os.remove(repository / "known.json")
    assert run("--baseline", "known.json")[0] == 2
