"""What may be shown of a text: words that anyone may know by their look, and names whose values nobody may.

Turned round from ``secrets``, which tells what is surely secret for a rule: here what is not surely harmless is hidden.
"""

from __future__ import annotations

import re
from functools import lru_cache

from flaskcheck.ground.place import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_STEMS = frozenset(
    """python pypy py cpython pip web app api utf ipv http md sha base amd arm mysql mariadb postgres postgresql pg psycopg bs ec worker db redis node nodejs debian ubuntu alpine jinja
    gunicorn step stage service site test config settings file port html css js oauth argon boto urllib lib libpq ubi rhel centos openjdk php cp win oracle sqlite pysqlite uwsgi woff
    mp""".split()
)
"""Words that everyone numbers, besides single letters."""

_UNITS = frozenset("s m h d g k b x c ms mb gb kb mi gi st nd rd th px em vh vw fr rc a dev post gib mib fa".split())
_JOINS = frozenset("-_./:,=+~*<>!^")
_PARTS = re.compile(r"[^\W_]+")
_MIXED = re.compile(r"(\d*)([^\W\d_]+)(\d*)")
_CAMEL = re.compile(
    r"[A-Z]?[a-z]+(?:[A-Z][a-z]{2,}|(?:To|Of|In|On|Is|Id|By|Or|At|Up|Db|As|If|No)(?![a-z])|[A-Z]{2,4}(?=[A-Z][a-z]|$))*|(?:[A-Z][a-z]+|[A-Z]{2,4}(?=[A-Z][a-z]))+(?:[A-Z]{2,4})?"
)
_VOWELS = frozenset("aeiouyAEIOUY")
_PADDED = re.compile(r"[A-Za-z0-9+/]{20,}={1,2}$")
_VERSIONS = frozenset("!^~<>")
_ODD = re.compile(r"!(?!=)|[^\W_][\^~<>!]+[^\W\d_]")
"""Signs of versions (``>=``, ``^1``) between letters."""

_DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
"""Which image exactly (the OCI image specification, "Descriptors": digests)."""
_AT = re.compile(
    r"^@(?=[a-z][a-z-]*/)|(?<=\w)@(?=\^?v?\d+(?:\.[\dx]+)*$|latest$|next$|lts$|(?:main|master|develop|stable)$)"
)
"""Scope and version of a package: ``@scope/name@1.2``; the branch behind an address of git."""

_EXTRAS = re.compile(r"(?<=\w)\[([a-z][a-z0-9,_-]{0,60})\]$")
"""What is installed of a package besides: ``lemur[dev,tests]``."""

_PAGE = re.compile(r"(?:[a-z]{1,16}\d{0,2}[/._-]){1,8}(?:html?|css|js|jinja2?|j2|xml|txt|svg|png|jpe?g|gif|webp|ico)")
"""The name of a page or of what it shows, in small letters: ``page2.html``."""

_DEFAULT = re.compile(r"\$\{([A-Za-z_]\w*):?[-=+]([^${}]*)\}")
_REFERENCE = re.compile(
    r"\$\{?[A-Za-z_]\w*\}?|\$[@*#?0-9!]|%\([a-z]+\)[sd]|\{\{-? *[\w.]+ *-?\}\}|\$\{\{ *[\w.]+ *\}\}|\{[A-Za-z_][\w.]*(?:\[['\"]?\w+['\"]?\]|\(\))?\}|"
    "\ufffc"
)
_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
"""How variables of the environment are called."""

_REFERRING = frozenset("${%\ufffc")

_HOT = tuple(
    """passw passphrase passcode passin passout secret token apikey api_key access_key private_key accesskey privatekey credential cookie bearer signature signing id_rsa dockerconfigjson session_id stringdata
    session_key encrypt webhook contrase clave senha chave segredo secreto motdepasse mot_de_passe schlüssel schluessel kennwort geheim segreto parola wachtwoord sleutel hasło haslo klucz
    anahtar şifre sifre парол ключ секрет 密码 密钥 パスワード 비밀번호""".split()
)
_HOT_WORDS = frozenset(
    "pass pwd pw pin otp jwt hash salt dsn sig cred creds psk license licence key keys session".split()
)
_HOT_ENDS = ("pass", "pwd", "pw", "dsn", "salt", "passwd")
_COLD = frozenset(("key", "keys", "on", "off", "hash"))
_COLD_ENDS = frozenset(
    """file path name length len min max stdin expire expires expiry ttl age algorithm header headers field fields title label labels location type types rounds policy required enabled
    prefix user username method methods backend class format interval timeout env variable variables var folder dir version domain samesite secure httponly keyfile certfile""".split()
)
_LEADING = tuple(
    """password passwd passwort passphrase passcode pwd pw secret secrets token tokens apikey credential credentials authorization bearer basic cookie identified contraseña contrasena senha
    kennwort parola wachtwoord haslo hasło şifre sifre пароль 密码 密钥 パスワード 비밀번호 _key _pass secretkey authkey apitoken requirepass masterauth""".split()
)
_SURELY = (
    "passw",
    "passphrase",
    "secret",
    "token",
    "pwd",
    "credential",
    "apikey",
    "api_key",
    "authorization",
    "cookie",
)
_PERHAPS = (*_HOT, "key", "pass", "pw", "auth", "pin", "salt", "dsn")


def is_harmless(word: str, names: Container[str] = ()) -> bool:
    """Whether a word may be shown wherever it stands: plain words, numbers, versions, paths of these; or one of ``names`` that are known anyway."""
    if word in names:
        return True
    if "@" in word:
        word = _AT.sub("/", _DIGEST.sub("", word))
    if word.endswith("]"):
        word = _EXTRAS.sub(r"-\1", word)
    if not _REFERRING.isdisjoint(word):
        word = _REFERENCE.sub("", _DEFAULT.sub(_default, word))
    if len(word) > 200 or ("=" in word[-3:] and _PADDED.match(word)):
        return False
    if (not _VERSIONS.isdisjoint(word) and _ODD.search(word)) or not _JOINS.issuperset(_PARTS.sub("", word)):
        return False
    return all(_is_plain(part) or part in names for part in _PARTS.findall(word)) or bool(_PAGE.fullmatch(word))


_COLUMNS = re.compile(
    r"(?:\b(?:create|drop)_(?:foreign_key|primary_key|unique_constraint|check_constraint|index)|\b(?:ForeignKey|PrimaryKey|Unique)Constraint|\bIndex)\([^()]{0,300}['\"]$"
)
"""A call of a migration that takes the names of tables and columns alone, up to one of them."""


def names_columns(before: str) -> bool:
    """Whether a text whose quote ends what stands before it is the name of a table or a column, in a call that takes nothing else."""
    return "(" in before and _COLUMNS.search(before) is not None


def is_of_messages(text: str) -> bool:
    """Whether messages say it whatever a line holds: the name of a variable, which is what to set, and what a secret is called."""
    return text == "password" or (
        "_" in text and text.isupper() and _VARIABLE.fullmatch(text) is not None and is_harmless(text)
    )


def _default(found: re.Match[str]) -> str:
    """What a reference becomes without its variable; a sign that is never harmless where that is secret."""
    return "\0" if is_hot(found[1]) and found[2] else found[2]


def _is_plain(part: str) -> bool:
    """Whether letters and digits are a word or a number, or mixed as everyone mixes them: ``utf8``, ``py312``, ``30s``."""
    if part.isdigit():
        return len(part) <= 10
    if part.isalpha():
        return _is_word(part)
    mixed = _MIXED.fullmatch(part)
    if mixed is None or len(mixed[1]) > 4 or len(mixed[3]) > 4:
        return False
    word = mixed[2].lower()
    if word.startswith("lib") and not mixed[1]:
        return True
    return word in _UNITS if mixed[1] else word in _STEMS or len(word) == 1


def _is_word(letters: str) -> bool:
    """Whether letters follow one another as in words, in case and sound."""
    if len(letters) < 4 or len(letters) > 24 or not letters.isascii():
        return len(letters) < 25
    is_cased = letters[1:].islower() or (letters.isupper() and len(letters) < 17) or bool(_CAMEL.fullmatch(letters))
    run = 0
    for letter in letters:
        run = 0 if letter in _VOWELS else run + 1
        if run > 5:
            return False
    return is_cased


@lru_cache(4096)
def is_hot(name: str) -> bool:
    """Whether the value of what is called so is never to be shown: secrets in a broad sense, in several languages, logins, cookies, headers of them."""
    bare = name.strip("-'\"[] ").lower().replace("-", "_")
    words = bare.replace(".", "_").rstrip("0123456789_").split("_")
    if (
        words[-1] in _COLD_ENDS
        or words[-1].endswith(("keyfile", "certfile"))
        or (bare in _COLD and name != "KEY")
        or bare.startswith("no_")
    ):
        return False
    if "public" in bare or "publishable" in bare:
        return False
    is_named = (
        any(part in bare for part in _HOT)
        or not _HOT_WORDS.isdisjoint(words)
        or bare.rstrip("0123456789").endswith(_HOT_ENDS)
    )
    return (
        is_named
        or name.endswith(("Key", "Pin"))
        or ("auth" in bare and "author" not in bare.replace("authoriz", "").replace("authoris", ""))
    )


_ASKED = frozenset("changeme changethis changeit replaceme replacethis placeholder todo fixme fillme".split())


def asks_to_be_replaced(text: str) -> bool:
    """Whether a text is nothing but the request for another (``change_me``): it may be shown even where a secret stands."""
    return "".join(_PARTS.findall(text)).lower() in _ASKED and len(text) < 24


_INSTALLERS = frozenset("apt apt-get apk yum dnf microdnf".split())
_PACKAGE = re.compile(r"[a-z][a-z0-9]*(?:[+.-][a-z0-9]+)*\+{0,2}")


def is_package(word: str, program: str) -> bool:
    """Whether a word is what a package manager of a system is given: names of packages are no words, and no secrets."""
    is_few = sum(letter.isdigit() for letter in word) < 4 and len(word) <= 40
    return program in _INSTALLERS and is_few and bool(_PACKAGE.fullmatch(word))


def leads_to_secret(word: str) -> bool:
    """Whether a word by itself, without an equals sign, says that the next is secret: ``aws_secret_access_key``, ``Bearer``, ``password``."""
    bare = word.rstrip("\\:=!?.,'\"_").lower().replace("-", "_")
    bare = bare.rpartition("/:")[2]  # a setting of npm for an address: ``//registry/:_authToken``
    return bare.endswith(_LEADING) and "/" not in bare and (is_hot(bare) or bare in ("basic", "identified"))


def says_secret(word: str) -> bool:
    """Whether a word is nothing but one for a secret."""
    return word.strip("\\:=!?.,'\"_-").lower().replace("-", "_") in _LEADING


def names_a_secret(name: str) -> bool:
    """Whether a name tells of a secret beyond doubt, so that it is no module's: ``password:letmein`` is no target, ``auth:app`` may be one."""
    bare = name.lower().replace("-", "_")
    return any(part in bare for part in _SURELY) or bare.endswith(("_key", "_pass", "_pw"))


def tells_of_secrets(text: str) -> bool:
    """Whether a word in a text may name a secret."""
    low = text.lower()
    return any(part in low for part in _PERHAPS)


def telling_lines(text: str) -> Iterator[int]:
    """The lines of a text (from 1) in which a word may name a secret, or an address may have a login."""
    low = text.lower()
    parts = [part for part in (*_PERHAPS, "@") if part in low]
    if parts:
        yield from (number for number, line in enumerate(low.split("\n"), 1) if any(part in line for part in parts))


def is_reference(value: str) -> bool:
    """Whether a value is nothing but the name of a variable that holds the real one."""
    left = value if _REFERRING.isdisjoint(value) else _REFERENCE.sub("", value)
    return bool(value) and not left.strip("'\"")


_PLAIN_USERS = frozenset("git postgres root admin user app guest mysql flask ubuntu www-data".split())
_PLAIN_QUERY = frozenset(
    "sslmode charset connect_timeout timeout driver client_encoding serverversion mode cache check_same_thread pool_size v version lang format ssl_cert_reqs ssl"
    " retrywrites w page".split()
)
_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?//")


def url_spans(text: str, start: int, end: int, names: Container[str] = ()) -> list[tuple[int, int]] | None:
    """What is to be hidden of the address in ``text[start:end]``, ``None`` where none stands there: logins, values of its query, parts of its path that are no words."""
    found = _URL.match(text, start, end) if text.find("//", start, end) >= 0 else None
    if not found:
        return None
    begun = found.end()
    stop = min((at for at in (text.find(sign, begun, end) for sign in "/?#") if at >= 0), default=end)
    at = text.rfind("@", begun, stop)
    colon = text.find(":", begun, stop)
    if (
        colon >= 0
        and (at < 0 or colon < at)
        and not text[colon + 1 : stop].isdecimal()
        and not text.startswith("git+", start)
    ):
        at = text.rfind("@", begun, _before_query(text, begun, end))  # a password that holds a slash
    spans = _login(text, begun, at) if at >= 0 else []
    host = max(begun, at + 1)
    stop = min((at for at in (text.find(sign, host, end) for sign in "/?#") if at >= 0), default=end)
    port = text[host:stop].rpartition("]")[2].rpartition(":")[2] if ":" in text[host:stop] else ""
    is_odd = not re.fullmatch(r"[\w.\-\[\]:${}%*\ufffc]*", text[host:stop]) or not is_harmless(port, names)
    if is_odd or text[host:stop].count(":") > 8:
        spans.append((host, stop))
    if _HOOKS.match(text, begun - 2, end) and not is_reference(text[text.rfind("/", begun, end) + 1 : end]):
        spans += last_part(text, start, end)
    elif (hook := _HOOK.match(text, begun - 2, end)) and not is_reference(text[hook.end() : end]):
        spans.append((hook.end(), end))
    return spans + _behind_host(text, stop, end, names)


def _before_query(text: str, start: int, end: int) -> int:
    """Where the query of an address begins, if that is behind all its ``@``; else its end."""
    query = text.find("?", start, end)
    return query if query >= 0 and text.find("@", start, query) >= 0 else end


_BOT = re.compile(
    r"/bot(?P<token>[^/\s?#]{3,200})(?=/(?:file/|(?:get|send|set|delete|answer|edit|forward|log|x\b)|\{|\ufffc|$)|$)"
)
"""The token of a bot, in the path of what it is asked for (Telegram, "Making requests")."""

_HOOKS = re.compile(r"//hooks\.|//[^/\s]{1,100}/api/(?:v\d{1,2}/)?webhooks/", re.IGNORECASE)
"""Addresses to which anyone may write who knows them: those of Slack and Discord end with the secret."""

_HOOK = re.compile(
    r"//(?:[^/\s]{1,100}\.webhook\.[^/\s]{1,100}/|[^/\s]{1,100}/(?:webhook(?:b2)?/(?=[^\s]{1,300}/incomingwebhook/)|hooks/))(?=\S{8})",
    re.IGNORECASE,
)
"""As much of such an address as tells nothing, where all that follows does: Teams, Mattermost, Rocket.Chat."""


def is_of_hooks(text: str, start: int) -> bool:
    """Whether the name before an address says that to know it is to be let in."""
    return "webhook" in text[max(start - 60, 0) : start].rpartition("\n")[2].lower()


def last_part(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The last part of the path of the address in ``text[start:end]``, and what follows."""
    slash = text.rfind("/", text.find("//", start, end) + 2, end - 1)
    return [(slash + 1, end)] if slash > 0 else []


_NO_PASSWORDS = ("", "x-oauth-basic")
"""What stands behind a token that is the user (GitHub, "Authenticating with a token")."""


def _login(text: str, start: int, at: int) -> list[tuple[int, int]]:
    user, _, password = text[start:at].partition(":")
    if password in _NO_PASSWORDS:
        return [] if user in _PLAIN_USERS or is_reference(user) else [(start, start + len(user))]
    hidden = [] if user in _PLAIN_USERS or is_reference(user) or is_harmless(user) else [(start, start + len(user))]
    return hidden if is_reference(password) else [*hidden, (start + len(user) + 1, at)]


def _behind_host(text: str, start: int, end: int, names: Container[str]) -> list[tuple[int, int]]:
    """Of path, query and fragment: segments that are no words, and all values but those that everyone gives."""
    spans = [found.span("token") for found in _BOT.finditer(text, start, end) if not is_reference(found["token"])]
    query = text.find("?", start, end)
    for part in re.finditer(r"[^/;#&]+", text[start : end if query < 0 else query]):
        name, equals, value = part.group().partition("=")
        if equals and is_hot(name.lstrip(":")) and not is_reference(value):
            spans.append((start + part.start() + len(name) + 1, start + part.end()))
        elif not is_harmless(part.group(), names):
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


_CODE = re.compile(r"""\{(?:\.?[A-Za-z_]\w{0,60}(?!\w)|[()\[\],/+ ]|"[\w./-]{0,40}"|'[\w./-]{0,40}'){1,40}(?:\}|$)""")
"""What stands in a formatted literal between braces: names, calls of them, paths."""
_FILE = re.compile(r"(?:[\w-]+/)*[\w-]+\.[a-z][a-z0-9]{1,7}|(?:[\w-]+/)+[\w-]*")
_QUOTED = re.compile(r"""["']([\w./-]*)["']""")


def without_code(line: str, span: tuple[int, int]) -> str:
    """The line with as many holes as a formatted literal has characters of code: names and calls, which are shown wherever they stand, and harmless texts in them."""

    def holes(found: re.Match[str]) -> str:
        quoted = _QUOTED.findall(found.group())
        is_open = all(_FILE.fullmatch(text) and is_harmless(text) and not is_hot(text) for text in quoted)
        return HOLE * len(found.group()) if is_open else found.group()

    start, end = span
    return line[:start] + _CODE.sub(holes, line[start:end]) + line[end:]
