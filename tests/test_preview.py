"""Rules in preview run only where they are asked for, and nothing of them is imported before."""

from __future__ import annotations

import json
import sys

import pytest

from flaskcheck.command.start import run
from flaskcheck.findings import names, registry
from flaskcheck.findings.config import Config
from flaskcheck.ground.errors import CLEAN, FINDINGS, USAGE

NAME = "thread-lost-after-fork"
APP = """from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)
scheduler = BackgroundScheduler()
scheduler.start()


@app.post("/remind")
def remind():
    scheduler.add_job(print, "date", args=["Buy milk"])
    return ""
"""


@pytest.fixture
def shop(tmp_path, monkeypatch):
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "requirements.txt").write_text("flask==3.1.0\ngunicorn==23.0.0\nAPScheduler==3.11.0\n")
    (tmp_path / "Procfile").write_text("web: gunicorn --preload --workers 2 app:app\n")
    (tmp_path / ".python-version").write_text("3.13\n")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


def in_git(shop) -> None:
    import subprocess

    (shop / ".git").rmdir()
    subprocess.run(["git", "init", "-q"], check=True, cwd=shop)
    subprocess.run(["git", "add", "."], check=True, cwd=shop)


def rules_of(capsys, *words: str, code: int = CLEAN) -> set[str]:
    assert run([*words, "--format", "json", "--no-cache"]) == code
    return {finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]}


def test_only_where_asked_for(shop, capsys, monkeypatch) -> None:
    in_git(shop)
    assert NAME not in rules_of(capsys)
    assert NAME in rules_of(capsys, "--preview", code=FINDINGS)
    assert rules_of(capsys, "--preview", "--select", NAME, code=FINDINGS) == {NAME}
    assert NAME not in rules_of(capsys, "--preview", "--ignore", NAME)
    monkeypatch.setenv("FLASKCHECK_PREVIEW", "1")
    assert NAME in rules_of(capsys, code=FINDINGS)
    monkeypatch.delenv("FLASKCHECK_PREVIEW")
    (shop / "flaskcheck.toml").write_text("preview = true\n")
    assert NAME in rules_of(capsys, code=FINDINGS)
    assert NAME not in rules_of(capsys, "--no-config")


def test_kept_results_do_not_mix(shop, capsys, monkeypatch, tmp_path_factory) -> None:
    in_git(shop)
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path_factory.mktemp("kept")))
    codes = [run([*words, "--format", "json"]) for words in ([], ["--preview"], [], ["--preview"])]
    assert codes == [CLEAN, FINDINGS, CLEAN, FINDINGS]


@pytest.mark.parametrize("stated", ["select = ['thread-lost-after-fork']\n", "preview = false\nselect = ['thread-lost-after-fork']\n"])  # fmt: skip
def test_to_select_one_needs_preview(shop, capsys, stated: str) -> None:
    assert run(["--select", f"server,{NAME}"]) == USAGE
    assert f"{NAME} is in preview" in capsys.readouterr().err
    (shop / "flaskcheck.toml").write_text(stated)
    assert run([]) == USAGE
    assert "flaskcheck.toml: select" in capsys.readouterr().err
    assert run(["--select", "server"]) == CLEAN


def test_its_name_is_known_without_preview(shop, capsys) -> None:
    (shop / "flaskcheck.toml").write_text(f"ignore = ['{NAME}']\n[severity]\n{NAME} = 'info'\n")
    assert run(["--ignore", NAME]) == CLEAN
    (shop / "flaskcheck.toml").write_text("preview = 'yes'\n")
    assert run([]) == USAGE
    assert "preview must be true or false" in capsys.readouterr().err


def test_lists(capsys) -> None:
    assert run(["rules", "--format", "json"]) == CLEAN
    stable = {rule["name"] for rule in json.loads(capsys.readouterr().out)}
    assert run(["rules", "--format", "json", "--preview"]) == CLEAN
    every = {rule["name"]: rule["stability"] for rule in json.loads(capsys.readouterr().out)}
    assert {name for name, stability in every.items() if stability == "preview"} == names.preview_names()
    assert stable == every.keys() - names.preview_names()
    assert run(["rules"]) == CLEAN
    assert (
        f"\nIn preview: {len(names.preview_names())} more. List them with flaskcheck rules --preview"
        in capsys.readouterr().out
    )
    assert run(["explain", NAME]) == CLEAN
    assert "in preview: it runs with --preview" in capsys.readouterr().out.replace("\n", " ")


def test_none_is_imported_in_vain() -> None:
    for name in [name for name in sys.modules if name.startswith(f"{names.PREVIEW}.")]:
        del sys.modules[name]
    rules, _ = registry.selected(Config())
    assert not {rule.name for rule in rules} & names.preview_names()
    assert not [name for name in sys.modules if name.startswith(f"{names.PREVIEW}.")]
    rules, _ = registry.selected(Config(preview=True))
    assert {rule.name for rule in rules if rule.stability == "preview"} == names.preview_names()
