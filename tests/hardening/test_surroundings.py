"""Whatever the standard streams, the disk and the current folder are like: one sentence, and an exit code that says what it was."""

from __future__ import annotations

import os
import posixpath
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import flaskcheck
from flaskcheck.command import start
from flaskcheck.files.paths import relative
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, names, registry
from flaskcheck.findings.config import Config

BAD = 'from flask import Flask\napp = Flask(__name__)\napp.secret_key = "kept-here-4711-aaaa"\n'
COMMAND = f"{sys.executable} -m flaskcheck"
GONE = "mkdir gone; cd gone; rmdir ../gone; "

pytestmark = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("surroundings")
    (made / "app.py").write_text(BAD)
    (made / "requirements.txt").write_text("flask\n")
    return made


def run(folder, words):
    """Exit code, output and errors of a line of the shell, in which ``flaskcheck`` is ours."""
    environment = {**os.environ, "PYTHONPATH": os.path.dirname(os.path.dirname(os.path.dirname(__file__)))}
    line = words.replace("FLASKCHECK", COMMAND)
    done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("FLASKCHECK 2>&-", 1),
        ("FLASKCHECK <&-", 1),
        ("FLASKCHECK 2>/dev/full", 1),
        ("FLASKCHECK >&-", 2),
        ("FLASKCHECK >&- 2>&- <&-", 2),
        ("FLASKCHECK >/dev/full", 2),
        ("FLASKCHECK --format json --format sarif=/dev/full", 2),
        ("FLASKCHECK missing 2>&-", 2),
        ("FLASKCHECK missing 2>/dev/full", 2),
        ("FLASKCHECK --unknown 2>/dev/full", 2),
        ("FLASKCHECK - --stdin-path app.py <&-", 2),
        ("FLASKCHECK - --stdin-path app.py </dev/zero", 2),
        ("FLASKCHECK --help >/dev/full", 2),
        ("FLASKCHECK --version >&-", 2),
        ("FLASKCHECK rules >/dev/full", 2),
        ("FLASKCHECK explain debug-run >&-", 2),
        ("FLASKCHECK cache clear >/dev/full", 2),
        (GONE + "FLASKCHECK", 2),
        (GONE + "FLASKCHECK init --yes .", 2),
        (GONE + "FLASKCHECK baseline", 2),
        (GONE + "FLASKCHECK rules", 0),
        (GONE + 'FLASKCHECK "$OLDPWD"', 1),
    ],
)
def test_the_exit_code_is_the_right_one(folder, words, code):
    found, _, told = run(folder, words)
    assert (found, told.count("\n") < 2, "Traceback" in told) == (code, True, False), told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("FLASKCHECK >/dev/full", "standard output cannot be written (No space left on device)"),
        ("FLASKCHECK >&-", "standard output cannot be written (it is closed)"),
        ("FLASKCHECK - --stdin-path app.py <&-", "standard input cannot be read (it is closed)"),
        ("FLASKCHECK --help >/dev/full", "cannot go on (No space left on device)"),
        (GONE + "FLASKCHECK", "the current folder is gone: change to one that is there"),
    ],
)
def test_one_sentence_says_why(folder, words, said):
    assert run(folder, words)[2] == f"error: {said}\n"


def test_a_reader_that_has_gone_is_no_failure(folder):
    for words in ("FLASKCHECK --help", "FLASKCHECK rules", "FLASKCHECK --format json"):
        expected = 1 if "json" in words else 0
        assert run(folder, f"({words}; echo $? >&2) | true")[2] == f"{expected}\n"


def test_what_cannot_be_printed_does_not_keep_a_file_from_being_written(folder, tmp_path):
    code, _, _ = run(folder, f"FLASKCHECK --format text --format json={tmp_path}/report >/dev/full")
    assert code == 2
    assert "hard-coded-secret-key" in (tmp_path / "report").read_text()


def test_a_file_that_is_opened_becomes_no_standard_stream(folder, tmp_path):
    code, _, _ = run(folder, f"FLASKCHECK --format json={tmp_path}/only missing 2>&- >&-")
    assert code == 2
    assert not (tmp_path / "only").exists()


@pytest.mark.parametrize("level", ["1", "2"])
@pytest.mark.parametrize("words", ["FLASKCHECK --no-cache", "FLASKCHECK explain debug-run", "FLASKCHECK rules", "FLASKCHECK --no-cache --format sarif"])  # fmt: skip
def test_a_python_that_leaves_docstrings_out(folder, level: str, words: str) -> None:
    code, out, _ = run(folder, f"PYTHONOPTIMIZE={level} PYTHONDONTWRITEBYTECODE=1 {words}")
    assert (code, out) == run(folder, words)[:2]


@pytest.mark.parametrize("name", ["shop\n", "shop\n\n", "\n", "shop \n"])
def test_a_repository_whose_name_ends_with_a_line_end(tmp_path, name: str) -> None:
    (tmp_path / name.rstrip("\n") / "x").mkdir(parents=True)
    root = tmp_path / name
    (root / "sub").mkdir(parents=True)
    (root / "sub/app.py").write_text(BAD)
    for words in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *words], cwd=root, check=True)
    for words in ("FLASKCHECK", "FLASKCHECK sub", "FLASKCHECK . sub/app.py", "FLASKCHECK --staged", "FLASKCHECK sub/app.py --staged"):  # fmt: skip
        code, out, errors = run(root, f"{words} --no-cache --format concise")
        assert (code, errors.count("link")) == (1, 0)
        assert "app.py:3:" in out


WAYS = [("a/b", "a"), ("a", "a/b"), ("../x", "a"), ("a/../b", "."), ("/srv/app/x", "/srv"), ("/x", "/srv/app"), ("a", "../b"), (".", "a")]  # fmt: skip


@pytest.mark.parametrize(("path", "folder"), WAYS)
def test_a_way_between_paths_asks_for_no_working_directory(path, folder, monkeypatch):
    expected = posixpath.relpath(path, folder)
    monkeypatch.setattr(os, "getcwd", lambda: (_ for _ in ()).throw(FileNotFoundError()))
    if "../b" not in folder:  # what lies above a working directory has no name here
        assert relative(path, folder) == expected
    assert relative(path, folder)


def test_nothing_else_does():
    sources = [path for path in Path(flaskcheck.__file__).parent.rglob("*.py") if path.name != "paths.py"]
    assert not [path for path in sources if "posixpath.relpath(" in path.read_text(encoding="utf-8")]


def test_without_memory_there_is_one_sentence(folder, monkeypatch, capsys):
    monkeypatch.setattr(engine, "check", lambda *_, **__: (_ for _ in ()).throw(MemoryError()))
    assert start.run([str(folder), "--no-cache"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "error: cannot go on (not enough memory)\n")


def test_a_rule_without_memory_ends_the_run():
    rule = next(iter(registry.load(names.builtin_names())))
    starved = rule.replaced(check=lambda _: (_ for _ in ()).throw(MemoryError()))
    with pytest.raises(MemoryError):
        engine.check(MemoryTree({"app.py": BAD}), [starved], Config())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({}, 2),
        ({"COMP_WORDS": "flaskcheck "}, 2),
        ({"COMP_WORDS": "flaskcheck ", "COMP_CWORD": "x"}, 2),
        ({"COMP_WORDS": "flaskcheck ", "COMP_CWORD": "9" * 5000}, 2),
        ({"COMP_CWORD": "1"}, 2),
        ({"COMP_WORDS": "flaskcheck 'ru", "COMP_CWORD": "1"}, 0),
        ({"COMP_WORDS": "flaskcheck", "COMP_CWORD": "40"}, 0),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_that_does_not_say_what_to_complete(folder, shell, said, code):
    done = subprocess.run(
        [sys.executable, "-m", "flaskcheck"],
        env={"PATH": os.environ["PATH"], "_FLASKCHECK_COMPLETE": f"{shell}_complete", **said},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if shell == "fish" and "COMP_WORDS" in said and "COMP_CWORD" in said:
        code = 0  # there it is the word itself
    assert (done.returncode, len(done.stderr.splitlines())) == (code, 0 if code == 0 else 1)


@pytest.mark.parametrize(
    "encoding", ["latin-1", "latin-1:strict", "koi8-r:strict", "cp037", "ascii:strict", "utf-8:strict"]
)
@pytest.mark.parametrize("words", [["--help"], ["show", "--help"], ["rules"], ["explain", "debug-run"], ["--nosuch"]])
def test_what_an_encoding_lacks_is_written_in_another_form(words: list[str], encoding: str) -> None:
    """``…`` and quotation marks are in no Latin-1: a terminal of such a locale shows the help all the same."""
    found = subprocess.run(
        [sys.executable, "-m", "flaskcheck", *words],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert found.returncode == (2 if words == ["--nosuch"] else 0), found.stderr.decode(encoding.partition(":")[0])
    assert found.stdout or found.stderr


INTERRUPTED = """
import atexit, os, signal, sys
def interrupt(): os.kill(os.getpid(), signal.SIGINT)
def hear(event, arguments):
    if event == "import" and arguments[0] == {module!r}: interrupt()
signal.signal(signal.SIGINT, signal.{before})
sys.addaudithook(hear)
if {at_end}: atexit.register(interrupt)
from flaskcheck.__main__ import main
sys.argv = ["flaskcheck", "--no-cache", "--exit-zero"]
main()
"""
QUITE = -int(signal.SIGINT)
"""The code of a process that a signal has ended: shells make 130 of it."""


@pytest.mark.parametrize(
    ("module", "at_end", "before", "code"),
    [
        ("flaskcheck.ground.trust", False, "default_int_handler", 130),
        ("flaskcheck.command.start", False, "default_int_handler", 130),
        ("flaskcheck.findings.engine", False, "default_int_handler", 130),
        ("flaskcheck.findings.engine", True, "default_int_handler", QUITE),  # a second time, while it ends
        ("", True, "default_int_handler", QUITE),  # while it ends by itself
        ("flaskcheck.findings.engine", True, "SIG_IGN", 0),  # started in the background
    ],
)
def test_an_interruption_is_no_failure(folder, module: str, at_end: bool, before: str, code: int) -> None:
    text = INTERRUPTED.format(module=module, at_end=at_end, before=before)
    done = subprocess.run([sys.executable, "-c", text], cwd=folder, capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (code, "")


INTERRUPTED_WITHIN = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # the tests themselves may run in the background
class Part:
    def {method}(self, *names): self.interrupt()
    def interrupt(self): os.kill(os.getpid(), signal.SIGINT)
def hear(event, arguments):
    if event == "import" and arguments[0] == "flaskcheck.findings.engine": type("Whole", (), {{"part": Part()}}); Part()
sys.addaudithook(hear)
from flaskcheck.__main__ import main
sys.argv = ["flaskcheck", "--no-cache", "--exit-zero"]
main()
"""


@pytest.mark.parametrize(("method", "code"), [("__set_name__", 130), ("__del__", 130), ("unused", 0)])
def test_an_interruption_that_python_lets_not_through_is_none_either(folder, method: str, code: int) -> None:
    """Where a class is made, or an object goes, Python would make another error of it, or tell of it and go on."""
    text = INTERRUPTED_WITHIN.format(method=method)
    done = subprocess.run([sys.executable, "-c", text], cwd=folder, capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (code, "")
