"""Each rule's first example, on disk and with all rules: what can be fixed is, and a second run changes nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from flaskcheck.command.start import run
from flaskcheck.findings import names, registry
from flaskcheck.findings.page import Example, parse
from flaskcheck.ground.errors import CLEAN, CRASHED
from flaskcheck.rule import Rule

RULES = [rule for rule in registry.load(names.builtin_names()) if rule.fixable]


def git(folder: Path, *words: str) -> None:
    given = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")
    subprocess.run(["git", *given, *words], cwd=folder, check=True, capture_output=True)


def laid_out(example: Example, folder: Path) -> Path:
    for name, content in example.files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    git(folder, "init", "-q")
    git(folder, "add", "-f", "--", *(n for n, _ in example.files if n not in (*example.untracked, *example.ignored)))
    for name, mode in example.modes:
        git(folder, "update-index", f"--chmod={'+x' if mode == '100755' else '-x'}", name)
    git(folder, "commit", "-qm", "x")
    return folder


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_second_run_changes_nothing(
    rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example = next(example for example in parse(rule.page).examples if example.kind == "Bad")
    monkeypatch.chdir(laid_out(example, tmp_path))
    assert run(["--fix", "--unsafe-fixes", "--no-cache"]) != CRASHED
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and ".git" not in path.parts}
    capsys.readouterr()
    assert run(["--diff", "--unsafe-fixes", "--no-cache"]) == CLEAN
    told = capsys.readouterr()
    assert told.out.strip() == ""
    assert run(["--fix", "--unsafe-fixes", "--no-cache"]) != CRASHED
    assert all(path.read_bytes() == content for path, content in after.items())
