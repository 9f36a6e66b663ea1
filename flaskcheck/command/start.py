"""Where every run starts: an ordinary check at once, anything else through click."""

from __future__ import annotations

import os

from flaskcheck.command.options import plain
from flaskcheck.ground import errors
from flaskcheck.output.terminal import complain


def run(arguments: list[str]) -> int:
    """Run the command line on some arguments; the exit code."""
    try:
        options = None if "_FLASKCHECK_COMPLETE" in os.environ else plain(arguments)
        if options is not None:
            from flaskcheck.command import actions

            return actions.check(options)
        from flaskcheck.command import cli

        return cli.main(arguments)
    except errors.FlaskcheckError as error:
        complain(f"flaskcheck: {_told(str(error))}")
        return error.exit_code
    except KeyboardInterrupt:
        return errors.INTERRUPTED
    except Exception as error:  # a defect must not look like findings
        found = errors.crash("flaskcheck", error)
        complain(f"flaskcheck itself failed; please report this:\n{_told(found.traceback.rstrip())}")
        return errors.CRASHED


def _told(error: str) -> str:
    """What is said of an error: it may quote a repository's configuration."""
    from flaskcheck.known import hiding

    return "\n".join(hiding.shown(line, hiding.MESSAGE) for line in error.split("\n"))
