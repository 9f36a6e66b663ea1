"""Commits through the hook: as pre-commit installs it, and as a script of one's own in ``.git/hooks``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from sources import ROOT, cloned, git, shared

from flaskcheck.command import integrations
from flaskcheck.ground import about

GOOD = "from flask import Flask\n\napp = Flask(__name__)\n"
BAD = f"{GOOD}app.secret_key = 'hunter2hunter2'\n"
FILES = {
    "app.py": GOOD,
    "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n",
    "Procfile": "web: gunicorn app:app\n",
    "README.md": "A shop.\n",
    "docs/notes.txt": "x\n",
}
SHOWN = ("error[hard-coded-secret-key]", "--> app.py:4:1", "help: Read it from the environment", "1 error")
NOTHING = "No Flask application was found, so there is nothing to check."


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory, "hook-source", cloned)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the hook's environment: one for all tests here. It lets one process at a time make it."""
    return shared(tmp_path_factory, "pre-commit", lambda folder: None)


@pytest.fixture(autouse=True)
def _pre_commit_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRE_COMMIT_HOME", str(home))
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)  # the tests themselves may be run by a hook


def pre_commit(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def scratch(folder: Path) -> Path:
    """A committed repository without a hook."""
    write(folder, **FILES)
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "first")):
        assert git(folder, *words).returncode == 0
    return folder


def install(root: Path, source: Path) -> None:
    """With the lines that the README shows, for this source."""
    text = integrations.PRE_COMMIT_CONFIG.replace(about.URL, str(source)).replace(about.TAG, "v0")
    write(root, **{".pre-commit-config.yaml": text})
    git(root, "add", ".")
    assert git(root, "commit", "-qm", "the hook").returncode == 0
    done = pre_commit(root, "install", "--install-hooks")
    assert done.returncode == 0, done.stdout


def install_script(root: Path) -> None:
    """With the script that the README shows, for the flaskcheck that is tested."""
    (root / ".git" / "hooks").mkdir(exist_ok=True)
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.write_text(integrations.GIT_HOOK.replace("exec flaskcheck", f"exec '{sys.executable}' -m flaskcheck"))
    hook.chmod(0o755)


@pytest.fixture(params=["pre-commit", "script"])
def root(request: pytest.FixtureRequest, source: Path, tmp_path: Path) -> Path:
    folder = scratch(tmp_path / "shop")
    if request.param == "pre-commit":
        install(folder, source)
    else:
        install_script(folder)
    return folder


def commit(root: Path, *words: str) -> tuple[bool, str]:
    """Whether a commit went through, and what was said."""
    done = git(root, "commit", "-m", "change", *words)
    return done.returncode == 0, done.stdout


def committed(root: Path, path: str) -> str:
    return git(root, "show", f"HEAD:{path}").stdout


def test_a_mistake_is_refused_with_the_message_and_its_correction_goes_through(root: Path) -> None:
    write(root, **{"app.py": BAD})
    git(root, "add", ".")
    passed, said = commit(root)
    assert not passed
    assert [words for words in SHOWN if words not in said] == []
    assert "hunter2" not in said
    write(root, **{"app.py": GOOD + "# changed\n"})
    git(root, "add", ".")
    passed, said = commit(root)
    assert passed, said
    assert "error" not in said
    assert committed(root, "app.py").endswith("# changed\n")


def test_an_unstaged_correction_does_not_let_a_staged_mistake_through(root: Path) -> None:
    write(root, **{"app.py": BAD})
    git(root, "add", ".")
    write(root, **{"app.py": GOOD})
    passed, said = commit(root)
    assert not passed
    assert "hard-coded-secret-key" in said
    assert (root / "app.py").read_text() == GOOD


def test_an_unstaged_mistake_does_not_stop_a_good_commit(root: Path) -> None:
    write(root, **{"app.py": GOOD + "# changed\n"})
    git(root, "add", ".")
    write(root, **{"app.py": BAD})
    passed, said = commit(root)
    assert passed, said
    assert (root / "app.py").read_text() == BAD


def test_a_file_that_is_only_on_disk_is_not_committed(root: Path) -> None:
    write(root, **{"wsgi.py": "from app import app\n", "Procfile": "web: gunicorn wsgi:app\n"})
    git(root, "add", "Procfile")
    passed, said = commit(root)
    assert not passed
    assert "wsgi.py exists locally, but isn't in git" in " ".join(said.split())
    git(root, "add", "wsgi.py")
    assert commit(root)[0]


def test_an_ignore_file_that_is_only_on_disk_does_not_count(root: Path) -> None:
    """The code loads .env, which nothing of the commit ignores."""
    write(root, **{"app.py": f"from dotenv import load_dotenv\nload_dotenv()\n{GOOD}", ".env": "A=1\n"})
    write(root, **{"requirements.txt": FILES["requirements.txt"] + "python-dotenv==1.1.0\n"})
    git(root, "add", "app.py", "requirements.txt")
    write(root, **{".gitignore": ".env\n"})
    passed, said = commit(root)
    assert not passed
    assert "unignored-env-file" in said
    git(root, "add", ".gitignore")
    passed, said = commit(root)
    assert passed, said


@pytest.mark.parametrize("words", [("--all",), ("app.py",), ("--include", "app.py"), ("--only", "app.py")])
def test_other_ways_to_say_what_is_committed(root: Path, words: tuple[str, ...]) -> None:
    write(root, **{"app.py": BAD})
    passed, said = commit(root, *words)
    assert not passed
    assert "hard-coded-secret-key" in said
    write(root, **{"app.py": GOOD + "# changed\n"})
    passed, said = commit(root, *words)
    assert passed, said
    assert committed(root, "app.py").endswith("# changed\n")


def test_a_staged_mistake_that_is_not_part_of_the_commit(root: Path) -> None:
    """``git commit PATH`` leaves out what is staged besides."""
    write(root, **{"app.py": BAD, "requirements.txt": "flask==3.1.1\ngunicorn==23.0.0\n"})
    git(root, "add", "app.py")
    passed, said = commit(root, "requirements.txt")
    assert passed, said
    assert committed(root, "app.py") == GOOD
    assert "app.secret_key" in git(root, "diff", "--cached").stdout


def test_from_a_subfolder(root: Path) -> None:
    write(root, **{"app.py": BAD})
    git(root, "add", ".")
    passed, said = commit(root / "docs")
    assert not passed
    assert "hard-coded-secret-key" in said


def test_in_a_linked_work_tree(root: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    assert git(root, "worktree", "add", "-q", str(linked)).returncode == 0
    write(linked, **{"app.py": BAD})
    git(linked, "add", ".")
    assert not commit(linked)[0]
    write(linked, **{"app.py": GOOD + "# changed\n"})
    git(linked, "add", ".")
    passed, said = commit(linked)
    assert passed, said


def test_a_repository_without_an_application_passes_with_a_line_that_says_so(root: Path) -> None:
    write(root, **{"app.py": "print('hello')\n"})
    git(root, "add", ".")
    passed, said = commit(root)
    assert passed, said
    assert said.count(NOTHING) == 1


# --- pre-commit alone --------------------------------------------------------------------------------


@pytest.fixture
def installed(source: Path, tmp_path: Path) -> Path:
    folder = scratch(tmp_path / "shop")
    install(folder, source)
    return folder


@pytest.mark.parametrize(
    ("path", "starts"), [("README.md", False), ("docs/logo.png", False), ("templates/a.html", True)]
)
def test_it_is_started_by_what_it_understands(installed: Path, path: str, starts: bool) -> None:
    write(installed, **{path: "<p>new</p>\n"})
    git(installed, "add", ".")
    passed, said = commit(installed)
    assert passed, said
    assert ("Passed" in said, "(no files to check)Skipped" in said) == (starts, not starts)


def test_one_try_before_it_is_installed(source: Path, tmp_path: Path) -> None:
    folder = scratch(tmp_path / "shop")
    done = pre_commit(folder, "try-repo", str(source), "flaskcheck", "--all-files")
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout
    write(folder, **{"app.py": BAD})
    git(folder, "add", ".")
    done = pre_commit(folder, "try-repo", str(source), "flaskcheck", "--all-files")
    assert done.returncode == 1
    assert [words for words in SHOWN if words not in done.stdout] == []


def test_further_arguments_are_added(installed: Path) -> None:
    config = yaml.safe_load((installed / ".pre-commit-config.yaml").read_text())
    config["repos"][0]["hooks"][0]["args"] = ["--ignore", "hard-coded-secret-key"]
    write(installed, **{".pre-commit-config.yaml": yaml.safe_dump(config), "app.py": BAD})
    git(installed, "add", ".")
    passed, said = commit(installed)
    assert passed, said


@pytest.mark.parametrize(
    ("command", "path"),
    [("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", ".pre-commit-config.yaml")],
)
def test_pre_commit_accepts_the_files(command: str, path: str) -> None:
    done = pre_commit(ROOT, command, path)
    assert (done.returncode, done.stdout) == (0, "")


def test_pre_commit_accepts_what_the_readme_shows(tmp_path: Path) -> None:
    write(tmp_path, **{"config.yaml": integrations.PRE_COMMIT_CONFIG})
    done = pre_commit(tmp_path, "validate-config", "config.yaml")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("path", [".", "", "lib", "{root}"])
def test_the_hook_imports_nothing_of_the_repository(source: Path, tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """As many people set PYTHONPATH for their project; what Python would import before anything else included."""
    root = scratch(tmp_path / "shop")
    install(root, source)
    lie = f"import sys\nif '--staged' in sys.orig_argv:\n    open({str(tmp_path / 'it-was-run')!r}, 'w').close()\n"
    names = (
        "sitecustomize",
        "usercustomize",
        "flaskcheck/__init__",
        "click",
        "dotenv",
        "lib/sitecustomize",
        "lib/click",
    )
    write(root, **{f"{name}.py": lie for name in names}, **{"app.py": BAD})
    git(root, "add", ".")
    monkeypatch.setenv("PYTHONPATH", f"{path.format(root=root)}{os.pathsep}{os.devnull}")
    done = pre_commit(root, "run")
    assert "hard-coded-secret-key" in done.stdout
    assert not (tmp_path / "it-was-run").exists()
