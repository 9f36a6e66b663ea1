"""Where every run starts: an ordinary check at once, anything else through click."""

from __future__ import annotations

import os
import sys

from flaskcheck.command.options import plain
from flaskcheck.ground import errors
from flaskcheck.output.terminal import complain, show_all_letters, stand_in


def run(arguments: list[str]) -> int:
    """Run the command line on some arguments; the exit code."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        stand_in()
    try:
        show_all_letters()
        options = None if "_FLASKCHECK_COMPLETE" in os.environ else plain(arguments)
        if options is not None:
            from flaskcheck.command import actions

            return actions.check(options)
        from flaskcheck.command import cli

        return cli.main(arguments)
    except errors.FlaskcheckError as error:
        from flaskcheck.command.complaining import complain_of

        return complain_of(error)
    except KeyboardInterrupt:
        return errors.INTERRUPTED
    except Exception as error:  # a defect must not look like findings
        why = _surroundings_fault(error)
        if why:
            complain(f"error: {why}")
            return errors.USAGE
        found = errors.crash("flaskcheck", error)
        from flaskcheck.command.complaining import without_secrets

        complain(f"flaskcheck itself failed; please report this:\n{without_secrets(found.traceback.rstrip())}")
        return errors.CRASHED


OF_THE_SYSTEM = ("ENOSPC", "EDQUOT", "EFBIG", "EIO", "EBADF", "EMFILE", "ENFILE", "ENOMEM", "EAGAIN", "ESTALE")
"""What no program can help: a full disk, a stream or a machine that is gone, no more files or processes."""


def _surroundings_fault(error: Exception) -> str:
    """What is wrong with what flaskcheck runs in, if an error came of that; ``""`` for a defect of its own."""
    if isinstance(error, MemoryError):
        return "cannot go on (not enough memory)"
    if not isinstance(error, OSError):
        return ""
    import errno

    try:
        os.getcwd()
    except OSError:
        return "the current folder is gone: change to one that is there"
    is_closed = error.errno is None and type(error).__name__ == "UnsupportedOperation"
    if is_closed or errno.errorcode.get(error.errno or 0) in OF_THE_SYSTEM:
        return f"cannot go on ({error.strerror or 'a standard stream is closed'})"
    return ""
