"""What a page says that happens, against what happened."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.rehearsal.player import Outcome

FORMS = """
the build fails: "TEXT"
the release fails: "TEXT"
the start fails: "TEXT"
the log says "TEXT"
/PATH answers 500: "TEXT"
POST /PATH answers 200
the host gets no answer
"""
"""How the line may read, behind ``Outcome:``; a TEXT stands in the log, or for a path in the log or the body."""

_PHASE = re.compile(r'the (build|release|start) fails: "(.+)"')
_LOG = re.compile(r'the log says "(.+)"')
_ANSWER = re.compile(r'((?:POST )?/\S*) answers (\d{3})(?:: "(.+)")?')
_SILENCE = re.compile(r"the host gets no answer")


@dataclass(frozen=True)
class Expected:
    """``failed``: the phase that fails (``""``: none, ``None``: any); ``path`` and ``status`` of the answer that is told; ``text``: what is to be read."""

    failed: str | None
    text: str = ""
    path: str = "/"
    status: int = 0

    def differs(self, outcome: Outcome) -> str:
        """Why an outcome is not what was expected, ``""`` where it is."""
        if self.failed is not None and outcome.failed != self.failed:
            return f"the phase that failed is {outcome.failed or 'none'}"
        status, body = outcome.answers.get(self.path, (0, ""))
        if self.status and status != self.status:
            return f"{self.path} answers {status}"
        return "" if self.text.lower() in (outcome.log + body).lower() else f"nothing says {self.text!r}"


def expected(line: str) -> Expected:
    """What the line of a page expects.

    Raises: ValueError for a line of no known form.
    """
    if found := _PHASE.fullmatch(line):
        return Expected(found[1], found[2])
    if found := _LOG.fullmatch(line):
        return Expected(None, found[1])
    if found := _ANSWER.fullmatch(line):
        return Expected("", found[3] or "", found[1], int(found[2]))
    if _SILENCE.fullmatch(line):
        return Expected("silence")
    raise ValueError(f"{line!r}: an outcome has one of these forms:{FORMS}")
