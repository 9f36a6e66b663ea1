"""A second process that answers, on another core, the rules that ask for no reached code.

Following what production reaches takes most of a run over a large repository and cannot be divided; meanwhile a forked copy goes through the rules from the last to the
first, leaves those that ask for reached code to the first process, and sends what the others find. Who answered a rule makes no difference to the report: a rule that
fails, or whose answer never comes, is answered by the first process. Measured with two cores: see ``benchmarks/README.md``.
"""

from __future__ import annotations

import os
import sys

from flaskcheck.facts import Place
from flaskcheck.rule import Edit, Finding, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from typing_extensions import Self

    from flaskcheck.project import Project
    from flaskcheck.rule import Rule

    Answer = Callable[[Rule], "list[Finding] | None"]

MIN_FILES = 400
"""Below this a fork costs more than it gains (3-5 ms against runs of 100)."""

OPEN, TAKEN, LEFT = 0, 1, 2
"""What a rule's byte in the shared memory says: nobody has begun it, one of the two has, the second process leaves it to the first."""

_SENT = (Finding, Place, Related, Edit)


class Declined(BaseException):
    """A rule asks for what only the first process works out."""


def is_worthwhile(project: Project) -> bool:
    """Whether a second process may be forked here, and the repository is large enough for it to gain anything."""
    if sys.platform != "linux" or len(project.tree.files) < MIN_FILES or len(os.sched_getaffinity(0)) < 2:
        return False
    threading = sys.modules.get("threading")  # a fork in the middle of another thread's work could inherit its locks
    return threading is None or threading.active_count() == 1


class SecondProcess:
    """The forked process, as the first one sees it. To be used as a context: at its end the process is gone."""

    def __init__(self, project: Project, rules: list[Rule], answer: Answer) -> None:
        """Fork. ``answer`` gives what a rule finds, or ``None`` when it fails."""
        import mmap

        self.project = project
        self.claims = mmap.mmap(-1, max(len(rules), 1))
        self._results: dict[int, list[Finding]] = {}
        self._buffer = b""
        self._output, write = os.pipe()
        self._child = os.fork()
        if not self._child:
            try:
                os.close(self._output)
                self._work(rules, answer, write)
            finally:
                os._exit(0)
        os.close(write)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        import signal

        os.close(self._output)
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        self.claims.close()

    # -- in the second process -------------------------------------------------------------------

    def _work(self, rules: list[Rule], answer: Answer, write: int) -> None:
        self.project.repository.declines_reached_code = True
        for index in range(len(rules) - 1, -1, -1):
            if self.claims[index] == OPEN:
                self.claims[index] = TAKEN
                try:
                    found = answer(rules[index])
                except Declined:
                    found = None
                if found is None:
                    self.claims[index] = LEFT
                else:
                    _send(write, (index, _plain(tuple(found)), self.project.tree.trail()))

    # -- in the first one ------------------------------------------------------------------------

    def claim(self, index: int) -> bool:
        """Take a rule, unless the second process has it. Both may take one at the same moment: then it is answered twice, which does no harm."""
        if self.claims[index] == TAKEN:
            return False
        self.claims[index] = TAKEN
        return True

    def result(self, index: int) -> list[Finding] | None:
        """What a rule that the second process took has found; ``None`` when it has no answer and will have none."""
        while index not in self._results and self.claims[index] != LEFT and self._receive():
            pass
        return self._results.get(index)

    def _receive(self) -> bool:
        """Take in one message; ``False`` at the end of all."""
        import marshal

        while len(self._buffer) < 4 or len(self._buffer) < 4 + int.from_bytes(self._buffer[:4], "big"):
            chunk = os.read(self._output, 1 << 16)
            if not chunk:
                return False
            self._buffer += chunk
        end = 4 + int.from_bytes(self._buffer[:4], "big")
        index, found, trail = marshal.loads(self._buffer[4:end])  # noqa: S302 (from our own process)
        self._buffer = self._buffer[end:]
        self._results[index] = list(_record(found))
        self.project.tree.follow(trail)
        return True


def _send(write: int, message: Any) -> None:
    import marshal

    payload = marshal.dumps(message)
    rest = len(payload).to_bytes(4, "big") + payload
    while rest:
        rest = rest[os.write(write, rest) :]


def _plain(value: Any) -> Any:
    """Records as tuples that begin with their class's number, which ``marshal`` can write; other tuples begin with -1."""
    if isinstance(value, _SENT):
        return (_SENT.index(type(value)), *map(_plain, value.values()))
    return (-1, *map(_plain, value)) if isinstance(value, tuple) else value


def _record(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    parts = map(_record, value[1:])
    return tuple(parts) if value[0] < 0 else _SENT[value[0]](*parts)
