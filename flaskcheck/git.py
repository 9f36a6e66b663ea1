"""Asking git, safely: no hooks, no file-system monitor, nothing of the scanned repository is run."""

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
"""A repository's own configuration may name programs; these settings win over it."""


def ask(folder: str, *arguments: str, given: bytes = b"") -> bytes | None:
    """The output of a git command in a folder; ``None`` when git is missing or refuses.

    ``os.posix_spawn`` rather than ``subprocess``, whose import alone costs as much as the whole question (11-18 ms).
    """
    program = _program()
    if program is None:
        return None
    output_read, output_write = os.pipe()
    input_read, input_write = os.pipe()
    quiet = os.open(os.devnull, os.O_WRONLY)
    actions = [
        (os.POSIX_SPAWN_DUP2, input_read, 0),
        (os.POSIX_SPAWN_DUP2, output_write, 1),
        (os.POSIX_SPAWN_DUP2, quiet, 2),
        (os.POSIX_SPAWN_CLOSE, input_write),
        (os.POSIX_SPAWN_CLOSE, output_read),
    ]
    words = [program, "-C", folder, *SAFE, *arguments]
    try:
        child = os.posix_spawn(program, words, _environment(), file_actions=actions)
    except OSError:
        for descriptor in (output_read, output_write, input_read, input_write, quiet):
            os.close(descriptor)
        return None
    for descriptor in (output_write, input_read, quiet):
        os.close(descriptor)
    found = _converse(input_write, output_read, given)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    accepted = (0, 1) if arguments[0] == "check-ignore" else (0,)  # 1: no path is ignored
    return found if status in accepted else None


def _converse(input_write: int, output_read: int, given: bytes) -> bytes:
    """Write the input and read the output at once, so that neither pipe can fill up and block."""
    import selectors

    chunks: list[bytes] = []
    rest = memoryview(given)
    with selectors.DefaultSelector() as selector:
        selector.register(output_read, selectors.EVENT_READ)
        if rest:
            selector.register(input_write, selectors.EVENT_WRITE)
        else:
            os.close(input_write)
        while selector.get_map():
            for key, _ in selector.select():
                if key.fd == output_read:
                    chunk = os.read(output_read, 1 << 16)
                    chunks.append(chunk)
                    if not chunk:
                        selector.unregister(output_read)
                        os.close(output_read)
                    continue
                try:
                    rest = rest[os.write(input_write, rest[:4096]) :]
                except BrokenPipeError:
                    rest = rest[:0]
                if not rest:
                    selector.unregister(input_write)
                    os.close(input_write)
    return b"".join(chunks)


def _program() -> str | None:
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, "git")
        if folder and os.access(path, os.X_OK) and os.path.isfile(path):
            return path
    return None


def _environment() -> dict[str, str]:
    """The environment without what would point git elsewhere; a pre-commit hook's index stays."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k == "GIT_INDEX_FILE"}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
