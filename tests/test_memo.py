"""A kept result is given again exactly as long as a run would find the same."""

import os
import re
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flaskcheck.command import memo, start
from flaskcheck.files import git as asking
from flaskcheck.findings import engine, names
from flaskcheck.ground import cache, limits, trust

APP = "from flask import Flask\n\napp = Flask(__name__)\napp.secret_key = 'one-long-secret'\n"
FILES = {
    "app.py": APP,
    "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n",
    "Procfile": "web: gunicorn app:app\n",
    ".env": "SECRET=1\n",
    ".gitignore": ".env\n",
    "templates/index.html": "<p>{{ title }}</p>\n",
    "notes/plan.txt": "later\n",
}


def git(folder, *words):
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def made(folder):
    """A committed repository."""
    root = folder / "shop"
    for name, text in FILES.items():
        write(root, name, text)
    git(folder, "init", "-q", "-b", "main", "shop")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.org")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return root


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return made(tmp_path)


class Runner:
    """Runs flaskcheck and counts the runs that were not recalled."""

    def __init__(self, monkeypatch, capsys):
        self.capsys = capsys
        self.runs = 0
        whole = engine.check

        def counted(*words, **options):
            self.runs += 1
            return whole(*words, **options)

        monkeypatch.setattr(engine, "check", counted)

    def __call__(self, *arguments):
        """Output and exit code."""
        self.capsys.readouterr()
        code = start.run([str(a) for a in arguments])
        return code, self.capsys.readouterr().out


@pytest.fixture
def run(monkeypatch, capsys):
    return Runner(monkeypatch, capsys)


@pytest.fixture
def later(monkeypatch):
    """Moves the clock that the memo sees: ``later(3)`` is three seconds from now."""
    real = time.time_ns

    def move(seconds):
        monkeypatch.setattr(time, "time_ns", lambda: real() + int(seconds * 1e9))

    return move


def test_the_second_run_is_recalled(repository, run, later):
    later(10)
    first = run(repository)
    assert run(repository) == first
    assert run.runs == 1
    assert first[0] == 1
    assert "app.py" in first[1]


def test_without_cache_nothing_is_kept_or_used(repository, run):
    run("--no-cache", repository)
    assert not os.path.exists(os.environ["FLASKCHECK_CACHE_DIR"])
    run(repository)
    run("--no-cache", repository)
    assert run.runs == 3


def edit(root):
    write(root, "app.py", APP.replace("one", "two") + "app.debug = True\n")


def same_size_same_time(root):
    """An edit that leaves size and modification time as they were."""
    path = root / "app.py"
    found = path.stat()
    path.write_text(path.read_text().replace("secret_key", "public_key"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert path.stat().st_size == found.st_size


def replace_by_link(root):
    write(root, "other.txt", APP + "app.run(debug=True)\n")
    (root / "app.py").unlink()
    (root / "app.py").symlink_to("other.txt")


def backwards(root):
    edit(root)
    os.utime(root / "app.py", (1, 1))


def rename(root):
    (root / "app.py").rename(root / "main.py")


def remove_folder(root):
    shutil.rmtree(root / "templates")


def branch(root):
    git(root, "switch", "-qc", "other")
    edit(root)
    git(root, "commit", "-qam", "second")


CHANGES = {
    "edit": edit,
    "an edit of the same size at the same time": same_size_same_time,
    "an edit with a time in the past": backwards,
    "rename": rename,
    "rename by git": lambda root: git(root, "mv", "app.py", "main.py"),
    "git add of a new file": lambda root: (write(root, "seed.py", "import app\n"), git(root, "add", "seed.py")),
    "a commit is taken back": lambda root: (branch(root), git(root, "reset", "-q", "--hard", "HEAD~1"), edit(root)),
    "a file for a folder": lambda root: (remove_folder(root), write(root, "templates", "x\n")),
    "an edit in the future": lambda root: (edit(root), os.utime(root / "app.py", (4e9, 4e9))),
    "delete": lambda root: (root / "Procfile").unlink(),
    "a new file": lambda root: write(root, "seed.py", "import app\n"),
    "a new file in an empty folder": lambda root: write(root, "new/render.yaml", "services: []\n"),
    "a folder goes": remove_folder,
    "git add of an ignored file": lambda root: git(root, "add", "-f", ".env"),
    "git rm --cached": lambda root: git(root, "rm", "-q", "--cached", "app.py"),
    "an ignore file": lambda root: write(root, ".gitignore", "Procfile\n"),
    "an ignore file in a folder": lambda root: write(root, "templates/.gitignore", "*\n"),
    "info/exclude": lambda root: write(root, ".git/info/exclude", "requirements.txt\n"),
    "a link in its place": replace_by_link,
    "a branch": branch,
    "a configuration file": lambda root: write(root, "flaskcheck.toml", 'select = ["server"]\n'),
    "the user's ignore file": lambda root: write(root.parent, ".config/git/ignore", "*.html\n"),
    "an executable bit": lambda root: (root / "app.py").chmod(0o755),
    "a file becomes unreadable": lambda root: (root / "app.py").chmod(0),
}


@pytest.mark.parametrize("seconds", [0, 10], ids=["at once", "later"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_change_leaves_a_stale_report(repository, run, later, change, seconds):
    later(seconds)
    run(repository)
    run(repository)
    change(repository)
    assert run(repository) == run("--no-cache", repository)
    assert run(repository) == run("--no-cache", repository)


SILENT = {
    "touch": lambda root: os.utime(root / "app.py"),
    "a change in a file that is not read": lambda root: write(root, "notes/plan.txt", "never\n"),
    "git status": lambda root: git(root, "status"),
    "forth and back": lambda root: (branch(root), git(root, "switch", "-q", "main")),
    "an ignored file": lambda root: write(root, ".env", "SECRET=2\n"),
}


@pytest.mark.parametrize("change", SILENT.values(), ids=SILENT)
def test_what_makes_no_difference_costs_no_run(repository, run, later, change):
    later(10)
    first = run(repository)
    change(repository)
    assert run(repository) == first
    assert run(repository) == first
    assert run.runs == 1


@given(st.lists(st.sampled_from([*CHANGES.values(), *SILENT.values()]), min_size=2, max_size=5))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_row_of_changes_leaves_a_stale_report(tmp_path_factory, monkeypatch, run, changes):
    folder = tmp_path_factory.mktemp("row")
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(folder / "cache"))
    monkeypatch.setenv("HOME", str(folder))
    root = made(folder)
    run(root)
    for change in changes:
        try:
            change(root)
        except (OSError, subprocess.CalledProcessError):
            continue  # the file is not there any more
        assert run(root) == run("--no-cache", root)


def test_other_arguments_are_another_run(repository, run, later):
    later(10)
    text, json = run(repository), run("--format", "json", repository)
    assert text != json
    assert run(repository) == text
    assert run("--format", "json", repository) == json
    assert run.runs == 2


def test_a_report_to_a_file_is_written_again(repository, run, later, tmp_path):
    later(10)
    run("--output", tmp_path / "report.txt", repository)
    first = (tmp_path / "report.txt").read_text()
    (tmp_path / "report.txt").unlink()
    run("--output", tmp_path / "report.txt", repository)
    assert (tmp_path / "report.txt").read_text() == first
    assert run.runs == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: b"",
        lambda raw: raw[:50],
        lambda raw: raw[:-1],
        lambda raw: raw[:60] + b"\0" + raw[61:],
        lambda raw: b"something else",
        lambda raw: cache.MAGIC + cache.digest(b"nonsense") + b"nonsense",
    ],
)
def test_a_damaged_entry_is_no_entry(repository, run, later, damage):
    later(10)
    first = run(repository)
    for entry in Path(os.environ["FLASKCHECK_CACHE_DIR"]).iterdir():
        entry.write_bytes(damage(entry.read_bytes()))
    assert run(repository) == first
    assert run(repository) == first
    assert run.runs == 2


def test_a_cache_in_the_scanned_repository_is_not_used(repository, run, monkeypatch):
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(repository / ".cache"))
    run(repository)
    run(repository)
    assert run.runs == 2
    assert not (repository / ".cache").exists()


def test_a_cache_that_others_may_write_is_not_used(repository, run, tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(stat.S_IRWXU | stat.S_IRWXO)
    run(repository)
    run(repository)
    assert run.runs == 2
    assert not list(folder.iterdir())


def test_a_cache_that_cannot_be_written_is_no_failure(repository, run, tmp_path):
    (tmp_path / "cache").write_text("a file")
    assert run(repository)[0] == 1


def test_clear_removes_the_entries(repository, run, later):
    later(10)
    run(repository)
    assert run("cache", "clear")[1].startswith("2 entries removed")  # the report, and the facts of the files
    assert run("cache", "clear")[1].startswith("0 entries removed")
    run(repository)
    assert run.runs == 2


def test_the_oldest_entries_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_CACHE_BYTES", 4000)
    for number in range(10):
        key = bytes([number]) * cache.DIGEST_BYTES
        cache.Cache(str(tmp_path), b"key").store(key, "x" * 900)
        os.utime(tmp_path / f"{key.hex()}.entry", (number, number))
    kept = sorted(os.listdir(tmp_path))
    assert [name[:2] for name in kept] == ["06", "07", "08", "09"]


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"HOME": "/home/ada"}, "/home/ada/.cache/flaskcheck"),
        ("linux", {"HOME": "/home/ada", "XDG_CACHE_HOME": "/var/ada"}, "/var/ada/flaskcheck"),
        ("linux", {"HOME": "/home/ada", "XDG_CACHE_HOME": "relative"}, "/home/ada/.cache/flaskcheck"),
        ("darwin", {"HOME": "/Users/ada"}, "/Users/ada/Library/Caches/flaskcheck"),
        ("win32", {}, ""),
        ("linux", {"FLASKCHECK_CACHE_DIR": "/srv/cache"}, "/srv/cache"),
    ],
)
def test_the_folder_is_the_users(monkeypatch, platform, environment, expected):
    for name in ("FLASKCHECK_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert cache.folder() == expected


def test_the_key_holds_every_variable_that_the_code_reads():
    """``git.py`` hands the environment on to git, which looks for its configuration by HOME and XDG_CONFIG_HOME."""
    folder = Path(memo.HOME)
    code = [path.read_text() for path in folder.rglob("*.py") if path.name not in ("cache.py", "start.py")]
    read = {name for text in code for name in re.findall(r"os\.environ(?:\.get\(|\[)[\"'](\w+)", text)}
    known = {*memo.ENVIRONMENT, *memo.OF_A_COMMIT, *memo.OF_DELIVERY}
    assert read - {"X", "FLASK_ENV", "MODE", "PORT", "TESTING"} <= known  # these stand in docstrings and helps


def test_variables_of_a_commit_count_where_they_are_shown():
    """``presentation.py`` hands them to every format; those that do not look at them may be recalled in a job of another commit."""
    output = Path(memo.HOME) / "output"
    looking = {
        path.stem for path in output.glob("*.py") if re.search(r"presentation\.(repository|revision)", path.read_text())
    }
    assert looking == set(memo.LINKED)


def test_another_commit_is_another_run_only_where_it_is_shown(repository, run, later, monkeypatch):
    later(10)
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://git.example.org")
    monkeypatch.setenv("GITHUB_REPOSITORY", "ada/shop")
    for commit in ("a" * 40, "b" * 40):
        monkeypatch.setenv("GITHUB_SHA", commit)
        monkeypatch.setenv("GITHUB_RUN_ID", commit)
        assert "app.py" in run("--format", "github", repository)[1]
        assert commit in run("--format", "markdown", repository)[1]
        assert commit in run("--format", "sarif", repository)[1]
    assert run.runs == 1 + 2 + 2


def test_the_files_that_are_written_to_may_be_others(repository, run, later, monkeypatch, tmp_path):
    later(10)
    for job in ("one", "two"):
        summary, report = tmp_path / f"summary-{job}", tmp_path / f"{job}.json"
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
        summary.write_text("before\n")
        run("--format", f"markdown={summary}", "--format", f"json={report}", "--format", "text", repository)
        assert summary.read_text().startswith("before\n#")
        assert report.read_text().startswith("{")
    assert (tmp_path / "one.json").read_text() == (tmp_path / "two.json").read_text()
    assert run.runs == 1


@pytest.mark.parametrize(
    "words", [("--format=json=x", "--format=sarif=./x"), ("--format=json=x", "--format=sarif", "--output=x")]
)
def test_two_reports_to_one_file_stay_a_mistake(repository, run, later, monkeypatch, tmp_path, words):
    later(10)
    monkeypatch.chdir(tmp_path)
    assert run("--format=json=x", "--format=sarif=y", repository)[0] == 1
    assert run("--format=json=x", "--format=sarif", "--output=y", repository)[0] == 1
    assert run(*words, repository)[0] == 2


def installed(folder, name, entry_points=""):
    """A distribution in a folder that modules are imported from."""
    write(folder, f"{name}.dist-info/METADATA", "Metadata-Version: 2.1\n")
    write(folder, f"{name}.dist-info/entry_points.txt", entry_points)


def test_other_libraries_are_another_run(repository, run, later, monkeypatch, tmp_path):
    later(10)
    (tmp_path / "lib").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    run(repository)
    write(tmp_path, "lib/module.py", "x = 1\n")
    run(repository)
    assert run.runs == 1
    installed(tmp_path / "lib", "PyYAML-7.0")
    run(repository)
    run(repository)
    assert run.runs == 2
    monkeypatch.syspath_prepend(str(tmp_path / "other"))
    installed(tmp_path / "other", "tomli-9.0")
    run(repository)
    assert run.runs == 3


def test_a_plugin_in_a_distribution_that_was_there_is_another_run(repository, run, later, monkeypatch, tmp_path):
    later(10)
    installed(tmp_path / "lib", "shop_rules-1.0")
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    monkeypatch.setattr(names, "plugin_folders", lambda: [str(tmp_path / "lib")])
    run(repository)
    installed(tmp_path / "lib", "shop_rules-1.0", "[flaskcheck.rules]\nno-cron = shop_rules:check\n")
    os.utime(tmp_path / "lib")  # as every installer leaves it
    monkeypatch.setattr(names, "_plugins", None)
    run(repository)
    assert run.runs == 2


def test_a_program_with_another_record_is_another_run(repository, run, later, monkeypatch, tmp_path):
    later(10)
    record = tmp_path / "RECORD"
    monkeypatch.setattr(memo, "RECORD", str(record))
    lines = "flaskcheck/cli.py,sha256=abc,1\n"
    record.write_text(lines)
    run(repository)
    run(repository)
    record.write_text("../../../bin/flaskcheck,sha256=def,2\n" + lines + "flaskcheck/__pycache__/cli.pyc,,\n")
    run(repository)
    assert run.runs == 1
    record.write_text(lines.replace("abc", "xyz"))
    run(repository)
    run(repository)
    assert run.runs == 2


def test_the_program_is_the_whole_package_and_its_rules():
    """The stamps of the program's own files: a module of any room and a rule, each once. A wrong ``HOME`` would recall results of an older program."""
    stamped = {Path(path).relative_to(Path(memo.HOME).parent).as_posix() for path, _ in memo._sources_stamps()}
    top = Path(memo.__file__).parents[2]
    assert stamped == {
        path.relative_to(top).as_posix() for folder in ("flaskcheck", "rules") for path in (top / folder).rglob("*.py")
    }
    assert {"flaskcheck/__init__.py", "flaskcheck/command/memo.py", "flaskcheck/readers/python/module.py"} <= stamped


def test_the_record_of_an_installer_lies_beside_the_package():
    """``RECORD`` is where pip writes it: in the folder that holds ``flaskcheck/``."""
    assert Path(memo.RECORD).parents[1] == Path(memo.__file__).parents[2]


def included(root, name, text):
    """Settings of git that another file of them includes."""
    git(root, "config", "include.path", str(root.parent / "more.config"))
    write(root.parent, "more.config", "[core]\n\tpager = cat\n")
    return lambda: write(root.parent, name, text)


def users_included(root):
    write(root.parent, ".gitconfig", '[includeIf "gitdir:~/"]\n\tpath = not-yet.config\n')
    write(root.parent, "never-there", "*.html\n")
    return lambda: write(root.parent, "not-yet.config", "[core]\n\texcludesFile = ~/never-there\n")


def broken(root):
    (root / ".git/HEAD").write_text("ref: refs\n\0")
    return lambda: (root / ".git/HEAD").write_text("ref: refs/heads/main\n")


def work_tree(root):
    """A work tree beside its repository, in the place of the repository: its ``.git`` is a file."""
    home = root.parent / "bare"
    home.mkdir()
    (root / ".git").rename(home / ".git")
    git(home, "worktree", "add", "-q", "--detach", str(home / "tree"))
    shutil.copy(home / "tree/.git", root / ".git")
    (home / ".git/worktrees/tree/gitdir").write_text(f"{root}/.git\n")
    return home


SURROUNDED = {
    "settings that are included": lambda root: included(root, "more.config", "[core]\n\texcludesFile = ~/mine\n"),
    "what included settings name": lambda root: (
        included(root, "more.config", f"[core]\n\texcludesFile = {root.parent}/mine\n")(),
        lambda: write(root.parent, "mine", "*.txt\n"),
    )[1],
    "settings that a user's may include": users_included,
    "a repository that is broken": lambda root: lambda: (root / ".git/HEAD").write_text("none of them"),
    "one that is mended": broken,
    "one that goes": lambda root: lambda: (root / ".git").rename(root.parent / "gone"),
    "one that loses its objects": lambda root: lambda: shutil.rmtree(root / ".git/objects"),
    "a work tree that is moved": lambda root: (
        lambda home: lambda: (home / ".git/worktrees/tree/gitdir").write_text(f"{home}/tree/.git\n")
    )(work_tree(root)),
    "a work tree without its repository": lambda root: (
        work_tree(root),
        lambda: (root / ".git").write_text("gitdir: ../nowhere\n"),
    )[1],
}


@pytest.mark.parametrize("folder", ["", "notes"], ids=["whole", "part"])
@pytest.mark.parametrize("scene", SURROUNDED.values(), ids=SURROUNDED)
def test_what_says_which_files_git_has_leaves_no_stale_report(repository, run, later, scene, folder):
    git(repository, "rm", "-q", "--cached", "templates/index.html", "notes/plan.txt")
    write(repository.parent, "mine", "*.html\n")
    later(10)
    write(repository, "notes/app.py", APP)
    change = scene(repository)
    run(repository / folder)
    run(repository / folder)
    change()
    assert run(repository / folder) == run("--no-cache", repository / folder)


def test_a_repository_that_appears_around_a_folder_is_seen(repository, run, later):
    shutil.rmtree(repository / ".git")
    write(repository, "inner/deep/app.py", APP)
    later(10)
    run(repository / "inner/deep")
    git(repository, "init", "-q")
    write(repository, ".gitignore", "app.py\n")
    assert run(repository / "inner/deep") == run("--no-cache", repository / "inner/deep")


def test_a_folder_without_a_repository_is_kept(repository, run, later):
    shutil.rmtree(repository / ".git")
    later(10)
    first = run(repository)
    assert run(repository) == first
    assert run.runs == 1


@pytest.mark.parametrize(
    ("place", "text"),
    [("flaskcheck.toml", 'ignore = ["hard-coded-secret-key"]\n'), ("pyproject.toml", "[tool.flaskcheck]\nfail-on = 'never'\n"), ("../flaskcheck.toml", "colour = 1\n")],
)  # fmt: skip
def test_settings_that_appear_above_a_folder_without_a_repository_are_seen(repository, run, later, place, text):
    shutil.rmtree(repository / ".git")
    write(repository, "inner/deep/app.py", APP)
    later(10)
    first = run(repository / "inner/deep")
    write(repository, place, text)
    assert run(repository / "inner/deep") == run("--no-cache", repository / "inner/deep") != first


def own_git(folder, monkeypatch):
    """A git that may go, on a search path of its own."""
    (folder / "programs").mkdir()
    (folder / "programs/git").symlink_to(shutil.which("git"))
    monkeypatch.setenv("PATH", f"{folder}/programs")
    monkeypatch.setattr(asking, "_tools", lambda folder: (trust.program("git", folder), trust.programs_path(folder)))
    return folder / "programs/git"


def test_git_that_goes_and_comes_leaves_no_stale_report(repository, run, later, tmp_path, monkeypatch):
    program = own_git(tmp_path, monkeypatch)
    git(repository, "rm", "-q", "--cached", "Procfile")
    later(10)
    told = run("-v", repository)
    program.rename(tmp_path / "gone")
    silent = run("-v", repository)
    assert silent == run("-v", "--no-cache", repository) != told
    (tmp_path / "gone").rename(program)
    assert run("-v", repository) == told


def test_git_that_comes_to_lie_in_a_repository_is_asked_no_more(repository, run, later, tmp_path, monkeypatch):
    own_git(tmp_path, monkeypatch)
    git(repository, "rm", "-q", "--cached", "Procfile")
    monkeypatch.setenv("HOME", "/nowhere")
    later(10)
    told = run("-v", repository)
    (tmp_path / ".git").mkdir()
    assert run("-v", repository) == run("-v", "--no-cache", repository) != told


@pytest.mark.parametrize("way", ["to nothing", "to itself", "to a file that comes later"])
def test_what_is_missing_and_becomes_a_link_is_seen(repository, run, later, way):
    """What git ignores is not listed, and is looked for all the same."""
    write(repository, "Procfile", "web: sh start.sh\n")
    write(repository, ".gitignore", ".env\nstart.sh\n")
    git(repository, "commit", "-qam", "second")
    later(10)
    first = run(repository)
    (repository / "start.sh").symlink_to("start.sh" if way == "to itself" else ".env" if "later" in way else "nothing")
    if "later" in way:
        (repository / ".env").rename(repository / "kept")
    changed = run(repository)
    assert changed == run("--no-cache", repository) != first
    (repository / "start.sh").unlink()
    assert run(repository) == run("--no-cache", repository) != changed


def test_a_link_out_of_the_repository_is_not_opened(repository, run, later, tmp_path, monkeypatch):
    """Settings and ignore files are compared by content, too."""
    for name in ("pyproject.toml", ".gitignore", "templates/.gitignore"):
        write(tmp_path, f"outside/{name}", "[tool.flaskcheck]\n")
        (repository / name).unlink(missing_ok=True)
        (repository / name).symlink_to(tmp_path / "outside" / name)
    opened = []
    whole = os.open

    def heard(path, *words, **options):
        descriptor = whole(path, *words, **options)
        opened.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        return descriptor

    monkeypatch.setattr(os, "open", heard)
    later(10)
    for _ in range(2):
        run("--no-config", repository)
        os.utime(repository / "app.py")
    assert str(repository / "app.py") in opened
    assert not [path for path in opened if path.startswith(str(tmp_path / "outside"))]
