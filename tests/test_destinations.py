"""Several formats at once, each to its place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flaskcheck.command import start
from flaskcheck.command.options import FORMATS
from flaskcheck.ground.errors import UsageError
from flaskcheck.output.delivery import STDOUT
from flaskcheck.output.destinations import destinations, site
from flaskcheck.output.formats import MODULES
from flaskcheck.output.presentation import below_repository


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app.py").write_text(
        "from flask import Flask\napp = Flask(__name__)\napp.secret_key = 'hunter2hunter2'\n"
    )
    (tmp_path / "requirements.txt").write_text("Flask==3.1.2\ngunicorn==23.0.0\n")
    (tmp_path / "Procfile").write_text("web: gunicorn app:app\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("forms", "output", "expected"),
    [
        ((), None, [("text", STDOUT)]),
        ((), "a", [("text", "a")]),
        (("json",), None, [("json", STDOUT)]),
        (("json",), "a", [("json", "a")]),
        (("json=-",), None, [("json", STDOUT)]),
        (("json",), "-", [("json", STDOUT)]),
        (("json", "json"), None, [("json", STDOUT)]),
        (("text", "github"), None, [("text", STDOUT), ("github", STDOUT)]),
        (("github", "sarif=a"), None, [("github", STDOUT), ("sarif", "a")]),
        (("github", "sarif=a"), "b", [("github", "b"), ("sarif", "a")]),
        (("sarif=a", "json=b=c"), None, [("sarif", "a"), ("json", "b=c")]),
    ],
)
def test_each_format_has_its_place(forms: tuple[str, ...], output: str | None, expected: list[tuple[str, str]]) -> None:
    assert list(destinations(forms, output)) == expected


@pytest.mark.parametrize(
    ("forms", "output", "part"),
    [
        (("json", "text"), None, "json and text cannot both go to standard output: write --format text=FILE"),
        (("text", "github", "markdown"), None, "text and markdown cannot both"),
        (("json=-", "text"), None, "cannot both"),
        (("json", "sarif"), "a", "json and sarif name none"),
        (("json=a",), "b", "every format names its own"),
        (("json=a", "sarif=./a"), None, "the same file"),
        (("json", "sarif=a"), "a", "the same file"),
    ],
)
def test_what_would_get_mixed_up_is_refused(forms: tuple[str, ...], output: str | None, part: str) -> None:
    with pytest.raises(UsageError, match=part):
        destinations(forms, output)


@pytest.mark.parametrize(
    ("forms", "output", "expected"),
    [
        ((), None, [("text", STDOUT), ("github", STDOUT)]),
        ((), "a", [("text", "a"), ("github", STDOUT)]),
        (("text",), None, [("text", STDOUT)]),
        (("sarif=a",), None, [("sarif", "a")]),
    ],
)
def test_in_a_workflow_annotations_come_with_the_text(
    monkeypatch: pytest.MonkeyPatch, forms: tuple[str, ...], output: str | None, expected: list[tuple[str, str]]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert list(destinations(forms, output)) == expected


def test_a_workflow_gets_both(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert start.run([]) == 1
    text, _, commands = capsys.readouterr().out.partition("\n::")
    assert "1 error in" in text
    assert "::" not in text
    assert commands.startswith("error file=app.py,line=3")


def test_several_at_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--format", "github", "--format=text=out.txt", "--format", "json=out.json"]
    assert start.run(words) == 1
    assert capsys.readouterr().out.startswith("::error file=app.py,line=3")
    assert json.loads((project / "out.json").read_text())["summary"]["error"] == 1
    assert "1 error in" in (project / "out.txt").read_text()


def test_a_steps_summary_is_added_to(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = project.parent / "summary.md"
    summary.write_text("# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert start.run([f"--format=markdown={summary}"]) == 1
    assert summary.read_text().startswith("# Before\n## flaskcheck\n")


def test_nothing_is_lost_when_one_file_cannot_be_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.run(["--format", "json=no/such/folder", "--format", "text"]) == 2
    shown = capsys.readouterr()
    assert "1 error in" in shown.out
    assert "no/such/folder: cannot be written" in shown.err


def test_paths_are_the_repositorys_also_when_a_folder_is_scanned(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    start.run(["--format", "github", *(f"--format={form}={form}.out" for form in ("sarif", "gitlab", "json"))])
    name = project.name
    assert f"file={name}/app.py,line=3" in capsys.readouterr().out
    found = {form: json.loads((project / f"{form}.out").read_text()) for form in ("sarif", "gitlab", "json")}
    [result] = found["sarif"]["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"{name}/app.py"
    assert found["gitlab"][0]["location"]["path"] == f"{name}/app.py"
    assert found["json"]["findings"][0]["path"] == "app.py"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "shop"),
        ({"GITHUB_WORKSPACE": "."}, "top/shop"),
        ({"CI_PROJECT_DIR": "."}, "top/shop"),
        ({"GITHUB_WORKSPACE": "elsewhere"}, "shop"),
        ({"GITHUB_WORKSPACE": "top/shop"}, ""),
    ],
)
def test_which_repository_that_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    (tmp_path / "top" / ".git").mkdir(parents=True)
    (tmp_path / "top" / "shop").mkdir()
    for name, folder in variables.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    assert below_repository(str(tmp_path / "top" / "shop")) == expected


def test_every_format_has_its_module() -> None:
    assert set(MODULES) == set(FORMATS)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("flaskcheck --format ", {f"plain,{form}" for form in FORMATS}),
        ("flaskcheck --format ju", {"plain,junit"}),
        ("flaskcheck --format sarif=re", {"file,re"}),
    ],
)
def test_the_shell_completes_formats(words: str, expected: set[str], tmp_path: Path) -> None:
    count = str(len(words.split()) - (not words.endswith(" ")))
    done = subprocess.run(
        [sys.executable, "-m", "flaskcheck"],
        env={"_FLASKCHECK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": count},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert set(done.stdout.split()) == expected


def test_rules_lead_to_their_pages_on_a_site_of_yours(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "https://docs.example.com/fc/rules/hard-coded-secret-key/"
    start.run(["--no-cache", "--docs-url", "https://docs.example.com/fc/", "--format", "github"])
    assert page in capsys.readouterr().out
    monkeypatch.setenv("FLASKCHECK_DOCS_URL", "https://docs.example.com/fc")
    start.run(["--no-cache", "--format", "sarif"])
    rules = json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]["rules"]
    assert page in [rule.get("helpUri") for rule in rules]
    monkeypatch.delenv("FLASKCHECK_DOCS_URL")
    start.run(["--no-cache", "--format", "github"])
    assert "https://" not in capsys.readouterr().out


@pytest.mark.parametrize("url", ["https://docs.example.com", "http://localhost:8000/", "https://a.example/b/c-d/~e"])
def test_addresses_of_sites(url: str) -> None:
    assert site(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://", "//a.example", "https://a.example/?q=%0a", "https://a.example/\x1b]8;;x", "https://a b", "https://a/" + "b" * 60]
)  # fmt: skip
def test_what_is_no_address_of_a_site(url: str) -> None:
    with pytest.raises(UsageError):
        site(url)
