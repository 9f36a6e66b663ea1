"""Texts that point to the machine itself."""

from __future__ import annotations

import re
from functools import cache

from flaskcheck.facts.expressions import Literal
from flaskcheck.ground import words
from flaskcheck.ground.numbers import number
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known.meanings import ASKS, EDITS, MAKES, SERVES, SETS, SHOWS, TELLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts.python import Statement, Text

_HOST = r"(?:(?:[a-z0-9\-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)"
_URL = re.compile(
    rf"(?<![a-z0-9+.\-])(?P<scheme>[a-z][a-z0-9+.\-]{{0,40}})://(?:[^\s/@'\"<>]{{0,200}}@)?(?P<host>{_HOST})(?::(?P<port>\d{{1,5}}))?(?=[/?#:\s'\"`),;\]}}<\ufffc]|\.(?:\s|$)|$)",
    re.IGNORECASE,
)
_DSN = re.compile(
    r"(?:^|[\s;])(?:host|hostaddr|server)=(?P<host>localhost|127(?:\.\d{1,3}){3}|::1)(?=[\s;,\\]|$)", re.IGNORECASE
)
_DSN_NAMES = re.compile(r"\b(?:dbname|database|user|uid|password|pwd|port)=", re.IGNORECASE)
_ALONE = re.compile(rf"(?P<host>{_HOST}|::1)(?::(?P<port>\d{{2,5}}))?", re.IGNORECASE)
_SOCKET = ("/cloudsql/", "unix_socket=", "host=/", "unix://", "+unix")
_VARIABLE = re.compile(r"\$\{[^}]*\}|\$[A-Za-z_]\w*")
MARKS = ("localhost", "127.", "::1", "0.0.0")
"""One of these, in small letters, is in every text that names the machine itself."""


_SERVICES = frozenset(
    "postgres postgresql mysql redis amqp mongodb sqlite smtp elasticsearch mongodb+srv rediss memcached kafka".split()
)

_KEPT = (
    "cors",
    "origin",
    "allowed",
    "whitelist",
    "allow_list",
    "allowlist",
    "trusted",
    "hosts",
    "proxies",
    "no_proxy",
    *words.STEMS,
    "default_",
    "_default",
    "defaults",
    "placeholder",
    "description",
)


class Loopback(Record):
    """Where a text names the machine itself. ``kind``: ``url``, ``hostport`` or ``host``."""

    start: int
    end: int
    host: str
    port: int | None
    kind: str
    scheme: str = ""
    is_open: bool = False
    """Its port cannot be determined: it is asked for where the program runs, so that something listens there."""

    @property
    def is_of_service(self) -> bool:
        """Whether its scheme is that of a database, a cache, a broker or a mail server."""
        return self.scheme.partition("+")[0] in _SERVICES


def loopback_host(text: str) -> Loopback | None:
    """The first address of the machine itself in a text: in a URL anywhere, or the text as a whole; ``None`` otherwise.

    ``localhost`` as a word in a sentence is no address; a database behind a Cloud SQL socket is not on the machine. ``host=localhost dbname=shop``
    (libpq's and ODBC's form) counts as a URL with the scheme ``dsn``.
    """
    lower = text.lower()
    if not any(mark in lower for mark in MARKS) or any(mark in lower for mark in _SOCKET):
        return None
    match = _URL.search(text) if "://" in text else None
    if match and not _is_user(text[match.end() :]):
        port, is_open = number(match["port"]), text[match.end() :].startswith(f":{HOLE}")
        return Loopback(match.start(), match.end(), match["host"], port, "url", match["scheme"].lower(), is_open)
    match = _DSN.search(text) if "=" in text else None
    if match and _DSN_NAMES.search(text):
        return Loopback(match.start("host"), match.end("host"), match["host"], None, "url", "dsn")
    match = _ALONE.fullmatch(text.strip())
    if match:
        start = len(text) - len(text.lstrip())
        return Loopback(
            start,
            start + len(match.group()),
            match["host"],
            number(match["port"]),
            "hostport" if match["port"] else "host",
        )
    return None


def _is_user(rest: str) -> bool:
    """Whether what stands before this in a URL is a user's name: a password of an unknown length follows, and then the host."""
    return rest.startswith(f":{HOLE}") and "@" in rest.partition("/")[0]


def is_only_named(name: str) -> bool:
    """Whether an address under a name is allowed, described or for developers, rather than called."""
    return any(word in name.lower() for word in _KEPT)


_QUIET = frozenset("docstring compare decorator env-name annotation key raise assert function subscript".split())
"""What a text stands in that nobody calls."""


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """The last words of calls that say an address or make it a server's own, and of those that ask it or send a visitor there."""
    from flaskcheck.known.libraries import last_words

    saying = last_words(TELLS) | last_words(SERVES) | last_words(EDITS) | last_words(MAKES, "proxy", "scripts")
    asking = last_words(ASKS, "client", "socket", "other") | last_words(SHOWS, "redirect")
    return saying | last_words(SETS, "option", "trusted hosts"), asking


def is_said(text: Text) -> bool:
    """Whether an address is told, compared, allowed or described where it stands, or given to a server as its own, rather than called."""
    is_quiet = not (_words()[0].isdisjoint(text.calls) and _QUIET.isdisjoint(text.surroundings))
    return is_quiet or _is_shown(text.text, text.context)


def is_asked(text: Text) -> bool:
    """Whether it is sure that an address is asked or that a visitor is sent there: the call that it is given to does that, and nothing else may stand in its place."""
    is_given = not _words()[1].isdisjoint(text.calls) and text.context[-1] in ("argument:0", "argument:url")
    return is_given and {"or", "if-else"}.isdisjoint(text.context)


def _is_shown(text: str, context: tuple[str, ...]) -> bool:
    """Whether a text is shown, described or allowed rather than called, or only the default of a file's entry."""
    if len(text.split()) > 1 or "\n" in text.strip():
        return True  # a sentence that mentions an address
    if is_default_of_a_file(context) or any(".headers" in word or word == "argument:headers" for word in context):
        return True  # a header says who may call, or who calls
    if any(word.startswith(_NAMING) and is_only_named(word) for word in context):
        return True
    if "argument:default" in context and any(word.endswith(_COLUMNS) for word in context):
        return True  # what a new row holds until it is set
    is_listed = "list" in context or "set" in context or "tuple" in context
    return is_listed and not any("call:" in word.lower() for word in context)


_NAMING = ("assign:", "argument:", "item:", "default:", "call:")
_COLUMNS = (".Column", ".mapped_column", ":Column", ":mapped_column")


def is_default_of_a_file(context: Iterable[str]) -> bool:
    """Whether a text is the default of an entry of a configuration file (``config.get("root url", "http://localhost")``, ``cfg.StrOpt("url", default=…)``):
    what the file says nobody knows here.

    Flask's own settings are in capitals; a getter that is no method names a section too.
    """
    called, taken = "", ""
    for word in context:
        kind, _, rest = word.partition(":")
        called, taken = (rest, "") if kind == "call" else (called, word)
    if called == "?.get" and taken == "argument:1":
        return True  # loaded().get("url", "http://localhost"), settings.get("sensor", {}).get("url", …): an entry of what is only made when it runs
    if called.rpartition(".")[2] == "Validator" and taken == "argument:default":
        return True  # dynaconf's
    parts = words.parts(called.rpartition(".")[0] or called)
    asked = words.parts(called.rpartition(".")[2]) or [""]
    if not any(part.endswith(_FILES) for part in parts) or not ("get" in asked or asked[-1].endswith(_DECLARING)):
        return False
    kind, _, key = taken.partition(":")
    if kind == "setting-default":
        return not key.isupper()
    if "get" not in asked:
        return key == "default"
    return key in ("fallback", "default") or (number(key) or 0) > (0 if "." in called else 1)


_DECLARING = ("opt", "option", "key")
"""How what declares an entry with its default is called at its end: ``StrOpt``, ``Option``, ``typedconfig.key``."""

_FILES = ("config", "conf", "cfg", "configuration", "settings", "ini", "configparser")
"""How what a configuration is called ends."""


def _is_for_visitors_at_home(statement: Statement) -> bool:
    """Whether a statement stands under a test that asks for the machine itself (``if request.remote_addr == "127.0.0.1"``): it is for whoever sits there."""
    tests = (guard.test for guard in statement.guards if guard.kind == "if" and guard.test and not guard.negated)
    return any(
        isinstance(part, Literal) and isinstance(part.value, str) and loopback_host(part.value) is not None
        for test in tests
        for part in test.walk()
    )


def is_of_developers(text: Text) -> bool:
    """Whether a text is for whoever sits at the machine, shows what a value looks like, or stands under a test of debug mode, in a class that is for development by its name (``DevMailer``, ``LocalStorage``), or where it is expected that nobody listens."""
    owner, inside, _ = text.scope.partition(".")
    is_of_class = bool(inside) and words.is_development(owner)
    is_tested = text.is_asked_for("debug") or _is_for_visitors_at_home(text)
    return is_of_class or is_tested or text.is_example or text.expects_nobody


def loopback_declared(text: str) -> Loopback | None:
    """The same of a value in a platform file, in whose other parts variables may stand (``postgresql://app:${PASSWORD}@localhost/app``)."""
    return loopback_host(_VARIABLE.sub("x", text) if "$" in text else text)


def loopback_server(text: str) -> Loopback | None:
    """The same of a server's own address, in which a port may stand that cannot be determined."""
    return loopback_host(text.replace(f":{HOLE}", ":80"))


def service_at_home(text: str) -> Loopback | None:
    """The same for the address of a service, which may be a name with more behind it (``localhost/orcl``), or several in one text."""
    found = loopback_host(text)
    if found is not None or "://" in text or "=" in text:
        return found
    parts = (part.strip().partition("/")[0] for part in text.split(","))
    return next((found for part in parts if (found := loopback_host(part))), None)


_AT_HOME = re.compile(
    r"^[a-z][a-z0-9+.\-]*://(?:[\w\-]+\.)*(?:localstack\.cloud|localstack|lvh\.me|localtest\.me|host\.docker\.internal)(?=[:/?#]|$)",
    re.IGNORECASE,
)
"""Names that public DNS or Docker resolve to the developer's own machine, and the container that stands in for Amazon's services (docs.localstack.cloud, "Network troubleshooting")."""


def is_stand_in(text: str) -> bool:
    """Whether an address leads to the developer's own machine by a name that stands for it."""
    return bool(_AT_HOME.match(text.strip()))


def is_loopback_address(host: str) -> bool:
    """Whether a host name or address is the machine itself."""
    return bool(_ALONE.fullmatch(host.strip())) and not host.startswith("0.")
