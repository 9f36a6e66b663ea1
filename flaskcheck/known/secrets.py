"""What looks like a secret, what is only a placeholder, and how to show neither."""

from __future__ import annotations

import re

from flaskcheck.ground.record import Record
from flaskcheck.known import placeholders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 3
"""At most this many characters of a secret are ever shown."""

_SECRET_WORDS = (
    "SECRET SECRETS PASSWORD PASSWD PASSPHRASE PWD PASS TOKEN API_KEY APIKEY ACCESS_KEY ACCESSKEY PRIVATE_KEY PRIVATEKEY ENCRYPTION_KEY ENCRYPTIONKEY SIGNING_KEY SIGNINGKEY "
    "SECRET_KEY SECRETKEY AUTH_KEY AUTHKEY CLIENT_SECRET CLIENTSECRET CREDENTIAL CREDENTIALS SALT DSN WEBHOOK_URL WEBHOOKURL CONNECTION_STRING CONNECTIONSTRING"
).split()
"""What a name is or ends with after ``_`` or ``.`` that holds a secret."""

_SECRET_ENDS = tuple(mark + word for word in _SECRET_WORDS for mark in "_.")
_AFTER = ("KEY", "VALUE", "HASH", "ID")
"""What may follow one of them, as a number may."""

_RUN_TOGETHER = tuple(
    "SECRET_KEY PASSWORD PASSWD APIKEY API_KEY ACCESS_TOKEN ACCESSTOKEN AUTH_TOKEN AUTHTOKEN SECRETKEY "
    "DB_PASS DBPASS PG_PASS PGPASS MYSQL_PASS MYSQLPASS MAIL_PASS MAILPASS SMTP_PASS SMTPPASS".split()
)
"""What a name ends with that holds a secret, whatever stands before."""

_NOT_SECRET_ENDS = tuple(
    "_FILE _PATH _NAME _LENGTH _MIN _MAX _EXPIRES _EXPIRATION _EXPIRY _TTL _AGE _URL _URI _ALGORITHM _HEADER _FIELD _TITLE _LABEL _LOCATION _TYPE _ROUNDS _POLICY "
    "_REQUIRED _ENABLED _RESET _ENDPOINT _PREFIX _USER _USERNAME _HASH _HELP _PLACEHOLDER _VALIDITY _LIFETIME".split()
)
_PLACEHOLDER = re.compile(
    r"^(?:|<.*>|\[.*\]|\{\{.*\}\}|\{.*\}|%.*%|x+|\*+|\.+|-+|_+|n/?a|none|null|nil|undefined|unavailable|unknown|missing|hidden|disabled|todo.*|fixme.*|tbd|"
    r".*(?<![^\W_])(?:change[-_ ]?(?:me|this|it|in)|replace[-_ ]?(?:me|this|with)|your[-_ ]|my[-_]?(?:secret|password|key|token)|insert[-_ ]|enter[-_ ]|put[-_ ]|placeholder|"
    r"example|sample|dummy|fake|redacted|secret[-_ ]?here|key[-_ ]?here|not[-_ ]?set|to[-_ ]be[-_ ]).*|"
    r"(?:your|mein|some).*(?:key|secret|password|token).*|.*(?:_here|-here)|changeit|infected|the[-_ ]?(?:passw?\w*|pwd|secret|key|token)|password|passwd|pass|secret|token|key|(?:secret|api|access|auth)[-_ ]?(?:key|token)|user|username|string|str|text|foo|bar|baz|abc|abc123|123\d*|test|testing|dev|development|local)$",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(
    r"^(?:\$\{\{?.*\}\}?|\$\(?\w+\)?|%\(\w+\)s|\{\{.*\}\}|secrets\.\w+.*|vault:.*|arn:aws:.*|op://.*|projects/.*/secrets/.*|/run/secrets/.*|@\S+|!\w+ .*|ref\+.*|keyring:.*)$",
    re.DOTALL,
)
_REFERRING = ("$", "%(", "{{", "secrets.", "vault:", "arn:aws:", "op://", "projects/", "/run/secrets/", "@", "!", "ref+", "keyring:")  # fmt: skip
_FILE = re.compile(
    r"^(?:[\w.~${}-]*/)*[\w.${}-]+\.(?:json|pem|key|crt|cer|p12|pfx|jks|keystore|txt|ya?ml|ini|cfg|toml|env|der|asc)$",
    re.IGNORECASE,
)
_FILE_ENDS = tuple(
    ".json .pem .key .crt .cer .p12 .pfx .jks .keystore .txt .yaml .yml .ini .cfg .toml .env .der .asc".split()
)
"""The name of a file that holds a secret is none (``GOOGLE_APPLICATION_CREDENTIALS=/etc/keys/shop.json``)."""

_LEET = str.maketrans("@430$5", "aaeoss")
"""Words that are spelt with signs (``p@ssw0rd``) are the same words."""

_PASSWORD_HASH = re.compile(r"^(?:\$(?:2[abxy]?|argon2\w*|pbkdf2[\w-]*|scrypt|[156y])\$|(?:pbkdf2|scrypt|argon2):)")
TOKENS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("AWS access key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    ("Stripe live key", re.compile(r"\b[sr]k_live_[0-9A-Za-z]{16,}")),
    ("Stripe test key", re.compile(r"\b[sr]k_test_[0-9A-Za-z]{16,}")),
    ("Google API key", re.compile(r"\bAIza[0-9A-Za-z_\-]{35}")),
    ("GitHub token", re.compile(r"\b(?:gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{22,})")),
    ("Slack token", re.compile(r"\bxox[abprs]-[0-9A-Za-z-]{10,}")),
    ("Slack webhook", re.compile(r"https://hooks\.slack\.com/services/T\w+/B\w+/\w{16,}")),
    ("SendGrid key", re.compile(r"\bSG\.[0-9A-Za-z_\-]{16,}\.[0-9A-Za-z_\-]{16,}")),
    ("Twilio key", re.compile(r"\b(?:SK|AC)[0-9a-f]{32}\b")),
    ("Telegram bot token", re.compile(r"\b\d{8,10}:AA[0-9A-Za-z_\-]{33}")),
    ("Mailgun key", re.compile(r"\bkey-[0-9a-f]{32}\b")),
    ("Anthropic key", re.compile(r"\bsk-ant-[0-9A-Za-z_\-]{20,}")),
    ("OpenAI key", re.compile(r"\bsk-(?:proj-)?[0-9A-Za-z_\-]{32,}")),
    ("private key", re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----")),
    ("signed token", re.compile(r"\beyJ[0-9A-Za-z_\-]{10,}\.eyJ[0-9A-Za-z_\-]{10,}\.[0-9A-Za-z_\-]{10,}")),
    ("Firebase server key", re.compile(r"\bAAAA[0-9A-Za-z_\-]{7}:APA91b[0-9A-Za-z_\-]{60,}")),
)
_MARKED = tuple(
    (mark, number)
    for number, marks in enumerate(
        (
            ("AKIA", "ASIA"), ("k_live_",), ("k_test_",), ("AIza",), ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"), ("xox",), ("hooks.slack.com/",), ("SG.",),
            ("SK", "AC"), (":AA",), ("key-",), ("sk-ant-",), ("sk-",), ("-----BEGIN ",), ("eyJ",), (":APA91b",),
        )
    )
    for mark in marks
)  # fmt: skip
"""What a text must hold before one of ``TOKENS`` is looked for, by its number: most texts hold nothing of all this, and no pattern is compiled for them."""

_URL_CREDENTIALS = re.compile(
    r"(?<=[a-zA-Z0-9+.\-])://([^\s:/@'\"<>]*):((?:[^\s@'\"<>]|@(?=[^\s@/'\"<>]{1,300}@)){1,300})@(?=[^\s/'\"@])"
)
_OF_A_HOST = re.compile(
    r"@[\w.-]*\.(?:amazonaws\.com|render\.com|rlwy\.net|railway\.app|fly\.dev|neon\.tech|supabase\.com?|mongodb\.net|azure\.com|windows\.net|ondigitalocean\.com|aivencloud\.com"
    r"|elephantsql\.com|psdb\.cloud|redislabs\.com|redis-cloud\.com|redns\.redis-cloud\.com|upstash\.io|cockroachlabs\.cloud|timescale\.com|pythonanywhere-services\.com|clever-cloud\.com"
    r"|scalingo\.\w+|cloudamqp\.com|mlab\.com)(?::\d+)?(?:[/?]|$)",
    re.IGNORECASE,
)
"""Where the databases of hosts answer: anyone who has such an address with its password can log in."""

_ADDRESS = re.compile(rb"://[^\s:/@'\"<>]*:[^\s'\"<>]{1,300}@[\w.-]+\.[a-z]")

_ASSIGNED = re.compile(
    r"""(?<![\w.\-])(?:[^\WA-Za-z_]|[.\-])*(?P<name>[A-Za-z_][\w.\-]*)['"]?\s*(?:\]\s*)?(?:=>?|:|,)\s*b?(?P<quote>['"])(?P<value>(?:(?!(?P=quote)).|(?<=\\)(?P=quote))+)(?P=quote)"""
)
_BARE = re.compile(
    r"^\s*(?:-\s*|export\s+|ENV\s+|ARG\s+)?(?P<name>[A-Za-z_][\w.\-]*)(?:\s*=\s*|\s*:\s+|\s+)(?P<value>[^\s'\"#][^\s#]*)"
)
_LONG_RANDOM = re.compile(r"(?<![\w/.\-])[A-Za-z0-9+/_\-]{32,}={0,2}(?![\w/.\-])")


_AROUND_A_KEY = re.compile(r"-----[A-Z ]+-----|\\[rn]|[\s\ufffc]")
_OPEN_ADDRESS = re.compile(r"(?!https?:)[A-Za-z][\w+.\-]*://[^\s@?;]*")


class Credentials(Record):
    """User and password in a URL; ``start``/``end`` is where the password stands."""

    user: str
    password: str
    start: int
    end: int


_MAKERS = (
    "secrets.",
    "urandom",
    "openssl rand",
    "uuidgen",
    "uuid",
    "pwgen",
    "token_hex",
    "token_urlsafe",
    "generate_key",
)
"""One of these is in a command that makes a new key."""


def is_secret_name(name: str) -> bool:
    """Whether a variable, setting or header of this name holds a secret (``DB_PASSWORD``, ``X-Api-Key``; not ``PASSWORD_MIN_LENGTH``)."""
    name = name.replace("-", "_").upper()
    if name.endswith(_NOT_SECRET_ENDS) or "PUBLIC" in name or "PUBLISHABLE" in name or name.startswith("TOKENIZ"):
        return name.endswith("WEBHOOK_URL")
    return name.endswith(_RUN_TOGETHER) or any(map(_ends_with_a_secret, _without_ending(name)))


def _without_ending(name: str) -> Iterator[str]:
    """A name, and what remains of it without a word or a number that may follow the word for a secret."""
    yield name
    bare = name.rstrip("0123456789")
    for rest in (bare if bare != name else "", *(name[: -len(word)] for word in _AFTER if name.endswith(word))):
        yield rest
        if rest.endswith(("_", ".")):
            yield rest[:-1]


def _ends_with_a_secret(name: str) -> bool:
    return name.endswith(_SECRET_ENDS) or name in _SECRET_WORDS


def is_key_of_something(name: str) -> bool:
    """Whether a name says first that it is a key, then of what (``secret_key_maps``, ``API_KEY_WEATHER``)."""
    name = name.replace("-", "_").upper()
    key, _, of = name.rpartition("_")
    if not of.isalpha() or of.lower() in _ABOUT_A_KEY or name.endswith(_NOT_SECRET_ENDS) or "PUBLI" in name:
        return False
    return f"_{key}".endswith(_KEYS)


_KEYS = ("_SECRET_KEY", "_PRIVATE_KEY", "_ACCESS_KEY", "_API_KEY", "_APIKEY", "_SERVER_KEY")
_ABOUT_A_KEY = frozenset(
    "id name path file url uri length size ttl header prefix suffix type env var field param alg algorithm label error message regex pattern help".split()
)


_OF_TESTS = frozenset(("6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI", "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe"))
"""The keys that a service gives everyone to test with (developers.google.com/recaptcha, "Frequently Asked Questions")."""


def is_placeholder(value: str) -> bool:
    """Whether a value only stands for the real one (``changeme``, ``<your key>``, an empty text), or is a word that is nobody's secret (``password``)."""
    text = value.strip()
    spelt = text.translate(_LEET) if len(text) < 12 and not text.isdigit() else text
    return (
        bool(_PLACEHOLDER.match(text) or _PLACEHOLDER.match(spelt))
        or text.endswith("EXAMPLE")
        or text in _OF_TESTS
        or placeholders.names_a_secret(text)
        or placeholders.asks(text)
        or placeholders.is_row(text)
    )


def is_password_hash(value: str) -> bool:
    """Whether a text is what a password was hashed to (bcrypt, Argon2, crypt, Werkzeug), or the salt for it: nobody can log in with that."""
    return value.startswith(("$", "pbkdf2:", "scrypt:", "argon2:")) and bool(_PASSWORD_HASH.match(value))


def is_reference(value: str) -> bool:
    """Whether a value points to a secret kept elsewhere (``${X}``, ``vault:…``, ``/run/secrets/…``, the name of a key file)."""
    text = value.strip()
    is_one = text.startswith(_REFERRING) and _REFERENCE.match(text)
    is_file = text.lower().endswith(_FILE_ENDS) and _FILE.match(text)
    return bool(is_one or is_file) or "${" in value or "$(" in value or "{{" in value


SHORTEST_TOKEN = 20
"""Characters of the shortest of ``TOKENS``, the AWS access key."""


def known_token(text: str) -> str | None:
    """The kind of credential that a text holds by its shape, or ``None``."""
    if len(text) < SHORTEST_TOKEN:
        return None
    for mark, number in _MARKED:
        if mark in text:
            kind, pattern = TOKENS[number]
            if pattern.search(text):
                return kind
    return None


def token_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the credentials stand in a text that their shape alone gives away."""
    if len(text) < SHORTEST_TOKEN:
        return
    numbers = {number for mark, number in _MARKED if mark in text and TOKENS[number][0] != "private key"}
    for number in sorted(numbers):
        yield from (found.span() for found in TOKENS[number][1].finditer(text))


def holds_a_key(text: str) -> bool:
    """Whether something stands between the lines around a private key; code writes these alone, to put them around someone's key."""
    return len(_AROUND_A_KEY.sub("", text)) >= SHORTEST_TOKEN


def is_open_address(text: str) -> bool:
    """Whether a text is the address of a service with nothing in it that lets anyone in (``sqlite:///:memory:``, ``redis://cache:6379/0``); a web address may be one that does."""
    return bool(_OPEN_ADDRESS.fullmatch(text))


def url_credentials(text: str) -> Credentials | None:
    """User and password of the first URL that has both literally (no placeholders, no references)."""
    for match in _URL_CREDENTIALS.finditer(text) if "://" in text and "@" in text else ():
        password = match[2]
        if password and not is_reference(password) and "\ufffc" not in password:
            return Credentials(match[1], password, match.start(2), match.end(2))
    return None


def is_live(value: str) -> bool:
    """Whether a value opens something that is there, whatever its name: it has the shape of a service's key, or leads to a host's database with the password."""
    kind = known_token(value)
    if kind and kind not in ("Stripe test key", "signed token"):
        return not is_placeholder(value)
    url = url_credentials(value)
    return url is not None and not is_placeholder(url.password) and bool(_OF_A_HOST.search(value))


def may_be_live(content: bytes) -> bool:
    """Whether a file may hold an address with a password: worth a look even where nothing runs it."""
    return b"://" in content and b"@" in content and bool(_ADDRESS.search(content))


def opens_a_database(text: str) -> bool:
    """Whether a text is the address of a host's database with its password."""
    return url_credentials(text) is not None and known_token(text) is None and is_live(text)


def looks_random(value: str) -> bool:
    """Whether a text has the mixture of a generated key rather than of words."""
    if len(value) < 16 or " " in value:
        return False
    kinds = sum(any(test(c) for c in value) for test in (str.islower, str.isupper, str.isdigit))
    return kinds >= 2 and len(set(value)) >= min(10, len(value) // 2)


def is_made_by(command: str) -> bool:
    """Whether a command of the shell makes a new key each time that it runs."""
    return any(word in command for word in _MAKERS)


def masked(text: str, secret: str) -> str:
    """The text with a secret in it hidden but for its first characters."""
    return text.replace(secret, hidden(secret)) if secret else text


def hidden(secret: str) -> str:
    """``abc…(32 characters)``; nothing of short ones."""
    kept = secret[:SHOWN] if len(secret) >= 12 else ""
    return f"{kept}…({_counted(secret)})"


def described(secret: str) -> str:
    """``19 characters, abc…``; of a short one the number alone."""
    begun = hidden(secret).partition("…")[0]
    return f"{_counted(secret)}, {begun}…" if begun else _counted(secret)


def _counted(secret: str) -> str:
    return f"{len(secret)} character{'s' if len(secret) != 1 else ''}"


def mask_line(line: str) -> str:
    """A line of source or a command with everything that looks secret hidden; ordinary code stays as it is."""
    spans: list[tuple[int, int]] = []
    for match in _URL_CREDENTIALS.finditer(line):
        if not is_reference(match[2]):
            spans.append(match.span(2))
    for _, pattern in TOKENS:
        spans += [match.span() for match in pattern.finditer(line)]
    for match in _ASSIGNED.finditer(line):
        if is_secret_name(match["name"]) and not is_reference(match["value"]):
            spans.append(match.span("value"))
    bare = _BARE.match(line)
    if bare and is_secret_name(bare["name"]) and not _is_code(bare["value"]):
        spans.append(bare.span("value"))
    spans += [match.span() for match in _LONG_RANDOM.finditer(line) if looks_random(match.group())]
    return _hide(line, spans)


def _is_code(value: str) -> bool:
    """Whether an unquoted value is an expression, a reference or no value at all."""
    return (
        is_reference(value)
        or "(" in value
        or "[" in value
        or value.startswith(("os.", "=", "None", "True", "False"))
        or "…(" in value
    )


def _hide(line: str, spans: list[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in sorted(spans):
        if start < at or "…(" in line[start : end + 20]:
            continue
        out += [line[at:start], hidden(line[start:end])]
        at = end
    return "".join([*out, line[at:]])
