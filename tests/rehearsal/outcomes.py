"""What a page says that happens, against what happened."""

from __future__ import annotations

import base64
import hmac
import re
import time
from dataclasses import dataclass

from tests.rehearsal.player import Outcome

FORMS = """
the build fails: "TEXT"
the release fails: "TEXT"
the start fails: "TEXT"
the start ends
the log says "TEXT"
/PATH answers 500: "TEXT"
POST /PATH?FORM answers 200
/PATH with a session signed by "KEY" answers 200: "TEXT"
the host gets no answer
the build does not end
the worker fails: "TEXT"
the second release fails: "TEXT"
after the next deployment, /PATH no longer shows what POST /PATH?FORM wrote
after the next deployment, rows of TABLE are doubled
a clone shows "TEXT"
a Socket.IO client gets 400: "TEXT"
systemd says "TEXT"
nginx answers 502: "TEXT"
"""
"""How the line may read, behind ``Outcome:``; a TEXT stands in the log, or for a path in the log or the body; a KEY is a text of the repository's, with which a visitor signs a session of user 1."""

_PHASE = re.compile(r'the (build|release|start) fails: "(.+)"')
_LOG = re.compile(r'the log says "(.+)"')
_ANSWER = re.compile(r'((?:POST )?/\S*) answers (\d{3})(?:: "(.+)")?')
_FORGED = re.compile(r'(/\S*) with a session signed by "(.+?)" answers (\d{3}): "(.+)"')
_WORKER = re.compile(r'the worker fails: "(.+)"')
_SECOND = re.compile(r'the second (release|start) fails: "(.+)"')
_LOST = re.compile(
    r"after the next deployment, (?:(/\S*) no longer shows what (POST /\S+) wrote|(rows of \w+ are doubled))"
)
_CLONE = re.compile(r'a clone shows "(.+)"')
_SOCKETS = re.compile(r'a Socket\.IO client gets (\d{3}): "(.+)"')
_SYSTEMD = re.compile(r'systemd says "(.+)"')
_PROXY = re.compile(r'nginx answers (\d{3}): "(.+)"')
_ALONE = {"the start ends": "start", "the host gets no answer": "silence", "the build does not end": "endless"}


@dataclass(frozen=True)
class Expected:
    """``failed``: the phase that fails (``""``: none, ``None``: any); ``path`` and ``status`` of the answer that is told; ``text``: what is to be read.

    ``second``: the phase that fails in a second deployment; ``lost``: what that one loses; ``cloned``: what everyone has who has the repository; ``verified``: what ``systemd-analyze verify`` says of its units; ``proxied``: the repository's nginx stands before the server.
    """

    failed: str | None
    text: str = ""
    path: str = "/"
    status: int = 0
    second: str = ""
    lost: str = ""
    cloned: bytes = b""
    verified: str = ""
    proxied: bool = False

    @property
    def is_of_two(self) -> bool:
        """Whether a second deployment tells it."""
        return bool(self.second or self.lost)

    def differs(self, outcome: Outcome) -> str:
        """Why an outcome is not what was expected, ``""`` where it is."""
        if self.failed is not None and outcome.failed != self.failed:
            return f"the phase that failed is {outcome.failed or 'none'}"
        if self.lost and outcome.lost != self.lost:
            return f"the second deployment: {outcome.lost or 'nothing is lost'}"
        if self.second:
            if outcome.again is None or outcome.again.failed != self.second:
                return "the second deployment fares otherwise"
            outcome = outcome.again
        status, body = outcome.answers.get(self.path, (0, ""))
        if self.status and status != self.status:
            return f"{self.path} answers {status}"
        return "" if self.text.lower() in (outcome.log + body).lower() else f"nothing says {self.text!r}"


def expected(line: str) -> Expected:
    """What the line of a page expects.

    Raises: ValueError for a line of no known form.
    """
    if line in _ALONE:
        return Expected(_ALONE[line])
    if found := _PHASE.fullmatch(line):
        return Expected(found[1], found[2])
    if found := _WORKER.fullmatch(line):
        return Expected("worker", found[1])
    if found := _LOG.fullmatch(line):
        return Expected(None, found[1])
    if found := _FORGED.fullmatch(line):
        return Expected("", found[4], f"session={signed(found[2])} {found[1]}", int(found[3]))
    if found := _ANSWER.fullmatch(line):
        return Expected("", found[3] or "", found[1], int(found[2]))
    return _of_two(line)


def _of_two(line: str) -> Expected:
    if found := _SECOND.fullmatch(line):
        return Expected("", found[2], second=found[1])
    if found := _LOST.fullmatch(line):
        lost = found[3] or f"{found[1]} no longer shows what was written"
        return Expected("", path=found[2] or "/", lost=lost)
    if found := _CLONE.fullmatch(line):
        return Expected(None, cloned=found[1].encode())
    if found := _SOCKETS.fullmatch(line):
        return Expected("", found[2], "SOCKET.IO /socket.io/", int(found[1]))
    if found := _PROXY.fullmatch(line):
        return Expected("", found[2], status=int(found[1]), proxied=True)
    if found := _SYSTEMD.fullmatch(line):
        return Expected(None, verified=found[1])
    raise ValueError(f"{line!r}: an outcome has one of these forms:{FORMS}")


def signed(key: str) -> str:
    """Flask's cookie for ``{"user_id": 1}``, signed as itsdangerous does it."""
    value = ".".join(map(_base64, (b'{"user_id":1}', int(time.time()).to_bytes(4, "big"))))
    derived = hmac.new(key.encode(), b"cookie-session", "sha1").digest()
    return f"{value}.{_base64(hmac.new(derived, value.encode(), 'sha1').digest())}"


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
