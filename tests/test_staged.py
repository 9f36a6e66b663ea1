"""``--staged`` judges git's index: neither what is only on disk nor what was changed there since."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flaskcheck.files.discover import discover
from flaskcheck.files.staged import StagedTree, blob_id, from_index
from flaskcheck.ground.errors import UsageError

GOOD = "from flask import Flask\n\napp = Flask(__name__)\n"
BAD = f"{GOOD}app.secret_key = 'hunter2hunter2'\n"
FILES = {
    "app.py": GOOD,
    "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n",
    "Procfile": "web: gunicorn app:app\n",
    "inner/data.txt": "x\n",
}


def git(root: Path, *words: str, **environment: str) -> str:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    done = subprocess.run(
        ["git", *identity, *words],
        cwd=root,
        env={**os.environ, **own, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


@pytest.fixture(params=["sha1", "sha256"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A committed repository, with either kind of ids."""
    folder = tmp_path / "shop"
    write(folder, **FILES)
    git(folder, "init", "-q", f"--object-format={request.param}")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    return folder


def staged(root: Path) -> StagedTree:
    tree = discover(str(root), staged=True)
    assert isinstance(tree, StagedTree)
    return tree


def check(root: Path, *words: str, cwd: Path | None = None, **environment: str) -> tuple[int, str]:
    """Exit code and all that is printed of ``flaskcheck --staged``."""
    done = subprocess.run(
        [sys.executable, "-m", "flaskcheck", "--staged", "--quiet", *words],
        cwd=cwd or root,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_the_content_is_the_indexs(root: Path) -> None:
    write(root, **{"app.py": BAD})
    git(root, "add", "app.py")
    write(root, **{"app.py": "y = 1\n"})
    tree = staged(root)
    assert tree.source("app.py").text == BAD
    assert tree.source("Procfile").text == FILES["Procfile"]
    assert [path for path in tree.files if tree.differs(path)] == ["app.py"]


def test_a_change_that_keeps_the_stamp_is_seen(root: Path) -> None:
    before = (root / "app.py").stat()
    write(root, **{"app.py": GOOD.replace("app =", "ape =")})
    os.utime(root / "app.py", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert staged(root).source("app.py").text == GOOD


def test_what_is_new_on_disk_does_not_count_and_what_is_gone_does(root: Path) -> None:
    write(root, **{"new.py": "x = 1\n", ".gitignore": "x\n"})
    (root / "app.py").unlink()
    tree = staged(root)
    assert tree.files == ("Procfile", "app.py", "inner/data.txt", "requirements.txt")
    assert tree.source("app.py").text == GOOD
    assert tree.exists_ignored("new.py")


def test_a_staged_deletion_counts(root: Path) -> None:
    git(root, "rm", "-q", "--cached", "app.py")
    assert "app.py" not in staged(root).files


def test_a_file_that_was_only_announced_does_not_count(root: Path) -> None:
    write(root, **{"b.py": "x = 1\n", "a.py": "", "filled.py": ""})
    git(root, "add", "a.py", "filled.py")
    write(root, **{"filled.py": "x = 1\n"})
    git(root, "add", "-N", "b.py")
    assert [path for path in staged(root).files if path.endswith(".py")] == ["a.py", "app.py", "filled.py"]


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_changes_that_git_was_told_to_overlook_do_not_count(root: Path, flag: str) -> None:
    git(root, "update-index", flag, "app.py")
    write(root, **{"app.py": BAD})
    assert staged(root).source("app.py").text == GOOD


def test_line_ends_that_git_changes_are_no_difference(root: Path) -> None:
    (root / "app.py").write_bytes(GOOD.replace("\n", "\r\n").encode())
    tree = staged(root)
    assert tree.source("app.py").raw == GOOD.encode()
    assert not tree.differs("app.py")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("app.py", GOOD),
        ("inner/back.py", GOOD),
        ("./inner/../app.py", GOOD),
        ("nowhere.py", None),
        ("link.py", None),
        ("../shop/app.py", None),
        ("/etc/hostname", None),
    ],
)
def test_links_lead_through_the_index(root: Path, target: str, expected: str | None) -> None:
    (root / "inner" / "back.py").symlink_to("../app.py")
    (root / "link.py").symlink_to(target)
    git(root, "add", ".")
    (root / "link.py").unlink()
    write(root, **{"link.py": "on_disk = 1\n"})
    tree = staged(root)
    assert (tree.source("link.py").text if tree.has("link.py") else None) == expected


def test_run_bits_are_the_indexs(root: Path) -> None:
    git(root, "update-index", "--chmod=+x", "app.py")
    tree = staged(root)
    assert [tree.is_executable(path) for path in ("app.py", "Procfile")] == [True, False]


def test_a_submodule_is_noted(root: Path) -> None:
    commit = git(root, "rev-parse", "HEAD").strip()
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{commit},other")
    tree = staged(root)
    assert "other" not in tree.files
    assert tree.notes == ["other: a submodule, its files are not read"]


def test_ignore_files_are_the_indexs(root: Path) -> None:
    write(root, **{".gitignore": "a.txt\n", "inner/.gitignore": "b.txt\n!kept.txt\n", ".git/info/exclude": "c.txt\n"})
    git(root, "add", ".")
    write(root, **{".gitignore": "z.txt\n", "other/.gitignore": "z.txt\n"})
    asked = ("a.txt", "inner/a.txt", "inner/b.txt", "inner/kept.txt", "b.txt", "c.txt", "z.txt", "other/z.txt")
    assert [path for path in asked if staged(root).is_ignored(path)] == ["a.txt", "inner/a.txt", "inner/b.txt"]
    below = StagedTree(str(root / "inner"), from_index(str(root / "inner")))
    assert [path for path in ("a.txt", "b.txt", "z.txt") if below.is_ignored(path)] == ["a.txt", "b.txt"]


def test_only_a_repository_has_an_index(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--staged needs a git repository$"):
        discover(str(tmp_path), staged=True)


def test_a_file_that_is_not_staged_cannot_be_asked_for(root: Path) -> None:
    write(root, **{"new.py": ""})
    with pytest.raises(UsageError, match="not staged"):
        discover(str(root / "new.py"), staged=True)
    assert discover(str(root / "app.py"), staged=True).scope == "app.py"


def test_a_filter_of_the_clone_is_not_run(root: Path) -> None:
    marker = root.parent / "ran"
    write(root, **{".gitattributes": "*.py filter=mine\n"})
    git(root, "add", ".gitattributes")
    git(root, "config", "filter.mine.clean", f"touch {marker}; cat")
    git(root, "config", "filter.mine.smudge", f"touch {marker}; cat")
    write(root, **{"app.py": BAD})
    assert staged(root).source("app.py").text == GOOD
    assert not marker.exists()


@pytest.mark.parametrize(
    ("on_disk", "in_index", "code"),
    [(GOOD, GOOD, 0), (BAD, BAD, 1), (GOOD, BAD, 1), (BAD, GOOD, 0)],
)
def test_the_exit_code_is_that_of_what_is_staged(root: Path, on_disk: str, in_index: str, code: int) -> None:
    write(root, **{"app.py": in_index})
    git(root, "add", "app.py")
    write(root, **{"app.py": on_disk})
    found, printed = check(root)
    assert found == code, printed
    told = "Judged as staged, not as on disk: app.py" in printed
    assert told == (code == 1 and on_disk != in_index)


def test_a_result_is_not_kept_beyond_the_next_staging(root: Path) -> None:
    assert check(root)[0] == 0
    write(root, **{"app.py": BAD})
    git(root, "add", "app.py")
    write(root, **{"app.py": GOOD})
    assert check(root)[0] == 1
    git(root, "add", "app.py")
    assert check(root)[0] == 0


@pytest.mark.parametrize(
    ("extra", "files", "told"),
    [
        ("import settings\n", {"settings.py": "X = 1\n"}, "settings.py exists locally, but isn't in git"),
        ("import settings\n", {"settings.py": "X = 1\n", ".gitignore": "settings.py\n"}, "isn't in git"),
    ],
)
def test_a_file_that_was_forgotten_is_named(root: Path, extra: str, files: dict[str, str], told: str) -> None:
    write(root, **{"app.py": extra + GOOD, **files})
    git(root, "add", "app.py")
    code, printed = check(root)
    assert code == 1
    assert told in " ".join(printed.split())


def test_a_server_whose_module_was_forgotten(root: Path) -> None:
    write(root, **{"wsgi.py": "from app import app\n", "Procfile": "web: gunicorn wsgi:app\n"})
    git(root, "add", "Procfile")
    code, printed = check(root)
    assert code == 1
    assert "wsgi.py exists locally, but isn't in git" in " ".join(printed.split())
    git(root, "add", "wsgi.py")
    assert check(root)[0] == 0


def test_nothing_to_check_is_one_line(root: Path) -> None:
    git(root, "rm", "-q", "--cached", "app.py", "Procfile")
    line = "No Flask application was found, so there is nothing to check.\n"
    assert check(root) == (4, line)
    assert check(root, "--allow-no-app") == (0, line)


def test_an_application_that_is_named_must_be_there(root: Path) -> None:
    write(root, **{"flaskcheck.toml": "root = ['.', 'inner']\n"})
    git(root, "add", ".")
    code, printed = check(root, "--allow-no-app")
    assert code == 4
    assert "inner: no Flask application in it" in printed


# --- what says how to judge -----------------------------------------------------------------------------


CONFIGURED = "[tool.flaskcheck]\nignore = ['hard-coded-secret-key']\n"


@pytest.mark.parametrize(
    ("on_disk", "in_index", "words", "code"),
    [
        (CONFIGURED, CONFIGURED, (), 0),
        (CONFIGURED, "", (), 1),
        ("", CONFIGURED, (), 0),
        (CONFIGURED, None, (), 1),
        (None, CONFIGURED, (), 0),
        (CONFIGURED, None, ("--config", "pyproject.toml"), 2),
        (None, CONFIGURED, ("--config", "pyproject.toml"), 0),
        (CONFIGURED, None, ("--no-config",), 1),
    ],
)
def test_the_configuration_is_the_indexs(
    root: Path, on_disk: str | None, in_index: str | None, words: tuple[str, ...], code: int
) -> None:
    write(root, **{"app.py": BAD, "pyproject.toml": in_index or ""})
    git(root, "add", "app.py", *(["pyproject.toml"] if in_index is not None else []))
    write(root, **{"pyproject.toml": on_disk or ""})
    if on_disk is None:
        (root / "pyproject.toml").unlink()
    assert check(root, *words)[0] == code


def test_a_configuration_from_elsewhere_is_read_from_disk(root: Path) -> None:
    write(root, **{"app.py": BAD, "../flaskcheck.toml": "ignore = ['hard-coded-secret-key']\n"})
    git(root, "add", "app.py")
    assert check(root, "--config", "../flaskcheck.toml")[0] == 0


def test_the_baseline_is_the_indexs(root: Path) -> None:
    write(root, **{"app.py": BAD, "flaskcheck.toml": "baseline = 'known.json'\n", "known.json": ""})
    git(root, "add", ".")
    written = [sys.executable, "-m", "flaskcheck", "baseline"]
    (root / "known.json").unlink()
    assert subprocess.run(written, cwd=root, capture_output=True, check=False).returncode == 0
    assert check(root)[0] == 2
    git(root, "add", ".")
    assert check(root)[0] == 0
    git(root, "rm", "-q", "--cached", "known.json")
    code, printed = check(root)
    assert code == 2
    assert "known.json: not staged in git" in printed


def test_each_application_has_its_own_configuration_of_the_index(root: Path) -> None:
    apps = {f"apps/{name}/{path}": text for name in ("a", "b") for path, text in {**FILES, "app.py": BAD}.items()}
    write(root, **apps, **{"flaskcheck.toml": "root = ['apps/*']\n"})
    git(root, "add", ".")
    write(
        root,
        **{
            "apps/a/flaskcheck.toml": "ignore = ['hard-coded-secret-key']\n",
            "apps/b/flaskcheck.toml": "ignore = ['hard-coded-secret-key']\n",
        },
    )
    assert check(root)[1].count("/app.py:4:1") == 2
    git(root, "add", "apps/a")
    code, printed = check(root)
    assert code == 1
    assert printed.count("/app.py:4:1") == 1
    write(root, **{"apps/b/app.py": GOOD})
    assert "not as on disk: apps/b/app.py" in check(root)[1]


# --- the index of the commit that is being made --------------------------------------------------------


def other_index(root: Path, name: str) -> str:
    """An index with the bad application, as ``git commit PATH`` makes one beside the repository's own."""
    path = str(root / ".git" / name)
    git(root, "read-tree", "HEAD", GIT_INDEX_FILE=path)
    write(root, **{"app.py": BAD})
    git(root, "add", "app.py", GIT_INDEX_FILE=path)
    write(root, **{"app.py": GOOD})
    return path


def test_the_index_of_the_commit_counts(root: Path) -> None:
    path = other_index(root, "next-index-1.lock")
    assert check(root, GIT_INDEX_FILE=path)[0] == 1
    assert check(root, GIT_INDEX_FILE=".git/next-index-1.lock")[0] == 1
    assert check(root, str(root), cwd=root / "inner", GIT_INDEX_FILE=path)[0] == 1
    assert check(root)[0] == 0


@pytest.mark.parametrize("given", ["{elsewhere}/.git/index", "{root}/.git/gone", "{root}/index", ""])
def test_the_index_of_another_repository_does_not(root: Path, tmp_path: Path, given: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    write(elsewhere, **{"app.py": BAD})
    git(elsewhere, "init", "-q")
    git(elsewhere, "add", ".")
    assert check(root, GIT_INDEX_FILE=given.format(elsewhere=elsewhere, root=root)) == (0, "")


def test_a_linked_work_tree_has_an_index_of_its_own(root: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(root, "worktree", "add", "-q", str(linked))
    write(linked, **{"app.py": BAD})
    git(linked, "add", "app.py")
    assert check(linked)[0] == 1
    assert check(root)[0] == 0
    index = git(linked, "rev-parse", "--path-format=absolute", "--git-path", "index").strip()
    assert check(linked, GIT_INDEX_FILE=index)[0] == 1


def test_ids_are_gits(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path, x=GOOD)
    assert blob_id(GOOD.encode()) == git(tmp_path, "hash-object", "x").strip()
