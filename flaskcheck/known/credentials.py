"""Where credentials stand in code: under which names, in which headers, behind which parameters of an address."""

from __future__ import annotations

import re

from flaskcheck.ground import words
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known import secrets
from flaskcheck.known.loopback import loopback_host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.python import Text

_AFTER_SCHEME = re.compile(r"(?:Bearer|Token|Basic|Bot|ApiKey|Api-Key|Key|OAuth)[ =]+([^\s=]\S*)", re.IGNORECASE)
_HEADERS = frozenset("authorization proxy_authorization x_authorization".split())
_KEYS = frozenset("appid subscription_key ocp_apim_subscription_key x_functions_key authkey".split())
"""Names of keys that are no words for a secret anywhere else."""

_PARAMETER = re.compile(r"[?&]([A-Za-z][\w.-]*)=([\w.~%+/-]{16,})(?=$|[&#])", re.ASCII)
_SHARED = frozenset("token id pass salt".split())
"""Parameters that visitors' browsers are shown: what stands there opens one file or one page."""

_GROUPS = re.compile(r"[a-z]{4}(?: [a-z]{4}){3}")
"""An app password as Google shows it."""

_PINS = frozenset("pin pincode passcode passphrase".split())
_STATES = frozenset("none null undefined true false".split())
"""Texts that a browser's code sends in place of a value."""

_WORDS = re.compile(r"[a-z _-]+|[A-Z _-]+|[A-Z][a-z]+")


_FIRST = frozenset(("default", "initial"))


TOKEN, URL, QUERY, NAME = "token", "url", "query", "name"
"""What makes a text a secret: its own form, the address that it is, a parameter of that, the name under which it is kept."""
_OPEN = ("Stripe test key", "signed token")
"""Keys that open nothing to anyone who finds them."""


class Credential(Record):
    """A secret with the ``name`` that tells what it is, and what made it known (``by``). ``variable``: the environment variable whose default it is; ``is_at_home``: its text names a server on the developer's own machine."""

    secret: str
    name: str
    by: str
    variable: str = ""
    is_at_home: bool = False


_QUIET = ("docstring", "compare", "env-name", "annotation", "key")
"""What a text stands in that gives nobody a secret."""


def in_text(text: Text) -> Credential | None:
    """The secret that a text in the code is or holds: none in what only shows what a value looks like, nor under a name that stands for a field, for tests, or for what logs in nowhere."""
    context = text.context
    if text.is_example or (context and context[-1] in _QUIET):
        return None
    found = _written(context, text.text)
    if found is None or (found.by in (QUERY, NAME) and is_for_tests(context)):
        return None
    if found.by == NAME and found.secret == text.text and _names_a_field(found.name, text.text):
        return None
    is_of_dict = context[-2:-1] == ("call:dict",)  # dict(password="…") says what a display says
    if found.by == NAME and context[-1].startswith("argument:") and not (is_of_dict or _connects(context)):
        return None
    return found.replaced(is_at_home=_is_at_home(text.text))


def in_setting(key: str, text: str, path: str) -> Credential | None:
    """The secret that the text of a setting is: neither the name of its place, nor its own name again."""
    found = named((f"assign:{key}",), text)
    return None if found is None or is_of_its_place(key, text, path) or _repeats(key, text) else found


def _written(context: tuple[str, ...], text: str) -> Credential | None:
    """The secret in a text that stands in ``context``. A header alone, which is put around someone's key, is none, nor is an address on the developer's own machine."""
    kind = secrets.known_token(text)
    if kind == "private key" and (not secrets.holds_a_key(text) or is_for_tests(context)):
        return None
    if kind and kind not in _OPEN and not secrets.is_placeholder(text):
        return Credential(text, kind, TOKEN)
    url = secrets.url_credentials(text)
    if url is None:
        return in_query(text) or named(context, text)
    is_someones = is_real(url.password) and not is_server_default(text, url) and not loopback_host(text)
    return Credential(url.password, "password in a URL", URL) if is_someones else None


def named(context: tuple[str, ...], text: str) -> Credential | None:
    """The secret that a text is because of the name under which it is kept: a setting, a keyword argument, a header, the default of a variable.

    A salt is none: it opens nothing, but is mixed into what is hashed, or tells what is signed for what. Nor is the name of a Kubernetes object that holds a secret.
    """
    head, _, name = (context[-1] if context else "").partition(":")
    name = (name.rpartition("[")[2].rstrip("]") if "[" in name else name).rpartition(".")[2]
    plain = name.lower().replace("-", "_")
    if plain.endswith("salt") or (plain.endswith("_secret") and _OBJECT.fullmatch(text)):
        return None
    if head == "env-default":
        is_secret = secrets.is_secret_name(name) and not is_plain_word(text)
        return Credential(text, name, NAME, name) if is_secret and is_value(text) else None
    if head not in ("assign", "item", "argument"):
        return None
    if plain in _HEADERS:
        found = _AFTER_SCHEME.fullmatch(text)
        return Credential(found[1], f"{name} header", NAME) if found and secrets.looks_random(found[1]) else None
    if plain in _KEYS:
        return Credential(text, name, NAME) if secrets.looks_random(text) and not secrets.is_placeholder(text) else None
    is_named = secrets.is_secret_name(name) or (secrets.is_key_of_something(name) and secrets.looks_random(text))
    secret = _in_parts(text) if is_named and ";" in text else text
    return Credential(secret, name, NAME) if is_named and is_value(secret) else None


_LETS_IN = frozenset("pwd password accountkey accesskey sharedaccesskey sharedsecret".split())


def _in_parts(text: str) -> str:
    """The password or the key in a connection string (``Server=db;Uid=shop;Pwd=…``, ``AccountName=shop;AccountKey=…``), ``""`` in one without; any other text as it is."""
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    names = ["".join(name.lower().split()) for name, _, _ in pairs]
    if len(pairs) < 2 or not all(name.isalpha() and equals for name, (_, equals, _) in zip(names, pairs)):
        return text
    return next((value.strip() for name, (_, _, value) in zip(names, pairs) if name in _LETS_IN), "")


_OBJECT = re.compile(r"[a-z]+(?:-[a-z]+){0,6}-(?:crt|certs?|tls|ca|secrets?|credentials|creds|keys?|config)")


def is_for_tests(context: tuple[str, ...]) -> bool:
    """Whether the name under which a text is kept says that tests alone use it (``JWT_TEST_PRIVATE_KEY``)."""
    head, _, name = (context[-1] if context else "").partition(":")
    return head in ("assign", "item") and not _TESTS.isdisjoint(words.parts(name))


_TESTS = frozenset(("test", "tests", "testing"))


def opens_a_service(name: str, value: str) -> bool:
    """Whether a value is a service's key or the address of a host's database, and no private key that tests sign with, as its name says (``JWT_TEST_PRIVATE_KEY``)."""
    is_of_tests = is_for_tests((f"assign:{name}",)) and secrets.known_token(value) == "private key"
    return secrets.is_live(value) and not is_of_tests


def is_made_by_a_machine(value: str) -> bool:
    """Whether a value, or the password in an address, is one that a machine made up, as the keys of services are."""
    url = secrets.url_credentials(value)
    return bool(secrets.known_token(value)) or secrets.looks_random(url.password if url else value)


def in_query(text: str) -> Credential | None:
    """The key that a parameter of an address holds."""
    if "://" not in text and not text.startswith(("?", "&")):
        return None
    for name, value in _PARAMETER.findall(text) if "=" in text and ("?" in text or "&" in text) else ():
        plain = name.lower().replace("-", "_")
        is_key = plain in _KEYS or (plain not in _SHARED and secrets.is_secret_name(name))
        if is_key and secrets.looks_random(value) and is_real(value):
            return Credential(value, f"{name} in an address", QUERY)
    return None


def in_keywords(text: str) -> Credential | None:
    """The password in a connection string of libpq's keywords (``host=db.example.com user=shop password=…``) for a server that is not the machine itself, nor a container beside it."""
    if "password" not in text or "=" not in text:
        return None
    pairs = {name.lower(): (quoted or plain) for name, quoted, plain in _KEYWORD.findall(text)}
    host, secret = pairs.get("host", ""), pairs.get("password", "")
    is_elsewhere = "." in host[1:] and host[:4] != "127."
    return Credential(secret, "password of a database", QUERY) if is_elsewhere and is_value(secret) else None


_KEYWORD = re.compile(r"(?:^|(?<=\s))([A-Za-z_]{2,20})\s{0,4}=\s{0,4}(?:'([^'\\]{1,200})'|([^\s'=]{1,200}))(?=\s|$)")


_PATTERN = re.compile(r"\(\?[=!:<P]|\[\^?(?:a-z|A-Z|0-9|\\[dws])|\\[dwsDWS][+*{)\]]|\(\.[+*]|\[\^[^\]\s]{1,9}\][+*]")
"""What a regular expression that passwords have to match, or that takes an address to pieces, looks like, and no password does."""

_FIRST_USERS = frozenset("guest postgres root admin mysql mariadb rabbitmq redis sa neo4j".split())
_SWITCHES = frozenset("true false yes no none null".split())


def is_value(value: str) -> bool:
    """Whether a text can be someone's password or key: no prose, no address, nothing that stands for another."""
    if len(value) < 6 or HOLE in value or value.startswith(("http://", "https://", "/")) or not is_real(value):
        return False
    if secrets.is_open_address(value) or _PATTERN.search(value) or is_variable(value) or value.endswith(_STOPS):
        return False
    return " " not in value.strip() or bool(_GROUPS.fullmatch(value))


_STOPS = ("。", "！", "？", "．", "।", "؟")
"""How sentences end where words may stand without blanks between them."""


def is_variable(value: str) -> bool:
    """Whether a text is the name of a variable that holds a secret or its address (``SHOP_POSTGRES_URI``), as tables name what is read from the environment."""
    return value.isupper() and bool(_VARIABLE.fullmatch(value)) and value.rpartition("_")[2] in _HELD


_VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){2,}")
_HELD = frozenset("URI URL DSN KEY TOKEN SECRET PASSWORD PASS PWD PASSWD CREDENTIALS".split())


def is_real(value: str) -> bool:
    """Whether a value is one itself: no placeholder, no reference, no pattern, not what a password was hashed to."""
    spare = secrets.is_placeholder(value) or secrets.is_reference(value) or secrets.is_password_hash(value)
    return not (spare or HOLE in value or "%" in value[:1] or _PATTERN.search(value))


def is_server_default(url: str, found: secrets.Credentials) -> bool:
    """Whether an address holds the account that each new server has (``guest:guest``), for a server that is beside the app or is named elsewhere."""
    host = url[found.end + 1 :].partition("/")[0]
    is_first = found.user == found.password and found.user.lower() in _FIRST_USERS
    return is_first and (HOLE in host or "%(" in host or "{" in host or "." not in host)


def is_weak(value: str) -> bool:
    """Whether a value is a placeholder, or the word that new servers have as their password (``postgres``): whoever tries it is in."""
    return secrets.is_placeholder(value) or value.lower() in _FIRST_USERS


def is_switch(value: str) -> bool:
    """Whether a value turns something on or off, or counts it: no secret, whatever its name says (``REQUIRE_TOKEN=true``)."""
    return value.lower() in _SWITCHES or value.isdigit()


def is_first(name: str) -> bool:
    """Whether a name is that of the first password of an account, which someone changes (``DEFAULT_PASSWORD``)."""
    return not _FIRST.isdisjoint(words.parts(name))


def _is_at_home(text: str) -> bool:
    """Whether a text names a server of the developer's own machine, or of a container beside the application."""
    return any(f"@{host}" in text for host in _AT_HOME)


_AT_HOME = tuple(
    "localhost 127.0.0.1 [::1] db postgres mysql redis mongo rabbitmq database host.docker.internal".split()
)


def _names_a_field(name: str, value: str) -> bool:
    """Whether a text is only another name for the same thing (``'save_password': 'save_password'``)."""
    return any(len(part) > 2 and part in value.lower() for part in name.lower().replace("-", "_").split("_"))


def _repeats(name: str, text: str) -> bool:
    """Whether plain words repeat the end of the name that they stand under, as what is to be put there: ``LDAP_PASSWORD = "your-ldap-password"``."""
    plain, end = text.lower().replace("-", "_"), "_".join(name.lower().split("_")[-2:])
    return "_" in end and end in plain and plain.replace("_", "").isalpha()


def is_of_its_place(name: str, secret: str, path: str) -> bool:
    """Whether a text that is no password by its name is that of the folder that it stands in, or plain words of which one names its file or package: so a program tells another which one it is."""
    *folders, module = path.lower().removesuffix(".py").split("/")
    parts = secret.lower().replace("-", "_").split("_")
    own = {each for each in (module, *folders[:1]) if len(each) > 3}
    is_name = secret.lower() in folders or (not own.isdisjoint(parts) and all(map(str.isalpha, parts)))
    return is_name and "pass" not in name.lower()


def _connects(context: tuple[str, ...]) -> bool:
    """Whether what a text is given to is called like what logs in somewhere."""
    said = " ".join(context).lower()
    return any(word in said for word in _CONNECTING)


_CONNECTING = ("connect", "client", "login", "engine", "auth")


def is_plain_word(text: str) -> bool:
    """Whether a text is made of letters of one kind, as words are and generated secrets are not."""
    return bool(_WORDS.fullmatch(text))


def is_compared_secret(name: str, text: str) -> bool:
    """Whether a text is a secret because what is sent under a name has to equal it: four digits are a password there."""
    is_named = secrets.is_secret_name(name) or not _PINS.isdisjoint(words.parts(name))
    is_value = not (secrets.is_reference(text) or secrets.is_password_hash(text) or HOLE in text)
    return is_named and len(text) > 3 and text.lower() not in _STATES and text != name and is_value
