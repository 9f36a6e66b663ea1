"""Users with their passwords, as people write them down: ``admin:amber``, ``ADMIN_LOGIN=ann:amber``, ``Login: admin / amber``, ``"admin": "amber"``."""

from __future__ import annotations

import re

from flaskcheck.known.harmless import is_reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = r"(?P<user>admin|administrator|root|superuser|superadmin|sysadmin|demo|guest|tester)"
_WORD = r"(?P<secret>[^\s'\"`,;:(){}\[\]<>|=]{3,80})(?![\w(=:.])"
_PAIR = re.compile(rf"(?<![\w./@$%{{\\-]){_FIRST}:(?!//){_WORD}", re.IGNORECASE)
"""A user that every system has, and what stands behind its colon."""

_NAMED = re.compile(
    r"(?:(?<![\w.-])(?:[\w.-]{0,60}[_.-])?(?:logins?|admins?|accounts?|users?|superuser)['\"]?\]?(?:\s{0,3}[:=]\s{0,3}|\s{1,3}(?<=[A-Z] )|\s(?=[A-Za-z]{1,40}:\w))"
    r"|\b(?:stats|proxy) auth\s|--basic[\s=])(?:['\"(\[]{0,2})(?P<user>[\w.@+-]{1,40}):(?!//)(?P<secret>[^\s'\"`,;:(){}\[\]<>|=]{3,80})(?![\w(=:])",
    re.IGNORECASE,
)
"""What a variable or a key holds that is called like a login."""

_SAID = re.compile(
    r"\b(?:log ?ins?|log in (?:as|with)|sign in (?:as|with)|credentials|creds|accounts?|default user)\b[:\s(`*]{1,6}(?:(?:with|as|is|are)\s)?[`'\"]?(?P<user>[\w.@+-]{1,40})[`'\"]? ?/ ?[`'\"]?"
    r"(?P<secret>[^\s'\"`,;:(){}\[\]<>|=/]{3,80})(?![\w(/])",
    re.IGNORECASE,
)
"""``Login: admin / amber``."""

_KEYED = re.compile(
    r"(?:(?:^|[{,\n(\[#;]|//)\s{0,40}|\[)['\"]?(?P<user>admin|administrator|superuser|superadmin|sysadmin)['\"]?\]?\s{0,3}(?::|=>|=)\s{0,3}"
    r"(?:['\"](?P<quoted>[^\s'\"(){}\[\]]{3,80})['\"]|(?P<secret>[^\s'\"`,;:(){}\[\]<>|=$&*!]{3,80})\s{0,9}(?:$|\n|[,}]))"
)
"""A mapping of users to passwords."""

_PRINTED = re.compile(
    r"\b(?:echo|printf|btoa|b64encode|b64_encode)\b[ (]{1,3}(?:-[neE]{1,3} )?b?['\"](?P<user>[\w.@+-]{1,40}):(?P<secret>[^\s'\"`,;:(){}\[\]<>|=/]{3,80})(?:\\n)?(?:['\"]|$)"
)
"""``echo 'ann:amber'``."""

_LOGIN_BEFORE = re.compile(
    r"://[^\s@/]*:['\"]\s*(?:[+,%]\s*)?[rbfRBF]{0,2}['\"]?$|://[^\s@/'\"]{0,80}:(?:%[\w()]{1,40}|\{\w{0,40}\})@[^\n]{0,400}$"
)
"""An address whose password another literal holds: it ends where that begins, or has a place for it (``://root:%s@``)."""

_TARGETS = frozenset(
    "gunicorn uvicorn hypercorn waitress uwsgi flask celery module callable app mount chown chgrp install".split()
)
"""What stands before a module and its object, or before a user and a group."""

_OPEN = frozenset(
    """app application api wsgi asgi server main web cli admin root user users group staff true false yes no none null latest alpine slim public readonly index home dashboard login logout
    list detail edit create update delete view string str bool int boolean object array""".split()
)
"""What stands behind a colon and is no password: objects of modules, groups, tags, endpoints, types."""


def spans_of_logins(text: str) -> Iterator[tuple[int, int]]:
    """Where passwords stand beside their users."""
    low = text.lower()
    if any(user in low for user in ("admin", "root", "super", "demo", "guest", "tester")):
        for pattern, signs in ((_PAIR, ":"), (_KEYED, ":=")):
            for found in pattern.finditer(text) if any(sign in text for sign in signs) else ():
                is_quoted = "quoted" in pattern.groupindex and found["quoted"]
                yield from _judged(text, found, "quoted" if is_quoted else "secret")
    if "echo" in low or "printf" in low or "btoa" in low or "b64" in low:
        for found in _PRINTED.finditer(text):
            yield from _judged(text, found, "secret")
    if "log" in low or "admin" in low or "account" in low or "user" in low or "cred" in low or "auth" in low:
        for pattern, sign in ((_NAMED, ":"), (_SAID, "/")):
            for found in pattern.finditer(text) if sign in text else ():
                yield from _judged(text, found, "secret")


def is_of_login(text: str, length: int) -> bool:
    """Whether a literal of some length at the end of a text is a user with a password, or such a password."""
    return any(end > len(text) - length for _, end in spans_of_logins(text))


def begins_a_password(before: str) -> bool:
    """Whether the literal that follows some code is the password of an address in it."""
    return "://" in before and _LOGIN_BEFORE.search(before) is not None


def _judged(text: str, found: re.Match[str], group: str) -> Iterator[tuple[int, int]]:
    value, user = found[group], found["user"]
    bare = value.strip("*_.").lower()
    if bare in _OPEN or bare == user.lower() or is_reference(value) or value.isdecimal() or not bare:
        return
    if "/" in value or "$" in value or user.lower() in ("arn", "urn"):
        return
    if not (_TARGETS.isdisjoint(_command_before(text, found.start("user"))) or "=" in found.group()):
        return
    yield found.span(group)


def _command_before(text: str, at: int) -> list[str]:
    """The words of the same command before a part of a text."""
    before = text[max(at - 200, 0) : at]
    begun = max(before.rfind(sign) for sign in "\n;|&#") + 1
    return _LETTERS.findall(before, begun)


_LETTERS = re.compile(r"[A-Za-z]{3,12}(?![A-Za-z])")
