"""``--watch``: a check, and another one whenever a file has changed. Files are asked for their times again and again, so that no system needs anything more."""

from __future__ import annotations

import gc
import os
import time

from flaskcheck.command.complaining import complain_of
from flaskcheck.files.discover import discover
from flaskcheck.ground import errors
from flaskcheck.ground.errors import FlaskcheckError, UsageError
from flaskcheck.ground.record import Record
from flaskcheck.output.terminal import clear, complain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeAlias

    from flaskcheck.command.options import Options

    Stamps: TypeAlias = "dict[str, tuple[int, ...]]"

SECONDS = 0.5
"""Between two looks; longer where one look takes more than a twentieth of that."""


class Seen(Record):
    """The files that count and the folders that hold them, each with its stamp."""

    files: Stamps
    folders: Stamps


def run(options: Options, check: Callable[[Options], int]) -> int:
    """``check`` until someone interrupts; the exit code of the last check that ended.

    Raises: UsageError when there is nothing to watch.
    """
    if "-" in (options.path, *options.others):
        raise UsageError("--watch needs files on disk; standard input can't be watched")
    once = options.replaced(watch=False)
    code = errors.INTERRUPTED
    try:
        while True:
            seen = look(once)
            code = _checked(once, check)
            complain(f"Watching {len(seen.files)} files. Press Ctrl+C to stop.")
            _wait(once, seen)
            clear()
    except KeyboardInterrupt:
        return code


def _checked(options: Options, check: Callable[[Options], int]) -> int:
    try:
        return check(options)
    except FlaskcheckError as error:  # a configuration that is being written; the next change may mend it
        return complain_of(error)
    finally:
        gc.collect()  # nothing else collects (see ``__main__``), and one run leaves much


def look(options: Options) -> Seen:
    """What counts for a check, as it is now.

    Raises: UsageError when there is no such path.
    """
    own, files, folders = _own(options), [options.config or "", options.baseline or ""], []
    for path in (options.path, *options.others):
        tree = discover(path)
        files += [os.path.join(tree.root, file) for file in tree.files]
        files.append(os.path.join(tree.root, ".git", "index"))
        folders += [os.path.join(tree.root, folder) for folder in ("", *tree.folders)]
    found = {path: stamp for path, stamp in _stamps(filter(None, files)).items() if path not in own}
    return Seen({path: stamp for path, stamp in found.items() if stamp[2:3] not in own}, _stamps(folders))


def _own(options: Options) -> set[object]:
    """What this command writes itself, which would never come to rest: files by their path, what the standard streams lead to by its number."""
    named = [form.partition("=")[2] for form in options.form] + [options.output or ""]
    found: set[object] = {os.path.realpath(path) for path in named if path}
    for stream in (1, 2):
        try:
            found.add((os.fstat(stream).st_ino,))
        except OSError:
            continue  # it is closed
    return found


def _stamps(paths: Iterable[str]) -> Stamps:
    return {path: _stamp(path) for path in paths}


def _stamp(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode


def _wait(options: Options, seen: Seen) -> None:
    """Return when something that counts is other than it was seen."""
    folders, pause = seen.folders, SECONDS
    while True:
        time.sleep(pause)
        began = time.monotonic()
        if _stamps(seen.files) != seen.files:
            return
        now = _stamps(folders)
        if now != folders:  # something came or went; what git ignores does not count
            again = look(options)
            if again.files != seen.files:
                return
            folders = again.folders
        pause = max(SECONDS, 20 * (time.monotonic() - began))
