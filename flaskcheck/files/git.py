"""The one place that asks git, and the only program that is ever run: nothing of the scanned repository is run, nothing is fetched or written, and no answer is waited for without end."""

from __future__ import annotations

import atexit
import os

from flaskcheck.files.git_folder import foreign, has_files, is_bare
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.limits import MAX_FILE_BYTES, MAX_GIT_BYTES, MAX_GIT_SECONDS
from flaskcheck.ground.numbers import number
from flaskcheck.ground.reading import TooLargeError, UnreadableError
from flaskcheck.ground.trust import program, programs_path, real_path, top_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

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

SILENT, ENDLESS = -101, -102
"""In place of exit codes: git said nothing for too long, or too much."""

ACCEPTED = {"check-ignore": (0, 1), "config": (0, 1)}
"""Exit codes that are answers; 1 of ``check-ignore``: no path is ignored, of ``config``: there is no such setting."""


def ask(
    folder: str, *arguments: str, given: bytes = b"", index: str = "", of: str = "", most: int = MAX_GIT_BYTES
) -> bytes | None:
    """The output of a git command in a folder, told ``given`` on its standard input, with another index than the repository's own.

    The repository is that of the nearest ``.git`` upwards, its files are those of the folder that has it, whatever it says of itself; ``of`` is a folder of another
    repository, of whose files ``folder`` holds copies. ``None`` when git is missing, refuses, fails, falls silent or has more than ``most`` bytes to say.
    """
    begun = _begun.pop((folder, arguments), None) if not index else None
    if begun:
        code, found = _finished(begun, given, most)
    else:
        words = _words(folder, arguments, of)
        if words is None:
            return None
        run = _spawned if hasattr(os, "posix_spawn") else _run
        code, found = run(words, given, _environment(of or folder, index), most)
    if code == SILENT:
        _silent.add(_repository(of or folder))
    return found if code in _accepted(arguments) else None


def _accepted(arguments: tuple[str, ...]) -> tuple[int, ...]:
    return next((codes for command, codes in ACCEPTED.items() if command in arguments), (0,))


_begun: dict[tuple[str, tuple[str, ...]], tuple[int, int, int]] = {}
_silent: set[str] = set()
"""Repositories of which git had nothing to say in time: it is asked no more."""


def begin(folder: str, *arguments: str) -> None:
    """Start a git command whose output will be asked for: it works on another core meanwhile (of 480 ms on 3,600 files 40 were spent waiting for it). One that nobody has asked for ends with the program, or when it is begun anew."""
    words = _words(folder, arguments)
    if words is not None and hasattr(os, "posix_spawn"):
        _give_up(folder, arguments)
        started = _started(words, _environment(folder))
        if started:
            _begun[folder, arguments] = started


def _give_up(folder: str, arguments: tuple[str, ...]) -> None:
    if begun := _begun.pop((folder, arguments), None):
        import signal

        child, *pipes = begun
        for descriptor in pipes:
            os.close(descriptor)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _give_up_all() -> None:
    for folder, arguments in list(_begun):
        _give_up(folder, arguments)


atexit.register(_give_up_all)


def blob(root: str, name: str) -> bytes:
    """The content of a file as git has it.

    Raises: OSError when git does not have it; TooLargeError.
    """
    size = ask(root, "cat-file", "-s", name)
    if size is None:
        raise UnreadableError("neither on disk nor in this clone")
    if (number(size.decode("ascii", "replace").strip()) or 0) > MAX_FILE_BYTES:
        raise TooLargeError(f"larger than {MAX_FILE_BYTES // 1_000_000} MB")
    return ask(root, "cat-file", "blob", name, most=MAX_FILE_BYTES) or b""


def short_blobs(root: str, names: Iterable[str], most: int) -> dict[str, bytes]:
    """The contents of those blobs that have at most this many bytes, asked for all at once; what git does not have is left out."""
    asked = encoded("\n".join(dict.fromkeys(names)))
    lines = (ask(root, "cat-file", "--batch-check", given=asked + b"\n") or b"").splitlines() if asked else []
    told_of = (line.decode("ascii", "replace").split(" ") for line in lines)
    sizes = {encoded(told[0]): number(told[2]) or 0 for told in told_of if len(told) == 3 and told[1] == "blob"}
    small = [name for name, size in sizes.items() if size <= most]
    told = (ask(root, "cat-file", "--batch", given=b"\n".join(small) + b"\n") if small else None) or b""
    found, at = {}, 0
    for name in small if told else ():
        begins = told.index(b"\n", at) + 1
        found[name.decode()] = told[begins : begins + sizes[name]]
        at = begins + sizes[name] + 1
    return found


def refusal(folder: str) -> str:
    """Why git has nothing to say of a folder that lies in a repository; ``""`` where there is none."""
    top = top_of(folder)
    if top is None:
        return ""
    if _tools(folder)[0] is None:
        return "there is no git here to ask"
    if os.path.join(top, ".git") in _silent:
        return f"git says nothing of its repository for {MAX_GIT_SECONDS} seconds"
    return foreign(top) or "its repository cannot be read"


def _words(folder: str, arguments: tuple[str, ...], of: str = "") -> list[str] | None:
    """The command line of a question; ``None`` where there is nobody to ask."""
    asked = of or folder
    repository, found = _repository(asked), _tools(asked)[0]
    if not repository or found is None or repository in _silent:
        return None
    top = top_of(asked)
    files = folder if of else top if top and has_files(top) else ""
    where = [f"--git-dir={repository}", *([f"--work-tree={files}"] if files else [])]
    return [found, "-C", folder, *where, *SAFE, *arguments]


_found: dict[tuple[str | None, ...], tuple[str | None, str]] = {}
"""Where git is and what is left of the search path, by what that depends on: several questions are asked of one folder."""


def _tools(folder: str) -> tuple[str | None, str]:
    try:
        here = os.getcwd()
    except OSError:  # it was removed
        here = None
    key = folder, here, os.environ.get("PATH"), os.environ.get("HOME")
    if key not in _found:
        _found[key] = program("git", folder), programs_path(folder)
    return _found[key]


def program_for(folder: str) -> str:
    """Where git is that is asked about a folder; ``""`` where there is none."""
    return _tools(folder)[0] or ""


def _repository(folder: str) -> str:
    """Git's own folder or file for a folder, if it is to be believed; a bare repository is its own. ``""`` when there is none."""
    top = top_of(folder)
    if top is None:
        return folder if is_bare(folder) else ""
    return "" if foreign(top) else os.path.join(top, ".git")


def index_of_commit(folder: str) -> str:
    """The index of the commit that is being made, when a hook of the folder's repository runs this; ``""`` otherwise.

    ``git commit PATH`` and ``git commit --all`` prepare one beside the repository's own (githooks, "pre-commit"; git, "GIT_INDEX_FILE"). That of another
    repository is none of ours.
    """
    given = os.environ.get("GIT_INDEX_FILE")
    told = ask(folder, "rev-parse", "--absolute-git-dir") if given else None
    if not given or not told:
        return ""
    full = real_path(given)
    is_ours = os.path.dirname(full) == os.path.realpath(os.fsdecode(told.removesuffix(b"\n")))
    return full if is_ours and os.path.isfile(full) else ""


def _spawned(words: list[str], given: bytes, environment: dict[str, str], most: int) -> tuple[int, bytes]:
    started = _started(words, environment)
    return _finished(started, given, most) if started else (-1, b"")


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


def _finished(started: tuple[int, int, int], given: bytes, most: int) -> tuple[int, bytes]:
    child, input_write, output_read = started
    ended, found = _converse(input_write, output_read, given, most)
    if ended:
        import signal

        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return ended or code, found


def _run(words: list[str], given: bytes, environment: dict[str, str], most: int) -> tuple[int, bytes]:
    """The same where there is no ``os.posix_spawn`` (Windows)."""
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603
            words, input=given, capture_output=True, env=environment, check=False, timeout=MAX_GIT_SECONDS
        )
    except subprocess.TimeoutExpired:
        return SILENT, b""
    except OSError:
        return -1, b""
    return (ENDLESS, b"") if len(done.stdout) > most else (done.returncode, done.stdout)


def _converse(input_write: int, output_read: int, given: bytes, most: int) -> tuple[int, bytes]:
    """Write the input and read the output; a long input is written while reading, so that neither pipe fills up and blocks. Why that was broken off, and what was read."""
    import select

    if len(given) > AT_ONCE:
        import threading

        threading.Thread(target=_write, args=(input_write, given), daemon=True).start()
    else:
        _write(input_write, given)
    waiting = select.poll()
    waiting.register(output_read, select.POLLIN)
    chunks, total, ended = [], 0, 0
    while not ended:
        if not waiting.poll(MAX_GIT_SECONDS * 1000):
            ended = SILENT
        elif chunk := os.read(output_read, 1 << 16):
            chunks.append(chunk)
            total += len(chunk)
            ended = ENDLESS if total > most else 0
        else:
            break
    os.close(output_read)
    return ended, b"".join(chunks)


def _write(descriptor: int, given: bytes) -> None:
    rest = memoryview(given)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    except BrokenPipeError:
        pass  # git has stopped reading; its exit code tells why
    finally:
        os.close(descriptor)


def _environment(folder: str, index: str = "") -> dict[str, str]:
    """The environment without what the repository could have put on the search path, without what would point git to another repository (a hook's ``GIT_DIR`` and ``GIT_INDEX_FILE``) or let it fetch."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **kept,
        "PATH": _tools(folder)[1],
        **({"GIT_INDEX_FILE": index} if index else {}),
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_TRACE2": "0",  # a .gitconfig in a home that is a repository may name files to write to
        "GIT_TRACE2_EVENT": "0",
        "GIT_TRACE2_PERF": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "LC_ALL": "C",
    }


def is_whole(root: str) -> bool:
    """Whether the root of a tree is a whole repository's, beside which nothing of it lies; one in memory is."""
    return not root or os.path.lexists(os.path.join(root, ".git"))
