"""Texts that a call is given outside of files of Python: in the target of a server, in a script of one line, in a page. What is needed of them are names; the others are hidden."""

from __future__ import annotations

import re

from flaskcheck.known.extents import closing
from flaskcheck.known.harmless import is_hot, is_reference
from flaskcheck.known.secret_options import is_version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_CALL = re.compile(r"(?<![\w$])(?P<name>[A-Za-z_][\w.]{0,80})\((?=[^()\n]{0,200}['\"])")
_TARGET = re.compile(r":(?P<name>[A-Za-z_]\w{0,80})\((?=[^()\n]{0,200}['\"])")
_VALUES = re.compile(r"(?P<name>\bvalues) ?\(", re.IGNORECASE)
PUBLIC = frozenset(
    """production development staging testing test prod dev debug default config settings local docker heroku main app web api true false none null utf-8 utf8 get post put patch delete head
    admin root user guest sha256 sha512 hs256""".split()
)
"""What a text may be that tells nobody anything."""
_OF_NAMES = frozenset(
    """if elif while for switch catch return in and or not await yield print echo url_for static require import define include extends load_dotenv getenv environ get getelementbyid
    queryselector addeventlistener t _ gettext asset path route super log error warn info hasfiles hashfiles contains startswith endswith format join split replace env var lookup element
    file templatefile length jsonencode tojson tolist toset flash redirect render render_template open exists from_object from_pyfile auth import_module getlogger include_router
    register_blueprint hasattr getattr isinstance crontab index foreignkey column get_main_option plugin find_packages describe it test expect compile shell wildcard patsubst filter notdir
    subst foreach call dir basename realpath abspath""".split()
)
"""What is given names: of endpoints, files, elements, variables; and words of languages that are no calls."""

_TAKES_SECRETS = re.compile(
    r"(?:.*\.)?(?:log_?in|sign_?in|authenticate|authorize|auth|sign|verify|create(?:Client|Hmac|Connection|Pool|App)|make_?app|create_app|btoa|encrypt|decrypt|basic_?auth|set(?:Request)?Header"
    r"|[A-Za-z]*(?:Client|Bot|Credentials?|Password|Token|Secret|ApiKey))",
    re.IGNORECASE,
)
"""Functions of scripts in pages that are given a secret; others are given what a page shows."""


def spans_of_calls(text: str, names: Container[str], is_message: bool, is_page: bool) -> Iterator[tuple[int, int]]:
    """Where texts stand that a call is given; of a message only those in the target of a server (``app:create_app("amber")``)."""
    if "(" not in text:
        return
    for pattern in (_TARGET,) if is_message else (_TARGET, _CALL, _VALUES):
        for found in pattern.finditer(text):
            if pattern is not _CALL or _is_given_spare(found["name"], is_page):
                yield from _given(text, found.end(), names)


def _is_given_spare(name: str, is_page: bool) -> bool:
    """Whether what a function is given is not needed to understand a line."""
    if is_page:
        return _TAKES_SECRETS.fullmatch(name) is not None
    return name.rpartition(".")[2].lower() not in _OF_NAMES


def _given(text: str, at: int, names: Container[str]) -> Iterator[tuple[int, int]]:
    """The texts in quotes up to the bracket that closes the call."""
    end = min(len(text), at + 1000)
    while at < end and text[at] not in ")\n":
        sign = text[at : at + 2] if text[at] == "\\" else text[at]
        if sign[-1] in "'\"" and sign[-1:]:
            last = closing(text, sign, at + len(sign), end)
            is_key = text[last + len(sign) : last + len(sign) + 1] == ":"
            is_key = is_key or text[at - 1] == "["
            if not is_key and _is_spare(text[at + len(sign) : last], names):
                yield at + len(sign), last
            at = last + len(sign)
        else:
            at += 1


_SIGNS = frozenset("./:#$(){}[]")
"""Signs of paths, modules, addresses, of what selects an element of a page, of references."""


def _is_field(value: str) -> bool:
    """Whether a text is a path, a module, a variable, a number or an option rather than a word."""
    is_path = " " not in value and not _SIGNS.isdisjoint(value)
    return is_path or value.isdecimal() or value[0] == "-" or (value.isupper() and value.replace("_", "").isalnum())


def _is_spare(value: str, names: Container[str]) -> bool:
    if not value or value.isspace() or value in names or value.lower() in PUBLIC or is_reference(value):
        return False
    return not _is_field(value) and not is_hot(value)


_ASSIGNED = re.compile(
    r"(?P<name>[A-Za-z_$][\w.$-]{0,80})(?:['\"]?\])?(?:\s{1,3}(?:\?\?|\|\||&&|[:+!?])?=\s|\s{0,3}(?:\|\||\?\?|(?<=\s)or(?=\s))\s{0,3}(?=['\"`]))"
)
"""A name that a value is given to as in code, or that another stands in for."""


def spans_of_alternatives(text: str) -> Iterator[tuple[int, int]]:
    """Texts in quotes behind the name of a secret, whichever of them is its value: ``token = x ? y : "amber"``, ``process.env.KEY || "amber"``."""
    for found in _ASSIGNED.finditer(text) if "=" in text or "|" in text or "??" in text or " or " in text else ():
        if not is_hot(found["name"].rpartition(".")[2]):
            continue
        line = text.find("\n", found.end())
        at, end = found.end(), min(len(text) if line < 0 else line, found.end() + 1000)
        while at < end and text[at] != ";":
            if text[at] in "'\"`":
                last = closing(text, text[at], at + 1, end)
                value = text[at + 1 : last]
                if value and "://" not in value and not is_version(value) and not text.startswith((":", "]"), last + 1):
                    yield at + 1, last
                at = last
            at += 1


_KEYED = re.compile(
    r"(?<![\w.-])(?<!- )\$?['\"]?[kK]ey\\?['\"]?(?:\s{0,3}[:=]\s{0,3}|\s(?=['\"]))(?:\\?['\"](?P<quoted>[^'\"\\\n]{3,80})\\?['\"]|(?P<secret>(?!(?:lambda|string|str|any|number|int|bool|boolean|name|value|none|null|true|false|undefined|object)\b)[a-z][\w-]{2,80})(?![\w(.:/\[|$-]))"
)


def spans_of_keys(text: str, is_page: bool) -> Iterator[tuple[int, int]]:
    """What is called ``key`` alone, where it is none of an entry that has a value besides: ``{"key": "amber"}``."""
    for found in _KEYED.finditer(text) if "key" in text or "Key" in text else ():
        group = "quoted" if found["quoted"] else "secret"
        is_field = _is_field(found[group]) or is_hot(found[group]) or is_reference(found[group])
        is_field = is_field or found[group].istitle() or "{" in found[group]  # of a header; made of others
        around = text[max(found.start() - 120, 0) : found.end() + 120].lower()
        is_field = is_field or (is_page and " = " not in found.group())  # which of several elements it is
        if (
            not is_field
            and "value" not in around
            and "element" not in around
            and "operator" not in around
            and "keyref" not in around
        ):
            yield found.span(group)
