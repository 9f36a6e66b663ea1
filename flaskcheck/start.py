"""Where every run starts: an ordinary check at once, anything else through click."""

from __future__ import annotations

import os
import sys

from flaskcheck import errors
from flaskcheck.options import plain


def run(arguments: list[str]) -> int:
    """Run the command line on some arguments; the exit code."""
    try:
        options = None if "_FLASKCHECK_COMPLETE" in os.environ else plain(arguments)
        if options is not None:
            from flaskcheck import actions

            return actions.check(options)
        from flaskcheck import cli

        return cli.main(arguments)
    except errors.FlaskcheckError as error:
        sys.stderr.write(f"flaskcheck: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return errors.INTERRUPTED
    except Exception as error:  # a defect must not look like findings
        found = errors.crash("flaskcheck", error)
        sys.stderr.write(f"flaskcheck itself failed; please report this:\n{found.traceback}")
        return errors.CRASHED
