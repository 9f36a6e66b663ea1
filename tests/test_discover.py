"""Discovery on real folders and real git repositories."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from flaskcheck.files import git
from flaskcheck.files.discover import discover
from flaskcheck.files.disk import DiskTree
from flaskcheck.files.listing import shown
from flaskcheck.ground.errors import UsageError


def make(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def run_git(root: Path, *words: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    subprocess.run(["git", *identity, *words], cwd=root, check=True, capture_output=True, env=environment)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    make(
        tmp_path,
        **{
            "app.py": "x = 1\n",
            "sub/b.py": "y = 2\n",
            ".gitignore": "*.log\nsecret.py\n!kept.log\n",
            "new.py": "",
            "secret.py": "",
            "a.log": "",
        },
    )
    run_git(tmp_path, "init", "-q")
    run_git(tmp_path, "add", "app.py", "sub/b.py", ".gitignore")
    return tmp_path


def test_git_answers(repository: Path) -> None:
    tree = discover(str(repository))
    assert tree.files == (".gitignore", "app.py", "new.py", "sub/b.py")
    assert tree.tracked == frozenset({".gitignore", "app.py", "sub/b.py"})
    assert tree.is_tracked("app.py")
    assert not tree.is_tracked("new.py")
    assert [tree.is_ignored(path) for path in ("secret.py", "not/there.log")] == [True, True]
    assert [tree.is_ignored(path) for path in ("app.py", "kept.log", "../x.log", "")] == [False] * 4
    assert tree.exists_ignored("secret.py")
    assert [tree.exists_ignored(path) for path in ("app.py", "../nowhere", "/etc/hostname")] == [False] * 3
    assert tree.source("app.py").text == "x = 1\n"


def test_ignores_of_this_clone_or_user_do_not_count(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / ".git" / "info" / "exclude").write_text("*.mine\n")
    everyone = make(
        repository.parent / f"{repository.name}-home", **{".gitconfig": "", ".config/git/ignore": "*.users\n"}
    )
    monkeypatch.setenv("HOME", str(everyone))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(everyone / ".config"))
    tree = discover(str(repository))
    assert [tree.is_ignored(path) for path in ("a.mine", "a.users", "a.log")] == [False, False, True]


def test_a_folder_is_seen_in_its_repository(repository: Path) -> None:
    tree = discover(str(repository / "sub"))
    assert (tree.root, tree.scope) == (str(repository), "sub")
    assert tree.files == discover(str(repository)).files


def test_a_folder_of_a_home_that_is_a_repository_is_no_part_of_it(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(repository))
    tree = discover(str(repository / "sub"))
    assert (tree.root, tree.scope, tree.files) == (str(repository / "sub"), "", ("b.py",))


def test_one_file_is_seen_in_its_repository(repository: Path) -> None:
    tree = discover(str(repository / "sub" / "b.py"))
    assert "app.py" in tree.files
    assert tree.scope == "sub/b.py"


def test_a_file_that_is_ignored_can_be_asked_for(repository: Path) -> None:
    tree = discover(str(repository / "secret.py"))
    assert tree.scope == "secret.py"
    assert "secret.py" in tree.files


def test_excluded_paths(repository: Path) -> None:
    assert discover(str(repository), ("sub/**",)).files == (".gitignore", "app.py", "new.py")


def test_the_run_bit_is_gits(repository: Path) -> None:
    run_git(repository, "update-index", "--chmod=+x", "app.py")
    tree = discover(str(repository))
    assert tree.is_executable("app.py")
    assert not tree.is_executable("sub/b.py")
    assert not tree.is_executable("new.py")


def test_a_tracked_file_that_is_gone(repository: Path) -> None:
    (repository / "sub" / "b.py").unlink()
    tree = discover(str(repository))
    assert "sub/b.py" not in tree.files
    assert tree.is_tracked("sub/b.py")


def test_odd_names(repository: Path) -> None:
    name = os.fsdecode(b"new\nline \xff.py")
    (repository / name).write_text("")
    assert name in discover(str(repository)).files
    assert shown(name) == "new\\nline \\udcff.py"


def test_links(repository: Path) -> None:
    (repository / "inside.py").symlink_to("app.py")
    (repository / "loop.py").symlink_to("loop.py")
    (repository / "gone.py").symlink_to("nothing")
    (repository / "outside.py").symlink_to("/etc/hostname")
    (repository / "round").symlink_to(".")
    files = discover(str(repository)).files
    assert "inside.py" in files
    assert not {"loop.py", "gone.py", "outside.py", "round"} & set(files)


def test_a_folder_that_became_a_link_to_elsewhere(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = make(tmp_path_factory.mktemp("elsewhere"), **{"b.py": "secret = 1\n"})
    (repository / "sub" / "b.py").unlink()
    (repository / "sub").rmdir()
    (repository / "sub").symlink_to(elsewhere)
    assert "sub/b.py" not in discover(str(repository)).files


def test_special_files_are_not_opened(repository: Path) -> None:
    os.mkfifo(repository / "pipe.py")
    assert "pipe.py" not in discover(str(repository)).files


def test_a_submodule_is_noted(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = make(tmp_path_factory.mktemp("other"), **{"x.py": ""})
    run_git(other, "init", "-q")
    run_git(other, "add", ".")
    run_git(other, "commit", "-qm", "x")
    run_git(repository, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other), "inner")
    tree = discover(str(repository))
    assert any("submodule" in note for note in tree.notes)
    assert not any(f.startswith("inner/") for f in tree.files)


def test_a_nested_repository_is_noted(repository: Path) -> None:
    run_git(make(repository / "other", **{"x.py": ""}), "init", "-q")
    tree = discover(str(repository))
    assert tree.notes == ["other/: a repository of its own, its files are not read"]
    assert not any(f.startswith("other") for f in tree.files)


def test_a_work_tree_of_its_own(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    run_git(repository, "commit", "-qm", "x")
    second = tmp_path_factory.mktemp("second") / "tree"
    run_git(repository, "worktree", "add", "-q", str(second))
    assert discover(str(second)).files == (".gitignore", "app.py", "sub/b.py")


@pytest.mark.parametrize("cone", ["--cone", "--no-cone"])
def test_what_a_sparse_checkout_leaves_out_is_there(repository: Path, cone: str) -> None:
    run_git(repository, "commit", "-qm", "x")
    run_git(repository, "sparse-checkout", "set", cone, "/nothing" if cone == "--no-cone" else "nothing")
    assert not (repository / "sub").exists()
    tree = discover(str(repository))
    assert "sub/b.py" in tree.files
    assert tree.source("sub/b.py").text == "y = 2\n"
    assert tree.notes == []


def bare(repository: Path, folder: Path) -> DiskTree:
    run_git(repository, "commit", "-qm", "x")
    run_git(repository, "clone", "-q", "--bare", str(repository), str(folder))
    return discover(str(folder))


def test_a_bare_repository_is_its_last_commit(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    tree = bare(repository, tmp_path_factory.mktemp("bare") / "x.git")
    assert tree.files == (".gitignore", "app.py", "sub/b.py")
    assert tree.tracked == frozenset(tree.files)
    assert tree.source("app.py").text == "x = 1\n"
    assert tree.notes == ["a bare repository: its last commit is read"]


def test_a_large_stored_file_is_not_read(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = bare(repository, tmp_path_factory.mktemp("bare") / "x.git")
    monkeypatch.setattr("flaskcheck.files.git.MAX_FILE_BYTES", 3)
    assert tree.source("app.py").raw == b""
    assert any("not read" in note for note in tree.notes)


def test_a_stored_file_that_the_clone_lacks(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bare") / "x.git"
    tree = bare(repository, folder)
    for blob in (folder / "objects").rglob("*"):
        if blob.is_file():
            blob.unlink()
    assert tree.source("app.py").raw == b""
    assert any("neither on disk nor in this clone" in note for note in tree.notes)


def test_a_damaged_repository_is_walked(repository: Path) -> None:
    (repository / ".git" / "HEAD").write_text("nonsense")
    (repository / ".git" / "index").write_text("nonsense")
    tree = discover(str(repository))
    assert tree.tracked is None
    assert "secret.py" in tree.files
    assert tree.notes == ["its repository cannot be read: every file counts, and nothing is said of what is committed"]


def test_conflicting_files_are_there_once(repository: Path) -> None:
    run_git(repository, "commit", "-qm", "one")
    run_git(repository, "checkout", "-qb", "other")
    make(repository, **{"app.py": "x = 2\n"})
    run_git(repository, "commit", "-qam", "two")
    run_git(repository, "checkout", "-q", "-")
    make(repository, **{"app.py": "x = 3\n"})
    run_git(repository, "commit", "-qam", "three")
    with pytest.raises(subprocess.CalledProcessError):
        run_git(repository, "merge", "other")
    assert discover(str(repository)).files.count("app.py") == 1


@pytest.mark.parametrize(
    "setting", ["core.fsmonitor", "core.sshCommand", "core.pager", "diff.external", "alias.ls-files"]
)
def test_settings_of_the_repository_run_nothing(repository: Path, setting: str) -> None:
    marker = repository.parent / f"{repository.name}-ran"
    run_git(repository, "config", setting, f"touch {marker}; false")
    tree = discover(str(repository))
    assert tree.is_tracked("app.py")
    assert tree.is_ignored("secret.py")
    assert not marker.exists()


def test_the_surroundings_do_not_point_elsewhere(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make(tmp_path_factory.mktemp("other"), **{"x.py": ""})
    run_git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert discover(str(repository)).is_tracked("app.py")


def test_without_git_the_folder_is_walked(tmp_path: Path) -> None:
    make(tmp_path, **{"app.py": "", "node_modules/x.js": "", "venv/lib/y.py": "", "build/app.py": ""})
    tree = discover(str(tmp_path))
    assert tree.files == ("app.py", "build/app.py")
    assert tree.tracked is None
    assert not tree.is_ignored("app.py")


def test_a_folder_called_build_is_scanned(tmp_path: Path) -> None:
    root = make(tmp_path / "build" / "env", **{"app.py": ""})
    assert discover(str(root)).files == ("app.py",)


def test_without_the_program_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, **{"app.py": ""})
    monkeypatch.setenv("PATH", "/nowhere")
    assert git.ask(str(tmp_path), "status") is None
    assert discover(str(tmp_path)).files == ("app.py",)
    (tmp_path / ".git").mkdir()
    assert discover(str(tmp_path)).notes == [
        "there is no git here to ask: every file counts, and nothing is said of what is committed"
    ]


def test_git_that_cannot_be_started(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make(tmp_path_factory.mktemp("bin"), git="no program\n")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    assert discover(str(repository)).tracked is None


def test_git_without_posix_spawn(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "posix_spawn")
    monkeypatch.setattr(subprocess, "_USE_POSIX_SPAWN", False)  # from Python 3.13 on it would miss it
    tree = discover(str(repository))
    assert tree.is_tracked("app.py")
    assert tree.is_ignored("secret.py")


def test_a_long_question(repository: Path) -> None:
    given = b"".join(b"%06d.log\0" % n for n in range(20_000))
    assert git.ask(str(repository), "check-ignore", "--no-index", "-z", "--stdin", given=given) == given
    assert git.ask(str(repository), "rev-parse", "--is-inside-work-tree", given=given * 10) == b"true\n"


def test_depth_is_limited(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 80)
    make(deep, **{"x.py": ""})
    make(tmp_path, **{"app.py": ""})
    assert discover(str(tmp_path)).files == ("app.py",)


def test_a_large_file_is_not_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flaskcheck.files.disk.MAX_FILE_BYTES", 3)
    tree = discover(str(repository))
    assert tree.source("app.py").raw == b""
    assert any("not read" in note for note in tree.notes)


def test_an_unreadable_file_is_noted(repository: Path) -> None:
    tree = discover(str(repository))
    (repository / "app.py").unlink()
    assert tree.source("app.py").text == ""
    assert any("app.py: cannot be read" in note for note in tree.notes)


@pytest.mark.parametrize("path", ["nowhere", "\0"])
def test_nothing_there(tmp_path: Path, path: str) -> None:
    with pytest.raises((UsageError, ValueError)):
        discover(str(tmp_path / path))


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        discover(str(tmp_path / "pipe"))


def test_a_pipe_in_a_files_place_does_not_block(repository: Path) -> None:
    tree = discover(str(repository))
    (repository / "app.py").unlink()
    os.mkfifo(repository / "app.py")
    assert tree.source("app.py").raw == b""
    assert any("not a regular file" in note for note in tree.notes)


def test_an_unreadable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, **{"app.py": "", "closed/x.py": ""})
    scandir = os.scandir

    def refusing(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    tree = discover(str(tmp_path))
    assert tree.files == ("app.py",)
    assert tree.notes == ["closed: cannot be read (Permission denied)"]


def test_an_unreadable_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match="cannot be read"):
        discover(str(tmp_path))


def test_around_a_lone_file_not_everything_is_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in somebody's home is not judged together with all that lies there."""
    monkeypatch.setattr("flaskcheck.files.discover.MAX_FILES_AROUND_ONE", 2)
    make(tmp_path, **{"app.py": "", "b/one.py": "", "b/two.py": "", "c.py": ""})
    tree = discover(str(tmp_path / "app.py"))
    assert tree.files == ("app.py", "c.py")
    assert "only those of its own folder" in tree.notes[-1]
    assert len(discover(str(tmp_path)).files) == 4
