"""Nothing outside the repository is written, read or shown, whatever its links and git's own files say; and nothing in it is waited for without end."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hostile import BAD, ROOT, RULE, git, run, shop, write

from flaskcheck.files import git as ask_git
from flaskcheck.files import git_folder, index_paths
from flaskcheck.files.discover import begin, discover
from flaskcheck.ground import limits, reading, writing

CANARY = "a file of somebody else\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    write(folder, **{"victim": CANARY, "folder/victim": CANARY})
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return shop(tmp_path / "repo")


def everything(folder: Path) -> dict[str, str]:
    return {str(path): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- writing ------------------------------------------------------------------------------------------------

LINKS = {
    "a file": ("out", "{outside}/victim"),
    "relative": ("out", "../outside/victim"),
    "to nothing": ("out", "../outside/fresh"),
    "two steps": ("out", "next"),
    "git's settings": ("out", ".git/config"),
}
WRITERS = {
    "report": ["--format", "json=out"],
    "report of one format": ["--format", "sarif", "--output", "out"],
    "baseline": ["baseline", "--output", "out"],
    "pruned baseline": ["baseline", "--prune", "--baseline", "out"],
}  # fmt: skip


@pytest.mark.parametrize("words", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(("name", "target"), LINKS.values(), ids=LINKS)
def test_a_link_in_the_place_of_a_file_is_not_written_through(
    repository: Path, outside: Path, words: list[str], name: str, target: str
) -> None:
    (repository / name).symlink_to(target.format(outside=outside))
    (repository / "next").symlink_to("../outside/victim")
    settings = (repository / ".git" / "config").read_text()
    before = everything(outside)
    run(repository, *words)
    assert everything(outside) == before
    assert (repository / ".git" / "config").read_text() == settings


@pytest.mark.parametrize("target", ["../outside/folder", ".git", "../outside/missing"])
@pytest.mark.parametrize("words", [["--format", "json=meta/config"], ["baseline", "--output", "meta/config"], ["baseline", "--output", "meta/inner/x"]])  # fmt: skip
def test_nor_a_link_on_the_way(repository: Path, outside: Path, words: list[str], target: str) -> None:
    (repository / "meta").symlink_to(target)
    settings = (repository / ".git" / "config").read_text()
    before = everything(outside)
    done = run(repository, *words)
    assert done.returncode == 2
    assert "cannot be " in done.stderr
    assert everything(outside) == before
    assert (repository / ".git" / "config").read_text() == settings


ENDLESS = {
    "to itself": {"meta": "meta"},
    "to one another": {"meta": "there", "there": "back/../meta", "back": "there"},
    "more than are followed": {"meta": "way0", **{f"way{n}": f"way{n + 1}" for n in range(60)}},
    "further on": {"meta": "way", "way": "meta/inner"},
}


@pytest.mark.parametrize("links", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("words", [["--format", "json=meta/app.py"], ["baseline", "--output", "meta/app.py"], ["--output", "meta/deep/app.py"]])  # fmt: skip
def test_where_links_have_no_end_nothing_is_written(repository: Path, words: list[str], links: dict[str, str]) -> None:
    for name, target in links.items():
        (repository / name).symlink_to(target)
    before = sorted(repository.iterdir()), (repository / "app.py").read_text()
    done = run(repository, *words)
    assert done.returncode == 2
    assert "symbolic links" in done.stderr
    assert (sorted(repository.iterdir()), (repository / "app.py").read_text()) == before


def test_links_that_end_are_followed_within_the_repository(repository: Path) -> None:
    (repository / "reports").mkdir()
    for name, target in {"meta": "way0", "way0": "way1", "way1": "./reports"}.items():
        (repository / name).symlink_to(target)
    run(repository, "--format", "json=meta/app.py")
    assert (repository / "reports" / "app.py").read_text().startswith("{")


@pytest.mark.parametrize("baseline", ["../outside/known.json", "/{outside}/known.json", "meta/known.json", ".git/../../outside/x", "meta/../../outside/x"])  # fmt: skip
def test_the_repository_does_not_say_where_outside_known_findings_go(
    repository: Path, outside: Path, baseline: str
) -> None:
    (repository / "meta").symlink_to("../outside/folder")
    write(repository, **{"flaskcheck.toml": f'baseline = "{baseline.format(outside=outside)}"\n'})
    before = everything(outside)
    assert run(repository, "baseline").returncode == 2
    assert everything(outside) == before


@pytest.mark.parametrize("link", [".github", ".github/workflows", "pyproject.toml", ".pre-commit-config.yaml", "flaskcheck.toml"])  # fmt: skip
@pytest.mark.parametrize("target", ["folder", "victim", "missing"])
def test_init_writes_through_no_link(repository: Path, outside: Path, link: str, target: str) -> None:
    (repository / link).parent.mkdir(exist_ok=True)
    (repository / link).symlink_to(outside / target)
    before = everything(outside)
    run(repository, "init", "--yes")
    assert everything(outside) == before


@pytest.mark.parametrize("file", ["meta/out.sarif", "meta/inner/out.sarif", "out.sarif"])
def test_the_action_writes_through_no_link(repository: Path, outside: Path, tmp_path: Path, file: str) -> None:
    (repository / "meta").symlink_to("../outside/folder")
    (repository / "out.sarif").symlink_to("../outside/victim")
    before = everything(outside)
    (tmp_path / "summary.md").touch()
    given = {
        "GITHUB_OUTPUT": str(tmp_path / "output"), "RUNNER_TEMP": str(tmp_path), "INPUT_ANNOTATIONS": "true", "INPUT_SUMMARY": "true",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), "GITHUB_WORKSPACE": str(repository), "INPUT_SARIF_FILE": file,
    }  # fmt: skip
    subprocess.run([sys.executable, "-I", ROOT / "action" / "check.py"], cwd=repository, env={**os.environ, **given}, check=False, capture_output=True)  # fmt: skip
    assert everything(outside) == before
    assert sorted(path.name for path in outside.rglob("*")) == ["folder", "victim", "victim"]


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("before")
    file.chmod(0o640)
    os.link(file, tmp_path / "another name")
    writing.replace(str(file), b"after")
    assert file.read_bytes() == b"after"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert (tmp_path / "another name").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["another name", "x"]
    for place in (tmp_path, tmp_path / "missing" / "x"):
        with pytest.raises(OSError, match="directory"):
            writing.replace(str(place), b"")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        writing.replace(str(tmp_path / "pipe"), b"")


def test_what_is_a_stream_is_written_into(repository: Path) -> None:
    done = run(repository, "--format", "json", "--output", "/dev/stdout")
    assert RULE in done.stdout
    assert run(repository, "--format", "json=/dev/null").returncode == 1
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.fixture(params=["/dev/shm", "/proc/self/cwd"])
def odd_folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder of files whose name begins as those of streams do."""
    if not os.path.isdir(request.param):
        pytest.skip(f"needs {request.param}")
    monkeypatch.chdir(tmp_path)
    if request.param == "/proc/self/cwd":
        yield request.param
        return
    with tempfile.TemporaryDirectory(dir=request.param) as made:
        yield made


def test_a_file_among_devices_is_a_file(odd_folder: str, tmp_path: Path) -> None:
    path, other = f"{odd_folder}/x", f"{odd_folder}/y"
    writing.replace(path, b"new and long")
    writing.replace(path, b"short")
    assert Path(path).read_bytes() == b"short"
    (tmp_path / "kept").write_text("kept")
    os.symlink(tmp_path / "kept", other)
    writing.replace(other, b"another")
    assert (Path(other).read_text(), (tmp_path / "kept").read_text()) == ("another", "kept")
    assert not [name for name in os.listdir(odd_folder) if name.startswith(writing.SCRATCH)]


def test_fixes_among_devices_leave_nothing_behind_them(odd_folder: str) -> None:
    """Neither what was longer before, nor a mixture."""
    root = Path(odd_folder)
    (root / "app.py").write_text("import os\nfrom flask import Flask\napp = Flask(__name__)\napp.secret_key = os.environ.get('SECRET_KEY') or 'dev'\nend = 1\n")  # fmt: skip
    (root / "Procfile").write_text("web: gunicorn app:app\n")
    run(root, "--fix", "--unsafe-fixes")
    assert (root / "app.py").read_text().endswith('app.secret_key = os.environ["SECRET_KEY"]\nend = 1\n')


# --- git's index --------------------------------------------------------------------------------------------


def index(root: Path, *paths: str) -> None:
    """Write an index by hand, of one version, with an entry for each path."""
    blob = subprocess.run(["git", "hash-object", "-w", "--stdin"], cwd=root, input=b"/hostile\n", capture_output=True, check=True).stdout.strip()  # fmt: skip
    rows = b""
    for path in sorted(paths):
        name = os.fsencode(path)
        row = struct.pack(">10I20sH", 0, 0, 0, 0, 0, 0, 0o100644, 0, 0, 9, bytes.fromhex(blob.decode()), min(len(name), 0xFFF)) + name + b"\0"  # fmt: skip
        rows += row + b"\0" * (-len(row) % 8)
    body = b"DIRC" + struct.pack(">II", 2, len(paths)) + rows
    (root / ".git" / "index").write_bytes(body + hashlib.sha1(body).digest())


ODD = ["../outside/Procfile", "{outside}/Procfile", "pkg/../../outside/Procfile", "./Procfile", "pkg//Procfile", ".git/config", "pkg/.GIT/config", "/Procfile", "../../.gitignore", "pkg/.."]  # fmt: skip


@pytest.mark.parametrize("path", ODD)
@pytest.mark.parametrize("staged", [False, True])
def test_a_path_that_no_file_has_is_not_believed(repository: Path, outside: Path, path: str, staged: bool) -> None:
    write(outside, Procfile="web: gunicorn seen-from-outside:app\n")
    index(repository, "app.py", "Procfile", "requirements.txt", path.format(outside=outside))
    tree = discover(str(repository), staged=staged)
    assert sorted(tree.files) == ["Procfile", "app.py", "requirements.txt"]
    assert any("not read" in note for note in tree.notes)
    assert not any("outside" in note for note in tree.notes)


@pytest.mark.parametrize("path", ["../../.gitignore", "{outside}/new/.gitignore", "a/../../../.gitignore", ".gitignore/.gitignore", "x" * 300 + "/.gitignore"])  # fmt: skip
def test_ignore_files_of_an_index_are_put_nowhere_else(
    tmp_path: Path, outside: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shop(tmp_path / "repo", Dockerfile="FROM python:3.12\nCOPY . .\nCMD gunicorn app:app\n")
    index(root, "app.py", "Procfile", "Dockerfile", ".gitignore", path.format(outside=outside))
    inner = tmp_path / "tmp" / "a" / "b"
    inner.mkdir(parents=True)
    before = everything(tmp_path / "tmp"), everything(outside)
    tree = discover(str(root), staged=True)
    monkeypatch.setattr("tempfile.tempdir", str(inner))
    tree.is_ignored("x")
    del tree
    assert (everything(tmp_path / "tmp"), everything(outside)) == before


@pytest.mark.parametrize("path", ["app.py", ".github/x.yml", "a/.gitignore", "..a/b", "a/...", ".gitmodules", "a\tb/c", "ä/.env"])  # fmt: skip
def test_what_people_call_their_files_is_believed(path: str) -> None:
    assert index_paths.is_plain(path)
    assert not index_paths.refused(b"100644 0 0\t" + path.encode() + b"\0", [path])


# --- other repositories ---------------------------------------------------------------------------------------


@pytest.fixture
def private(tmp_path: Path) -> Path:
    return shop(tmp_path / "private", **{"notes.py": "seen = 'from outside'\n", "Procfile": "web: gunicorn seen-from-outside:app\n"})  # fmt: skip


FOREIGN = {
    "a file that names it": lambda root, private: write(root, **{".git": f"gitdir: {private}/.git\n"}),
    "by a relative path": lambda root, private: write(root, **{".git": "gitdir: ../private/.git\n"}),
    "a link": lambda root, private: (root / ".git").symlink_to(private / ".git"),
    "by its parts": lambda root, private: linked(root, private, "HEAD", "index", "objects", "refs", "config"),
    "its index and files": lambda root, private: linked(root, private, "index", "objects"),
    "its commits": lambda root, private: (
        git(root, "init", "-q"),
        write(root, **{".git/commondir": f"{private}/.git\n"}),
    ),
}


def linked(root: Path, private: Path, *names: str) -> None:
    git(root, "init", "-q")
    for name in names:
        part = root / ".git" / name
        part.rename(root / f"{name}.old") if part.exists() else None
        part.symlink_to(private / ".git" / name)


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("words", [[], ["--staged"], ["app.py"]], ids=["all", "staged", "file"])
def test_another_repository_is_not_shown(tmp_path: Path, private: Path, make, words: list[str]) -> None:
    root = tmp_path / "repo"
    write(root, **{"app.py": BAD, "requirements.txt": "flask==3.1.0\n"})
    make(root, private)
    done = run(root, *words, "--format", "json")
    assert "outside" not in done.stdout + done.stderr
    assert "notes.py" not in done.stdout + done.stderr
    assert done.returncode == (2 if words == ["--staged"] else 1)


def test_nor_is_a_folder_that_the_repository_calls_its_own(repository: Path, private: Path) -> None:
    git(repository, "config", "core.worktree", str(private))
    for words in ([], ["app.py"], ["--staged"]):
        done = run(repository, *words, "--format", "json")
        assert "outside" not in done.stdout + done.stderr
        assert RULE in done.stdout


def test_work_trees_submodules_and_a_repository_beside_them_are_ones_own(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "-q", str(tmp_path / "second"))
    git(repository, "worktree", "add", "-q", str(repository / "inner"))
    git(repository, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository), "module")
    git(tmp_path, "clone", "-q", "--bare", str(repository), str(tmp_path / "trees" / ".bare"))
    write(tmp_path / "trees", **{".git": "gitdir: ./.bare\n"})
    git(tmp_path / "trees", "worktree", "add", "-q", "one")
    for folder in (tmp_path / "second", repository / "inner", repository / "module", tmp_path / "trees" / "one", tmp_path / "trees"):  # fmt: skip
        assert not git_folder.foreign(str(folder))
        tree = discover(str(folder))
        assert tree.tracked == {"app.py", "Procfile", "requirements.txt"}, folder
        assert RULE in run(folder, "--format", "json").stdout


def test_a_file_that_is_named_is_the_repositorys(repository: Path, outside: Path) -> None:
    write(outside, **{"app.py": BAD + "# seen\n"})
    (repository / "linked.py").symlink_to("../outside/app.py")
    (repository / "settings.py").symlink_to(".git/config")
    (repository / "inner.py").symlink_to("app.py")
    for name in ("linked.py", "settings.py"):
        done = run(repository, name)
        assert done.returncode == 2
        assert RULE not in done.stdout
    assert run(repository, "inner.py").returncode in (0, 1)


def test_a_home_that_is_the_repository_makes_git_write_nothing(repository: Path, outside: Path) -> None:
    targets = "".join(f"\t{name} = {outside}/{name}\n" for name in ("normalTarget", "eventTarget", "perfTarget"))
    write(repository, **{".gitconfig": f"[trace2]\n{targets}"})
    before = everything(outside)
    assert RULE in run(repository, "--format", "json", HOME=str(repository)).stdout
    assert everything(outside) == before


def test_a_link_to_a_folder_outside_tells_nothing(repository: Path, outside: Path) -> None:
    (repository / "data").symlink_to(outside)
    tree = discover(str(repository))
    assert not tree.exists_ignored("data/victim")
    assert not tree.is_executable("data/victim")


@pytest.mark.parametrize("name", ["flaskcheck.toml", "pyproject.toml", "known.json"])
def test_settings_from_outside_are_not_shown(repository: Path, outside: Path, name: str) -> None:
    write(outside, secret='[registry]\ntoken = "seen from outside"\n[tool.flaskcheck]\nseen-from-outside = 1\n')
    (repository / name).symlink_to("../outside/secret")
    for words in ([], ["--baseline", name], ["--config", name], ["init", "--yes"], ["baseline", "--output", name]):
        done = run(repository, *words)
        assert "registry" not in done.stdout + done.stderr
        assert "seen" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "name", ["Procfile", ".env", "flaskcheck.toml", "Dockerfile", "requirements.txt", "known.json"]
)
def test_nor_are_gits_own(repository: Path, name: str) -> None:
    git(repository, "config", "seen.from-outside", "web: gunicorn seen:app")
    (repository / name).unlink(missing_ok=True)
    (repository / name).symlink_to(".git/config")
    for words in ([], ["--baseline", name], ["--config", name], ["baseline"]):
        done = run(repository, *words)
        assert "seen" not in done.stdout + done.stderr
        assert "[core]" not in done.stdout + done.stderr


# --- time -----------------------------------------------------------------------------------------------------

PLACES = [
    ".gitignore", "pkg/.gitignore", "pyproject.toml", "flaskcheck.toml", ".flaskcheck-baseline.json", ".pre-commit-config.yaml", ".github/workflows/test.yaml",
    ".git/info/exclude", ".dockerignore", "Dockerfile", ".env",
]  # fmt: skip
KINDS = {"pipe": os.mkfifo, "endless": lambda path: os.symlink("/dev/zero", path), "terminal": lambda path: os.symlink("/dev/tty", path)}  # fmt: skip


@pytest.mark.parametrize("make", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("place", PLACES)
def test_what_never_ends_is_not_waited_for(repository: Path, place: str, make) -> None:
    path = repository / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    words = ["baseline"] if "baseline" in place else ["init", "--yes"] if "pre-commit" in place or "workflows" in place else []  # fmt: skip
    assert run(repository, *words, limit=40).returncode in (0, 1, 2)


@pytest.mark.parametrize("place", ["HEAD", "config", "commondir", "info/exclude"])
def test_git_is_given_up_that_waits(repository: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / ".git" / place).unlink(missing_ok=True)
    os.mkfifo(repository / ".git" / place)
    monkeypatch.setattr("flaskcheck.files.git.MAX_GIT_SECONDS", 1)
    git_folder._found.clear()
    tree = discover(str(repository))
    assert sorted(tree.files) == ["Procfile", "app.py", "requirements.txt"]
    assert any("nothing is said of what is committed" in note for note in tree.notes)


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--format", "json"], 1), (["--config", "odd.toml"], 2), (["--output", "away/report.json", "--format", "json"], 2), (["--select", "nothing-of-the-kind"], 2)],
    ids=["a report", "wrong settings", "a target that is none", "a rule that is none"],
)  # fmt: skip
def test_no_git_stays_behind_that_waits(repository: Path, outside: Path, words: list[str], code: int) -> None:
    """A process that nobody waits for any more would be there for ever, after each run another."""
    write(repository, **{"odd.toml": "colour = 1\n"})
    (repository / "away").symlink_to(outside)
    (repository / ".git" / "info" / "exclude").unlink(missing_ok=True)
    os.mkfifo(repository / ".git" / "info" / "exclude")
    assert run(repository, *words, limit=40).returncode == code
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [command for command in commands if str(repository).encode() in command and b"git" in command]


def test_a_question_that_is_begun_anew_leaves_none_behind(repository: Path) -> None:
    """A library that was refused something asks again later; until then files may come and go."""
    begin(str(repository))
    [first] = [child for child, *_ in ask_git._begun.values()]
    (repository / "new.py").write_text("x = 1\n")
    begin(str(repository))
    assert not Path(f"/proc/{first}").exists()
    assert "new.py" in discover(str(repository)).files


def test_a_pipe_that_is_named_is_read(repository: Path) -> None:
    words = f"{sys.executable} -m flaskcheck --format json --config <(echo 'ignore = [\"{RULE}\"]')"
    done = subprocess.run(
        ["bash", "-c", words], cwd=repository, capture_output=True, text=True, check=False, timeout=60
    )
    assert f'"{RULE}"' not in done.stdout
    assert done.returncode == 0, done.stderr


def test_no_more_is_read_than_is_bearable(tmp_path: Path) -> None:
    assert reading.MOST == limits.MAX_FILE_BYTES
    (tmp_path / "x").write_bytes(b"12345")
    assert reading.read(str(tmp_path / "x"), 5) == b"12345"
    with pytest.raises(reading.TooLargeError):
        reading.read(str(tmp_path / "x"), 4)
    with pytest.raises(reading.TooLargeError):
        reading.read_stream("/dev/zero", 1000)
    with pytest.raises(reading.UnreadableError):
        reading.read("/dev/zero")


@pytest.mark.parametrize(
    "links",
    [
        {"Procfile": "../outside/victim"},
        {"Procfile": "/proc/self/cwd/../outside/victim"},
        {"shop": "../outside/folder"},
        {"Procfile": "near", "near": "../outside/folder/victim"},
    ],
    ids=["a file", "by way of a process", "a folder", "in two steps"],
)
def test_what_stands_in_the_place_of_a_staged_file_is_not_opened(repository: Path, outside: Path, links: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    write(repository, **{"Procfile": "web: gunicorn app:app\n", "shop/victim": "x\n"})
    git(repository, "add", "-A")
    (repository / "Procfile").unlink()
    shutil.rmtree(repository / "shop")
    for name, target in links.items():
        (repository / name).symlink_to(target)
    opened = []
    whole = reading.read
    monkeypatch.setattr(reading, "read", lambda path, *words, **rest: (opened.append(os.path.realpath(path)), whole(path, *words, **rest))[1])  # fmt: skip
    tree = discover(str(repository), staged=True)
    contents = {name: tree.read_bytes(name) for name in ("Procfile", "shop/victim", "app.py")}
    assert (contents["Procfile"], contents["shop/victim"]) == (b"web: gunicorn app:app\n", b"x\n")
    assert [path for path in opened if Path(path).is_file()] == [str(repository / "app.py")]


@pytest.mark.parametrize("becomes", ["../outside/victim", "{outside}/victim", "next", ".git/config"])
def test_what_becomes_a_link_after_it_was_listed_is_not_followed(repository: Path, outside: Path, becomes: str) -> None:
    tree = discover(str(repository))
    (repository / "next").symlink_to(outside / "victim")
    (repository / "Procfile").unlink()
    (repository / "Procfile").symlink_to(becomes.format(outside=outside))
    with pytest.raises(reading.UnreadableError):
        tree.read_bytes("Procfile")


def test_what_becomes_a_link_within_the_repository_is_read(repository: Path) -> None:
    tree = discover(str(repository))
    (repository / "Procfile").rename(repository / "Procfile.web")
    (repository / "Procfile").symlink_to("Procfile.web")
    assert tree.read_bytes("Procfile").startswith(b"web:")


@pytest.mark.parametrize("meanwhile", ["link", "link and back"])
def test_what_is_replaced_between_the_look_and_the_opening_is_not_read(repository: Path, outside: Path, meanwhile: str, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """Another process replaces the file at the worst moment."""
    path = repository / "app.py"
    whole = os.open

    def slow(given: str, *rest: int) -> int:
        path.rename(repository / "kept")
        path.symlink_to(outside / "victim")
        descriptor = whole(given, *rest)
        if meanwhile == "link and back":
            (repository / "kept").rename(path)
        return descriptor

    monkeypatch.setattr(reading.os, "open", slow)
    with pytest.raises(reading.UnreadableError):
        reading.read(str(path), inside=str(repository))


@pytest.mark.parametrize("leads", ["../outside", ".git/hooks"])
@pytest.mark.parametrize("meanwhile", ["before it is opened", "and back", "while it is written"])
@pytest.mark.parametrize("write_one", [writing.replace, writing.make, writing.append])
def test_a_folder_that_becomes_a_link_while_something_is_written_is_not_followed(
    repository: Path, outside: Path, leads: str, meanwhile: str, write_one, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process replaces the folder at the worst moment, and perhaps puts it back."""
    folder = repository / "reports"
    folder.mkdir()
    target = repository / leads
    before = everything(target)
    whole, moments = os.open, []

    def slow(path: str, flags: int, *rest: int, **of: int) -> int:
        is_folder = bool(flags & os.O_DIRECTORY)
        moments.append(path)
        if is_folder == (meanwhile != "while it is written"):
            folder.rename(repository / "kept")
            folder.symlink_to(target)
        descriptor = whole(path, flags, *rest, **of)
        if meanwhile == "and back" and is_folder:
            folder.unlink()
            (repository / "kept").rename(folder)
        return descriptor

    monkeypatch.setattr(writing.os, "open", slow)
    try:
        write_one(str(folder / "new"), b"x", within=(str(repository),))
        assert meanwhile == "while it is written"
    except OSError:
        assert meanwhile != "while it is written"
    assert moments
    assert everything(target) == before


@pytest.mark.parametrize("leads", ["../outside", ".git"])
@pytest.mark.parametrize("moment", ["before the first", "after the first", "in the place of the second"])
def test_nor_are_folders_made_where_it_leads(
    repository: Path, outside: Path, leads: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = repository / leads
    folder = repository / "reports"
    folder.mkdir()
    before = sorted(map(str, target.rglob("*")))
    whole, made = os.mkdir, []

    def slow(path: str, *rest: int, **of: int) -> None:
        made.append(path)
        if len(made) == 1 and moment == "before the first":
            folder.rename(repository / "kept")
            folder.symlink_to(target)
        whole(path, *rest, **of)
        if len(made) == 1 and moment == "after the first":
            folder.rename(repository / "kept")
            folder.symlink_to(target)
        if len(made) == 2 and moment == "in the place of the second":
            (folder / "a" / "b").rmdir()
            (folder / "a" / "b").symlink_to(target)

    monkeypatch.setattr(writing.os, "mkdir", slow)
    with suppress(OSError):
        writing.make(str(folder / "a" / "b" / "c" / "new"), b"x", within=(str(repository),))
    assert made[:2] == ["a", "b"]
    assert sorted(map(str, target.rglob("*"))) == before


def test_folders_that_are_missing_are_made(repository: Path) -> None:
    writing.make(str(repository / "a" / "b" / "c"), b"x", within=(str(repository),))
    assert (repository / "a" / "b" / "c").read_bytes() == b"x"
    writing.make_folders(str(repository / "private" / "inner"), mode=0o700)
    assert (
        stat.S_IMODE((repository / "private").stat().st_mode)
        == stat.S_IMODE((repository / "private" / "inner").stat().st_mode)
        == 0o700
    )
    (repository / "a" / "link").symlink_to("b")
    writing.make(str(repository / "a" / "link" / "d" / "e"), b"y", within=(str(repository),))
    assert (repository / "a" / "b" / "d" / "e").read_bytes() == b"y"
