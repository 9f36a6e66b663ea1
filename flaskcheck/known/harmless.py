"""What may be shown of a text: words that anybody may know by their look, and names whose values nobody may.

Turned round from ``secrets``, which tells what is surely secret for a rule: here what is not surely harmless is hidden.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

_STEMS = (
    "python|pypy|py|cpython|pip|v|r|web|app|api|utf|ipv|http|h|md|sha|base|x|i|amd|arm|mysql|mariadb|postgres|postgresql|pg|psycopg|bs|s|ec|k|worker|"
    "db|redis|node|nodejs|debian|ubuntu|alpine|jinja|gunicorn|step|stage|service|site|test|config|settings|file|port|p|t|m|html|css|js|oauth|argon|boto|"
    "urllib|http|lib|libpq|ubi|rhel|centos|openjdk|php|l|n|w|c|b|a|e|f|g|q|u|z|cp|win|oracle|sqlite|pysqlite|uwsgi|woff|mp|h"
)
_SEGMENT = rf"(?:[^\W\d_]{{1,24}}|\d{{1,10}}|(?:{_STEMS})\d{{1,4}}|\d{{1,4}}(?:[a-zA-Z]{{1,2}}|rc\d{{1,2}}|[ab]\d{{1,2}}|dev\d{{1,2}}|post\d{{1,2}}))"
_HARMLESS = re.compile(rf"[-_./:,=+~*<>!^]*(?:{_SEGMENT}[-_./:,=+~*<>!^]+)*{_SEGMENT}?")
"""Letters or digits, not mixed but for numbered words that everybody uses, with what joins words."""

_CASE = re.compile(
    r"[a-z]+(?:[A-Z][a-z]{2,}|[A-Z]{2,4}(?![a-z]))*|[A-Z]{1,16}|(?:[A-Z][a-z]+|[A-Z]{2,4}(?=[A-Z][a-z]))+(?:[A-Z]{2,4})?"
)
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]+")
_PADDED = re.compile(r"[A-Za-z0-9+/]{20,}={1,2}$")
_DEFAULT = re.compile(r"\$\{([A-Za-z_]\w*):?[-=+]([^${}]*)\}")
_REFERENCE = re.compile(
    r"\$\{?[A-Za-z_]\w*\}?|\$[@*#?0-9!]|%\([a-z]+\)[sd]|\{\{-? *[\w.]+ *-?\}\}|\$\{\{ *[\w.]+ *\}\}|\{[A-Za-z_][\w.]*(?:\[['\"]?\w+['\"]?\]|\(\))?\}|\ufffc"
)

_HOT = re.compile(
    r"passw|passphrase|passwd|passcode|passin|passout|secret|token|apikey|api[-_]?key|access[-_]?key|private[-_]?key|auth(?!or(?!i[sz])|ors)|credential|cookie|bearer|"
    r"signature|signing|session[-_]?(?:id|key)?$|encrypt|webhook|(?:^|[-_.])(?:pass|pwd|pw|pin|otp|jwt|hash|salt|dsn|sig|cred|creds|psk|license|licence)\d*$|pass$|pwd$|dsn$|salt$|"
    r"(?:^|[-_.])keys?\d*$|[a-z](?:Key|Pin)$|"
    r"contrase|clave|senha|chave|segredo|secreto|motdepasse|mot_de_passe|schl(?:ü|ue)ssel|passwort|kennwort|geheim|segreto|parola|wachtwoord|sleutel|has[lł]o|klucz|anahtar|[sş]ifre|"
    r"парол|ключ|секрет|密码|密钥|パスワード|비밀번호",
    re.IGNORECASE,
)
_COLD = re.compile(
    r"(?:[-_.](?:file|path|name|length|len|min|max|stdin|expires?|expiry|ttl|age|algorithm|header|field|title|label|location|type|rounds|policy|required|enabled|prefix|"
    r"user|username|method|backend|class|format|url_prefix|interval|timeout|env|variable|var|folder|dir|version|domain|samesite|secure|httponly)s?)$|^no[-_]|public|publishable|^keys?$|^(?:on|off)$|keyfile$|certfile$",
    re.IGNORECASE,
)


def is_harmless(word: str, names: Container[str] = ()) -> bool:
    """Whether a word may be shown wherever it stands: plain words, numbers, versions, paths of these; or one of ``names`` that are known anyway."""
    if word in names:
        return True
    bare = _REFERENCE.sub("", _DEFAULT.sub(_default, word) if "${" in word else word)
    if len(bare) > 200 or not _HARMLESS.fullmatch(bare):
        return bool(bare) and _is_made_of(bare, names)
    return not _PADDED.match(bare) and all(map(_is_word, _LETTERS.findall(bare)))


def _default(found: re.Match[str]) -> str:
    """What a reference becomes without its variable; a sign that is never harmless where that is secret."""
    return "\0" if is_hot(found[1]) and found[2] else found[2]


def _is_word(letters: str) -> bool:
    return (len(letters) < 4 or bool(_CASE.fullmatch(letters))) and not _CONSONANTS.search(letters)


def _is_made_of(word: str, names: Container[str]) -> bool:
    """Whether each part of a path, target or address is harmless or known."""
    if not names or not re.fullmatch(r"[\w./:@=-]+", word):
        return False
    return all(not part or part in names or is_harmless(part) for part in re.split(r"[./:@=]", word))


def is_hot(name: str) -> bool:
    """Whether the value of what is called so is never to be shown: secrets in a broad sense, in several languages, logins, cookies, headers of them."""
    bare = name.strip("-'\" ")
    return bool(_HOT.search(bare)) and not _COLD.search(bare)


_LEADING = re.compile(
    r"(?:password|passwd|passwort|passphrase|passcode|pwd|secrets?|tokens?|apikey|(?:api|secret|access|auth|private|account|signing|encryption|master)[-_]?key|credentials?|authorization|bearer|basic|"
    r"cookie|_key|_pass|identified|contrase(?:ñ|n)a|senha|kennwort|parola|wachtwoord|haslo|hasło|şifre|sifre|пароль|密码|密钥|パスワード|비밀번호)\W*$",
    re.IGNORECASE,
)


def leads_to_secret(word: str) -> bool:
    """Whether a word by itself, without an equals sign, says that the next is secret: ``aws_secret_access_key``, ``Bearer``, ``password``."""
    return bool(_LEADING.search(word)) and "/" not in word and not _COLD.search(word.rstrip(":"))


def names_a_secret(name: str) -> bool:
    """Whether a name tells of a secret beyond doubt, so that it is no module's: ``password:letmein`` is no target, ``auth:app`` may be one."""
    return bool(_SURELY.search(name))


_SURELY = re.compile(r"passw|secret|token|pwd|credential|api[-_]?key|[-_]key$|authorization|cookie", re.IGNORECASE)


def is_reference(value: str) -> bool:
    """Whether a value is nothing but the name of a variable that holds the real one."""
    return bool(value) and not _REFERENCE.sub("", value).strip("'\"")


_PLAIN_USERS = frozenset("git postgres root admin user app guest mysql flask ubuntu www-data".split())
_PLAIN_QUERY = frozenset(
    "sslmode charset connect_timeout timeout driver client_encoding serverversion mode cache check_same_thread pool_size v version lang format ssl_cert_reqs ssl"
    " retrywrites w page".split()
)
_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?//")


def url_spans(text: str, start: int, end: int, names: Container[str] = ()) -> list[tuple[int, int]] | None:
    """What is to be hidden of the address in ``text[start:end]``, ``None`` where none stands there: logins, values of its query, parts of its path that are no words."""
    found = _URL.match(text, start, end)
    if not found:
        return None
    begun = found.end()
    stop = min((at for at in (text.find(sign, begun, end) for sign in "/?#") if at >= 0), default=end)
    at = text.rfind("@", begun, stop)
    colon = text.find(":", begun, stop)
    if at < 0 <= colon and not text[colon + 1 : stop].isdecimal():
        at = text.rfind("@", begun, end)  # a password that holds a slash
    spans = _login(text, begun, at) if at >= 0 else []
    host = max(begun, at + 1)
    stop = min((at for at in (text.find(sign, host, end) for sign in "/?#") if at >= 0), default=end)
    if not re.fullmatch(r"[\w.\-\[\]:${}%*]*", text[host:stop]) or text[host:stop].count(":") > 8:
        spans.append((host, stop))
    return spans + _behind_host(text, stop, end, names)


def _login(text: str, start: int, at: int) -> list[tuple[int, int]]:
    user, colon, password = text[start:at].partition(":")
    if not colon:
        return [] if user in _PLAIN_USERS or is_reference(user) else [(start, at)]
    hidden = [] if user in _PLAIN_USERS or is_reference(user) or is_harmless(user) else [(start, start + len(user))]
    return hidden if not password or is_reference(password) else [*hidden, (start + len(user) + 1, at)]


def _behind_host(text: str, start: int, end: int, names: Container[str]) -> list[tuple[int, int]]:
    """Of path, query and fragment: segments that are no words, and all values but those that everybody gives."""
    spans = []
    query = text.find("?", start, end)
    for part in re.finditer(r"[^/;#&]+", text[start : end if query < 0 else query]):
        if not is_harmless(part.group(), names):
            spans.append((start + part.start(), start + part.end()))
    if query >= 0:
        for pair in re.finditer(r"[^&;#?]+", text[query + 1 : end]):
            name, equals, value = pair.group().partition("=")
            first = query + 1 + pair.start() + len(name) + len(equals)
            if not equals and not is_harmless(name):
                spans.append((query + 1 + pair.start(), first))
            elif value and not (name.lower() in _PLAIN_QUERY and is_harmless(value)) and not is_reference(value):
                spans.append((first, query + 1 + pair.end()))
    return spans
