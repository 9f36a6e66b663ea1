"""Whether a word that names a secret leads to its value, or is only said."""

from __future__ import annotations

import re

from flaskcheck.known import secret_options as options
from flaskcheck.known.extents import BETWEEN, COMPARED, FOLLOWED, JOINING
from flaskcheck.known.harmless import is_harmless, names_a_secret, says_secret

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

WORD = re.compile(r"(?:\\[^'\"\n]|\$\{[^}\s'\"]*\}|\{\{ *[\w.]+ *\}\}|\$\(|[^\s'\"`;|&(){}\[\],<>\\])+|[<>]+=?|\\")
_DEFAULT = re.compile(r"['\"],\s*(?:\w+\s*=\s*)?(?=['\"])")

"""Behind the name of a variable that code asks for: what it is without one."""

QUOTES = frozenset("'\"`")
_GIVEN = re.compile(r"\s+['\"]?([^\s'\"]+)")


_RUN = re.compile(r"\$\((?!\s*(?:echo|printf)\b)[a-z]+ ")


def is_run(text: str, at: int) -> bool:
    """Whether what stands here is what a command gives, rather than words that one prints."""
    return _RUN.match(text, at) is not None


_SAID_BEHIND = re.compile(
    r"(?:^|[^'\"\w:/])(?:#|//|--)\s{0,3}(?:(?:the|our|my|old|new|real|secret|api|admin|root|db|database|access|auth|private)[ -]){0,3}(?P<name>[A-Za-z_-]{3,40})\s*$"
)


def named_by_comment(line: str) -> bool:
    """Whether a comment behind something is nothing but the name of a secret: it tells what stands before it."""
    found = _SAID_BEHIND.search(line) if line[-12:].rstrip().lower().endswith(_SAID_ENDS) else None
    return (
        found is not None
        and found.start() > 0
        and bool(line[: found.start()].strip())
        and names_a_secret(found["name"])
    )


_SAID_ENDS = (
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "pwd",
    "apikey",
    "api key",
    "secret key",
    "private key",
    "license",
    "licence",
)


def is_a_key(text: str, end: int, is_message: bool, is_entry: bool) -> bool:
    """Whether a word that ends here is a key by its quotes, or by what follows it in a file of settings."""
    if is_message:
        return False
    return text[end : end + 1] in QUOTES or (is_entry and bool(FOLLOWED.match(text, end)))


def is_given_to_login(word: str) -> bool:
    """Whether a word of a command that makes a login is a password that holds the word for one (``mysecret``), rather than that word or the name of a variable."""
    return not (word.isupper() or word[-1] in ":=" or says_secret(word))


def leads_on(text: str, start: int, end: int) -> bool:
    """Whether a word behind a secret name only leads to its value: ``{"SECRET_KEY": {"value": …``."""
    key = text[start:end].lower()
    if key.endswith(":"):
        return key[:-1] in options.VALUE_KEYS
    return key in options.VALUE_KEYS and bool(FOLLOWED.match(text, end))


def leads(text: str, word: tuple[int, int], is_message: bool, is_key: bool) -> bool:
    """Whether a value follows a word that names a secret, or what it is compared with."""
    start, end = word
    if text[start - 2 : start - 1] == "(" and _DEFAULT.match(text, end):
        return True
    following = FOLLOWED.match(text, end)
    if is_key:
        return following is not None or COMPARED.match(text, end) is not None
    if is_message:
        is_quoted = text[end : end + 1] in ("'", '"')
        if text[end - 1] in "=:":
            return text[end - 1] == "=" and is_quoted
        if following is None or "=" in following.group():
            return following is not None
        return "]" not in following.group() or text[following.end() :][:1] in QUOTES  # ``environ["X"]: without it …``
    after = WORD.match(text, end + 1)
    if after and after.group().lower() in JOINING:
        said = WORD.match(text, after.end() + 1)
        if not (said and options.is_said_of_secrets(said.group())):  # ``the password is hunter``
            return bool(said) or text[after.end() + 1 : after.end() + 2] in "'\"`[{("
    is_more = bool(text[end:].strip()) and not (after and after.group().lower() in options.AFTER_SECRET)
    return bool(following) or is_more


def has_value(text: str, end: int) -> bool:
    """Whether what follows an option in a message is a value rather than the sentence."""
    after = _GIVEN.match(text[end : end + 200])
    return after is not None and not is_harmless(after[1].rstrip(".,:;"))


def login_span(text: str, start: int, end: int, names: Container[str]) -> list[tuple[int, int]]:
    """What is to be hidden of a user and a password, or of what may be one of them."""
    sign = BETWEEN.search(text, start, end)
    if sign:
        return [] if options.is_path(text[start:end]) else [(sign.end(), end)]  # a user and a group by number
    return [] if is_harmless(text[start:end], names) else [(start, end)]
