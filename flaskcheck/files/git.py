"""Asking git, safely: nothing of the scanned repository is run, nothing is fetched or written."""

from __future__ import annotations

import os

SAFE = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.untrackedCache=false",
    "-c",
    "safe.directory=*",
    "-c",
    "core.quotePath=off",
)
"""A repository's own configuration may name programs; these settings win over it. Its owner may be another user."""

AT_ONCE = 4096
"""Bytes that fit into every pipe at once (POSIX: PIPE_BUF is at least 512, Linux and macOS hold 16 KiB and more)."""

ACCEPTED = {"check-ignore": (0, 1)}
"""Exit codes that are answers; 1 of ``check-ignore``: no path is ignored."""


def ask(folder: str, *arguments: str, given: bytes = b"", index: str = "") -> bytes | None:
    """The output of a git command in a folder, told ``given`` on its standard input, with another index than the repository's own.

    ``None`` when git is missing, refuses or fails.
    """
    begun = _begun.pop((folder, arguments), None) if not index else None
    if begun:
        code, found = _finished(begun, given)
    else:
        program = _program()
        if program is None:
            return None
        words = [program, "-C", folder, *SAFE, *arguments]
        run = _spawned if hasattr(os, "posix_spawn") else _run
        code, found = run(words, given, _environment(index))
    return found if code in ACCEPTED.get(arguments[0], (0,)) else None


_begun: dict[tuple[str, tuple[str, ...]], tuple[int, int, int]] = {}


def begin(folder: str, *arguments: str) -> None:
    """Start a git command whose output will be asked for: it works on another core meanwhile (of 480 ms on 3,600 files 40 were spent waiting for it)."""
    program = _program()
    if program is not None and hasattr(os, "posix_spawn"):
        started = _started([program, "-C", folder, *SAFE, *arguments], _environment())
        if started:
            _begun[folder, arguments] = started


def top_of(folder: str) -> str | None:
    """The nearest folder upwards that holds a repository's ``.git``, whether or not git can read it; ``None`` when none does."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    return folder


def is_there() -> bool:
    """Whether there is a git to ask."""
    return _program() is not None


def index_of_commit(folder: str) -> str:
    """The index of the commit that is being made, when a hook of the folder's repository runs this; ``""`` otherwise.

    ``git commit PATH`` and ``git commit --all`` prepare one beside the repository's own (githooks, "pre-commit"; git, "GIT_INDEX_FILE"). That of another
    repository is none of ours.
    """
    given = os.environ.get("GIT_INDEX_FILE")
    told = ask(folder, "rev-parse", "--absolute-git-dir") if given else None
    if not given or not told:
        return ""
    full = os.path.realpath(given)
    is_ours = os.path.dirname(full) == os.path.realpath(os.fsdecode(told.rstrip(b"\n")))
    return full if is_ours and os.path.isfile(full) else ""


def _spawned(words: list[str], given: bytes, environment: dict[str, str]) -> tuple[int, bytes]:
    started = _started(words, environment)
    return _finished(started, given) if started else (-1, b"")


def _started(words: list[str], environment: dict[str, str]) -> tuple[int, int, int] | None:
    """Start a program by ``os.posix_spawn`` (importing ``subprocess`` alone costs as much as the whole question, 11-18 ms).

    Its process, where to write its input and where to read its output; ``None`` when it cannot be started.
    """
    output_read, output_write = os.pipe()
    input_read, input_write = os.pipe()
    quiet = os.open(os.devnull, os.O_WRONLY)
    actions = [
        (os.POSIX_SPAWN_DUP2, input_read, 0),
        (os.POSIX_SPAWN_DUP2, output_write, 1),
        (os.POSIX_SPAWN_DUP2, quiet, 2),
    ]
    try:
        child = os.posix_spawn(words[0], words, environment, file_actions=actions)
    except OSError:
        for descriptor in (output_read, input_write):
            os.close(descriptor)
        return None
    finally:
        for descriptor in (output_write, input_read, quiet):
            os.close(descriptor)
    return child, input_write, output_read


def _finished(started: tuple[int, int, int], given: bytes) -> tuple[int, bytes]:
    child, input_write, output_read = started
    found = _converse(input_write, output_read, given)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), found


def _run(words: list[str], given: bytes, environment: dict[str, str]) -> tuple[int, bytes]:
    """The same where there is no ``os.posix_spawn`` (Windows)."""
    import subprocess

    try:
        done = subprocess.run(words, input=given, capture_output=True, env=environment, check=False)  # noqa: S603
    except OSError:
        return -1, b""
    return done.returncode, done.stdout


def _converse(input_write: int, output_read: int, given: bytes) -> bytes:
    """Write the input and read the output; a long input is written while reading, so that neither pipe fills up and blocks."""
    if len(given) > AT_ONCE:
        import threading

        threading.Thread(target=_write, args=(input_write, given)).start()
    else:
        _write(input_write, given)
    chunks = []
    while chunk := os.read(output_read, 1 << 16):
        chunks.append(chunk)
    os.close(output_read)
    return b"".join(chunks)


def _write(descriptor: int, given: bytes) -> None:
    rest = memoryview(given)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except BrokenPipeError:
        pass  # git has stopped reading; its exit code tells why
    finally:
        os.close(descriptor)


def _program() -> str | None:
    names = ("git.exe", "git") if os.name == "nt" else ("git",)
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isabs(folder) and os.access(path, os.X_OK) and os.path.isfile(path):
                return path
    return None


def _environment(index: str = "") -> dict[str, str]:
    """The environment without what would point git to another repository (a hook's ``GIT_DIR`` and ``GIT_INDEX_FILE``) or let it fetch."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        **({"GIT_INDEX_FILE": index} if index else {}),
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "LC_ALL": "C",
    }


def is_whole(root: str) -> bool:
    """Whether the root of a tree is a whole repository's, beside which nothing of it lies; one in memory is."""
    return not root or os.path.lexists(os.path.join(root, ".git"))
