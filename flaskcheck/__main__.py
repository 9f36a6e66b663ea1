"""``python -m flaskcheck`` and the ``flaskcheck`` command."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    import gc

    # One run makes many facts and few cycles: collecting garbage gains nothing and takes up to a third of the time.
    gc.disable()
    from flaskcheck.start import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
