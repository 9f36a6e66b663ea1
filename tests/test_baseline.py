"""Known findings: what stays silent, what is new, what is gone; the file survives merges, moves and other people's mistakes."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flaskcheck.command import start
from flaskcheck.findings import names
from flaskcheck.findings.baseline_file import KnownFinding, fresh, load, store

SECRET = "app.secret_key = 'hunter2hunter2'\n"
APP = "from flask import Flask\napp = Flask(__name__)\n"
NAME = ".flaskcheck-baseline.json"


def git(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(folder), *words], check=check, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two packages with a mistake each, in git."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    root = tmp_path / "repo"
    application(root, "")
    application(root, "services/shop/")
    git(tmp_path, "init", "-q", "-b", "main", "repo")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    monkeypatch.chdir(root)
    return root


def application(root: Path, folder: str) -> None:
    write(root, f"{folder}app.py", APP + SECRET)
    write(root, f"{folder}Procfile", "web: gunicorn app:app\n")
    write(root, f"{folder}requirements.txt", "flask==3.1.2\ngunicorn==23.0.0\n")


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str]:
        """Exit code, and what was printed on either stream."""
        self.capsys.readouterr()
        code = start.run(list(words))
        shown = self.capsys.readouterr()
        return code, " ".join((shown.out + shown.err).split())

    def json(self, *words: str) -> dict[str, object]:
        self.capsys.readouterr()
        start.run(["--format", "json", *words])
        found: dict[str, object] = json.loads(self.capsys.readouterr().out)
        return found


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


def rules(report: dict[str, object]) -> list[str]:
    return sorted(finding["rule"] for finding in report["findings"])  # type: ignore[attr-defined]


def rows(root: Path, name: str = NAME) -> list[dict[str, str]]:
    return [row for row in json.loads((root / name).read_text())["findings"] if row]


def test_known_findings_are_silenced_and_new_ones_reported(repository: Path, run: Run) -> None:
    assert run("baseline")[0] == 0
    code, shown = run("--baseline", NAME)
    assert code == 0
    assert f"{len(rows(repository))} silenced" in shown
    write(repository, "app.py", "import os\n" + APP + "\n\n" + SECRET + "app.run(debug=True)\n")  # lines have moved
    code, shown = run("--baseline", NAME)
    assert code == 1
    assert "hard-coded-secret-key" not in shown
    assert "app.run(debug=True)" in shown


def test_what_is_silenced_is_seen_with_verbose(repository: Path, run: Run) -> None:
    run("baseline")
    assert f"app.py:3 hard-coded-secret-key (baseline: {NAME})" in run("--baseline", NAME, "-v")[1]


def test_each_finding_is_one_line_with_rule_path_and_masked_text(repository: Path, run: Run) -> None:
    run("baseline")
    text = (repository / NAME).read_text()
    [line] = [line for line in text.split("\n") if '"path": "app.py"' in line]
    assert line.endswith("},")
    assert json.loads(line.rstrip(","))["rule"] == "hard-coded-secret-key"
    assert "hunter2" not in text
    assert str(repository) not in text
    assert json.loads(text)["findings"][-1] is None


def test_the_file_is_the_same_from_any_checkout(repository: Path, run: Run, tmp_path: Path) -> None:
    run("baseline")
    git(tmp_path, "clone", "-q", "repo", "copy")
    run("baseline", str(tmp_path / "copy"))
    assert (tmp_path / "copy" / NAME).read_bytes() == (repository / NAME).read_bytes()
    assert run("baseline")[1].startswith(f"{NAME}: {len(rows(repository))} known findings (0 new, 0 gone).")


def test_one_more_of_the_same_is_new(repository: Path, run: Run) -> None:
    link = '<a href="http://localhost:5000/">home</a>\n'
    write(repository, "templates/index.html", link)
    run("baseline")
    assert run("--baseline", NAME)[0] == 0
    write(repository, "templates/index.html", link * 3)
    report = run.json("--baseline", NAME)
    assert rules(report) == ["loopback-link"]
    assert len(report["findings"][0]["related"]) == 1  # two new places of one cause


def test_what_is_gone_is_counted_and_pruned(repository: Path, run: Run) -> None:
    run("baseline")
    before = rows(repository)
    write(repository, "app.py", APP + "app.run(debug=True)\n")
    assert f"1 known finding is gone: run flaskcheck baseline --prune --baseline {NAME}" in run("--baseline", NAME)[1]
    write(repository, "flaskcheck.toml", f'baseline = "{NAME}"\n')
    assert run("-q")[0] == 1
    assert "gone: run flaskcheck baseline --prune" in run()[1]
    assert "(1 gone)" in run("baseline", "--prune")[1]
    assert rows(repository) == [row for row in before if row["path"] != "app.py"]  # nothing was added
    code, shown = run()
    assert code == 1
    assert "gone" not in shown
    assert "(1 new, 0 gone)" in run("baseline")[1]
    assert run()[0] == 0


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        ("services/shop", "."),
        ("services/shop", "app.py"),
        (".", "services/shop"),
        (".", "app.py"),
        ("services", "shop"),
    ],
)
def test_folders_and_files_know_their_findings(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch, folder: str, path: str
) -> None:
    run("baseline")
    monkeypatch.chdir(repository / folder)
    file = os.path.relpath(repository / NAME)
    code, shown = run("--baseline", file, path)
    assert (code, "gone" in shown) == (0, False), shown
    before = (repository / NAME).read_bytes()
    assert run("baseline", "--prune", "--output", file, path)[0] == 0
    assert run("baseline", "--baseline", file, path)[0] == 0
    assert (repository / NAME).read_bytes() == before


@pytest.mark.parametrize("place", ["ci/known.json", "services/known.json", "../elsewhere.json"])
def test_a_baseline_in_another_place(repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (repository / "ci").mkdir()
    run("baseline", "--output", place)
    file = str((repository / place).resolve())
    assert str(repository) not in Path(file).read_text()
    assert {row["path"] for row in rows(repository, place)} >= {"app.py", "services/shop/app.py"}
    assert run("--baseline", place)[0] == 0
    monkeypatch.chdir(repository / "services" / "shop")
    assert run("--baseline", file)[0] == 0
    assert "gone" not in run("--baseline", file, "app.py")[1]


def test_rules_that_do_not_run_keep_their_findings(repository: Path, run: Run) -> None:
    run("baseline")
    before = (repository / NAME).read_bytes()
    assert "gone" not in run("--baseline", NAME, "--select", "server")[1]
    run("baseline", "--select", "server")
    run("baseline", "--prune", "--ignore", "security,environment")
    assert (repository / NAME).read_bytes() == before


def test_a_baseline_that_lies_there_unused_is_told(repository: Path, run: Run) -> None:
    assert f'baseline = "{NAME}"' in run("baseline")[1]
    code, shown = run()
    assert code == 1
    assert f"{NAME} is not used" in shown
    write(repository, "flaskcheck.toml", f'baseline = "{NAME}"\n')
    code, shown = run()
    assert code == 0
    assert "is not used" not in shown


def test_the_configurations_baseline_is_relative_to_it(
    repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository, "flaskcheck.toml", 'baseline = "ci/known.json"\n')
    (repository / "ci").mkdir()
    assert run("baseline")[1].startswith("ci/known.json: ")
    monkeypatch.chdir(repository / "services" / "shop")
    assert run()[0] == 0


def test_an_ignore_comment_comes_first(repository: Path, run: Run) -> None:
    write(repository, "app.py", APP + SECRET.rstrip() + "  # flaskcheck: ignore[hard-coded-secret-key] public demo\n")
    run("baseline")
    assert [row for row in rows(repository) if row["path"] == "app.py"] == []


def test_findings_under_a_retired_name_are_known(repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr("flaskcheck.findings.fingerprints.digest", _digest_as_if_called("old-secret-key"))
        run("baseline")
    text = (repository / NAME).read_text().replace('"hard-coded-secret-key"', '"old-secret-key"')
    (repository / NAME).write_text(text)
    assert run("--baseline", NAME)[0] == 1
    monkeypatch.setitem(names.ALIASES, "old-secret-key", "hard-coded-secret-key")
    code, shown = run("--baseline", NAME, "--no-cache")
    assert (code, "gone" in shown) == (0, False)
    run("baseline")
    assert "old-secret-key" not in (repository / NAME).read_text()


def _digest_as_if_called(name: str):  # type: ignore[no-untyped-def]
    from flaskcheck.ground.cache import digest

    return lambda raw: digest(raw.replace(b"hard-coded-secret-key", name.encode()))


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (None, "no such baseline"),
        ("", "this is no baseline"),
        ("[]", "this is no baseline"),
        ("{}", "this is no baseline"),
        ('{"version": 2, "findings": []}', "a baseline of version 2"),
        ('{"findings": []}', "a baseline of version None"),
        ('{"version": 1, "findings": {}}', "damaged"),
        ('{"version": 1, "root": 3, "findings": []}', "damaged"),
        ('{"version": 1, "findings": [{"path": "a"}]}', "damaged"),
        ('{"version": 1, "findings": [{"path": 1, "rule": "a", "text": "", "fingerprint": ""}]}', "damaged"),
        ("{\n<<<<<<< HEAD\n=======\n>>>>>>> x\n}", "line 2: a merge conflict"),
        ("[" * 100_000, "this is no baseline"),
        ("\udcff", "this is no baseline"),
    ],
)
def test_a_file_that_is_none(repository: Path, run: Run, content: str | None, part: str) -> None:
    if content is not None:
        (repository / NAME).write_bytes(content.encode("utf-8", "surrogateescape"))
    for words in (["--baseline", NAME], ["baseline", "--prune"], ["baseline"][: content is not None]):
        code, shown = run(*words) if words else (2, part)
        assert code == 2
        assert part in shown
    if content is not None:  # what is no baseline is not overwritten
        assert (repository / NAME).read_bytes() == content.encode("utf-8", "surrogateescape")


def test_neither_order_nor_repetition_nor_line_ends_matter(repository: Path, run: Run) -> None:
    run("baseline")
    lines = (repository / NAME).read_text().split("\n")
    found = [line for line in lines if '"fingerprint"' in line]
    others = [line for line in lines if '"fingerprint"' not in line]
    mixed = [*others[:5], *reversed(found), *found, *others[5:]]
    (repository / NAME).write_bytes(b"\xef\xbb\xbf" + "\r\n".join(mixed).encode())
    assert run("--baseline", NAME)[0] == 0
    run("baseline")
    assert (repository / NAME).read_text().split("\n") == lines


def test_strange_names_are_kept(repository: Path, run: Run) -> None:
    name = os.fsdecode(b'caf\xe9\t"\xf0\x9f\x98\x80')
    for folder in (name, "größe"):
        application(repository, f"{folder}/")
    run("baseline")
    assert {f"{name}/app.py", "größe/app.py"} <= {row["path"] for row in rows(repository)}
    assert '"größe/app.py"' in (repository / NAME).read_text(encoding="utf-8")
    assert run("--baseline", NAME)[0] == 0


def test_nothing_is_written_where_there_is_no_application(tmp_path: Path, run: Run) -> None:
    (tmp_path / "main.py").write_text("print()\n")
    assert run("baseline", str(tmp_path))[0] == 4
    assert os.listdir(tmp_path) == ["main.py"]


def test_a_clean_repository_has_an_empty_one(tmp_path: Path, run: Run) -> None:
    write(tmp_path, "app.py", "from flask import Flask\napp = Flask(__name__)\n")
    assert run("baseline", "--select", "debug", str(tmp_path))[0] == 0
    assert rows(tmp_path) == []
    assert run("--select", "debug", "--baseline", str(tmp_path / NAME), str(tmp_path))[0] == 0


def test_a_place_that_cannot_be_written(repository: Path, run: Run) -> None:
    code, shown = run("baseline", "--output", "no/such/folder/x.json")
    assert code == 2
    assert "cannot be written" in shown


# --- merges ------------------------------------------------------------------------------------------------


def branched(root: Path, run: Run, ours: str, theirs: str) -> int:
    """Two branches, each with a mistake in another new file, brought together; the exit code of git."""
    for branch, name in (("ours", ours), ("theirs", theirs)):
        git(root, "switch", "-qc", branch, "main")
        application(root, f"{name}/")
        run("baseline")
        git(root, "add", ".")
        git(root, "commit", "-qm", branch)
    return git(root, "merge", "-q", "--no-edit", "ours", check=False).returncode


def committed(root: Path, run: Run) -> None:
    for name in ("blog", "mail", "pay"):
        application(root, f"{name}/")
    run("baseline")
    git(root, "add", ".")
    git(root, "commit", "-qm", "known")


@pytest.mark.parametrize(("ours", "theirs"), [("art", "new"), ("aaa", "zoo")])
def test_branches_that_add_in_different_places_merge(repository: Path, run: Run, ours: str, theirs: str) -> None:
    committed(repository, run)
    assert branched(repository, run, ours, theirs) == 0
    assert {f"{ours}/app.py", f"{theirs}/app.py"} <= {row["path"] for row in rows(repository)}
    assert run("--baseline", NAME)[0] == 0


def test_neighbours_conflict_but_both_sides_can_stay(repository: Path, run: Run) -> None:
    committed(repository, run)
    assert branched(repository, run, "zoo1", "zoo2") == 1
    assert "a merge conflict" in run("--baseline", NAME)[1]
    lines = (repository / NAME).read_text().split("\n")
    (repository / NAME).write_text("\n".join(x for x in lines if not x.startswith(("<<<<", "====", ">>>>"))))
    assert run("--baseline", NAME)[0] == 0


def test_git_keeps_both_sides_when_told(repository: Path, run: Run) -> None:
    write(repository, ".gitattributes", f"{NAME} merge=union\n")
    committed(repository, run)
    assert branched(repository, run, "zoo1", "zoo2") == 0
    assert run("--baseline", NAME)[0] == 0


def test_the_first_findings_of_two_branches(repository: Path, run: Run) -> None:
    """An empty baseline has one place only; told to keep both sides, git makes a valid file of it."""
    for path in ("app.py", "services/shop/app.py"):
        write(repository, path, APP)
    write(repository, ".gitattributes", f"{NAME} merge=union\n")
    write(repository, "flaskcheck.toml", 'select = ["hard-coded-secret-key"]\n')
    run("baseline")
    assert rows(repository) == []
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "clean")
    assert branched(repository, run, "a", "b") == 0
    assert run("--baseline", NAME)[0] == 0


# --- the file itself ---------------------------------------------------------------------------------------


def keys(entries: Iterable[KnownFinding]) -> set[tuple[str, str, str]]:
    return {(entry.path, entry.rule, entry.fingerprint) for entry in entries}


TEXTS = st.text(st.characters(exclude_categories=()), max_size=30)
ENTRIES = st.lists(st.builds(KnownFinding, TEXTS, TEXTS, TEXTS, st.text("0123456789abcdef", min_size=4, max_size=4)))


@given(ENTRIES, ENTRIES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_entries_are_read_as_they_were_written(
    tmp_path: Path, ours: list[KnownFinding], theirs: list[KnownFinding]
) -> None:
    """One line each, also when git puts the lines of two files together."""
    file = tmp_path / NAME
    both = []
    for entries in (ours, theirs):
        known = fresh(str(file), str(tmp_path)).replaced(entries=tuple(entries))
        store(known)
        assert keys(load(str(file), str(tmp_path)).entries) == keys(entries)
        lines = file.read_bytes().split(b"\n")
        assert len(lines) == 9 + len(keys(entries))
        both.append(lines)
    file.write_bytes(b"\n".join([*both[0][:-4], *both[1][5:-4], *both[0][-4:]]))
    assert keys(load(str(file), str(tmp_path)).entries) == keys([*ours, *theirs])
