"""Ends what takes too much of the processor's time, whatever else the machine does; in the main thread of a Unix."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TooLongError(BaseException):
    """Something takes more than its bound. Whoever catches any error does not catch this one."""


@contextmanager
def interrupted(seconds: float) -> Iterator[None]:
    """Raises ``TooLongError`` where it then stands, and again each second where that is caught."""

    def stop(*_: object) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fails the test that takes longer. The frames that were interrupted are not told: Python 3.11 knows no line for some of them, and pytest cannot show those."""
    try:
        with interrupted(seconds):
            yield
    except TooLongError:
        raise AssertionError(f"takes more than {seconds} s of the processor's time") from None
