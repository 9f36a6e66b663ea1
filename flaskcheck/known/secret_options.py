"""Options behind which programs take something secret: a password, a login, a header, a cookie."""

from __future__ import annotations

import re

from flaskcheck.known.harmless import is_hot, tells_of_secrets

VALUE_KEYS = frozenset(
    "value default description secret string key name scope sync text data generate generatevalue var env".split()
)
"""Keys of which one stands between a name that tells of a secret and its value."""

AFTER_SECRET = frozenset(
    "set import create unset list rotate reset generate gen new add show get delete remove env for is in from of and or not install upgrade init run if was with".split()
)
"""Words behind ``secret`` or ``token`` that say what is done with it, and are none."""

_SAID = frozenset(
    """a an the not no never only always also now then still just already in on at of from for by to with as what where when why how one ours yours theirs set unset kept put read sent
    built made lost found held hidden written given taken chosen known shown stolen broken here there missing empty blank optional secret public private safe unsafe wrong right valid
    invalid ok fine old new too very so that this it none null true false yes""".split()
)


def is_said_of_secrets(word: str) -> bool:
    """Whether a word behind ``the password is`` says something of the password rather than the password itself."""
    bare = word.rstrip(".,:;!?)").lower()
    return bare in _SAID or not bare or (len(bare) < 14 and bare.endswith(("ed", "ing", "able", "ible", "ly")))


_KEPT = ("secret", "secrets", " user", " users", " admin", " admins", " account", " accounts")
SETTING = frozenset("set put create add new".split())
"""Words of which one behind ``secret`` says that what follows is kept as one."""

SCHEMES = frozenset("bearer basic token digest bot apikey".split())
"""How a header says what kind of secret follows."""

OPEN_HEADERS = frozenset(
    "content-type accept user-agent host cache-control origin accept-language accept-encoding connection".split()
)
"""Headers that anyone may see."""

_HEADERS = frozenset(("-H", "--header", "--headers", "--add-header"))
_LOGINS = frozenset(("-u", "--user", "--login", "--proxy-user", "-U"))
_SHORT = frozenset("-p -P -a -W -k -b -s -E".split())
"""Short options behind which programs take a password, a key or a cookie."""


SHORT_VALUES: dict[str, frozenset[str]] = {
    "-k": frozenset(
        "gevent eventlet gthread sync tornado aiohttp uvicorn.workers.UvicornWorker uvicorn_worker.UvicornWorker".split()
    ),
    "-P": frozenset("solo prefork threads gevent eventlet".split()),
    "-W": frozenset("error ignore default once always".split()),
}
"""What else may stand behind such an option, for programs to which it means something else."""

_LOOSE = frozenset("-b -a -s -E".split())

_ASKED = {
    "redis-cli": ("-a",), "sqlcmd": ("-P",), "mongo": ("-p",), "mongosh": ("-p",), "ldapsearch": ("-w",), "ldapadd": ("-w",), "ssh-keygen": ("-N", "-P"), "openssl": ("-k", "-K", "-hmac"),
    "zip": ("-P",), "unzip": ("-P",), "7z": ("-p",), "http": ("-a",), "https": ("-a",), "lftp": ("-u",), "smbclient": ("-U",), "xh": ("-a",), "ftp": ("-p",), "sshpass": ("-p",),
    "mysql": ("-p",), "mysqldump": ("-p",), "mysqladmin": ("-p",), "mariadb": ("-p",), "twine": ("-p",), "keytool": ("-N",), "cqlsh": ("-p",), "nc": ("-P",), "codecov": ("-t",),
    "az": ("-p",), "vercel": ("-t",), "doctl": ("-t",), "uv": ("-t",), "anaconda": ("-t",), "doppler": ("-t",), "ldappasswd": ("-s",), "slappasswd": ("-s",), "swaks": ("-ap",),
    "sendemail": ("-xp",), "sendEmail": ("-xp",),
}  # fmt: skip
"""Programs whose short options take a password, whatever it looks like."""


_LOGIN_WORDS = re.compile(
    r"(?:ht|ch|ldap|slap|smb)passwd|authtoken|put-parameter|put-secret-value|add-authtoken|basic_?auth|(?:http-basic|pypi-token)\.[\w.-]{1,80}|"
    r"(?:users?|admins?|accounts?|passwords?)[-_:](?:add|change|create|make|new|passwd|password|reset|set|update)|"
    r"(?:add|bootstrap|change|create|init|initialize|make|new|register|reset|seed|set|update)[-_:]?(?:an?[-_])?(?:super|first[-_]|initial[-_]|default[-_])?(?:admin|user|account|login|pass|passwd|password|pw)"
)
"""Words of programs behind which all that is no option, path or number is for a login."""

_LOGIN_BEGINS = tuple(
    "htpasswd chpasswd ldap slap smb authtoken basic http-basic pypi-token put- add bootstrap change create init make new register reset seed set update user admin account password".split()
)


def is_for_logins(word: str) -> bool:
    """Whether all that stands behind this word of a command may be for a login: ``htpasswd``, ``create-admin``."""
    word = word.rpartition("/")[2]
    return (
        word.startswith(_LOGIN_BEGINS)
        and _LOGIN_WORDS.fullmatch(word.removesuffix(".py").removesuffix(".sh")) is not None
    )


_PIPED = re.compile(r"[^;|&\n]*\|(?!\|)")
_WRITTEN = re.compile(r"[^;|&\n>]*>>? *['\"]?([^\s;|&'\"]+)")


_FILLED_IN = re.compile(
    r"printf (?:-v \w+ )?['\"]?[^;|&\n%]{0,200}(?:pass|pw|secret|token|key)\w{0,20}['\"]?\s?[=:]\s?['\"\\]{0,2}%s",
    re.IGNORECASE,
)


def may_be_run(text: str, at: int, depth: int, is_entry: bool) -> bool:
    """Whether the word that stands here may be a program: no value of a variable, but in a file of settings that of a key (``ExecStop=redis-cli``)."""
    if not depth or not is_entry or depth > 1:
        return not depth
    key = text[max(at - 60, 0) : at].rpartition("\n")[2].split(" ")[-1]
    return not key.isupper()


def begins_a_login(text: str, word: str, start: int, limit: int) -> bool:
    """Whether what stands behind this word of a command may be a login or a secret: of ``create-admin``, of ``secret set``, of an ``echo`` that something else reads."""
    if word in SETTING:
        before = text[max(start - 10, 0) : start].rstrip()
        return before.endswith(_KEPT if word in ("add", "create") else _KEPT[:2])
    if word == "login":
        return text[max(start - 8, 0) : start].strip() == "vault"
    if word == "printf" and _FILLED_IN.match(text, start, limit):
        return True
    return is_for_logins(word) or (word in ("echo", "printf", "yes") and is_passed_on(text, start + len(word), limit))


def is_passed_on(text: str, at: int, limit: int) -> bool:
    """Whether what is printed here goes to another program, or to a file whose name tells of secrets."""
    if _PIPED.match(text, at, limit):
        return True
    written = _WRITTEN.match(text, at, limit)
    return written is not None and any(is_hot(part) for part in re.split(r"[/.]", written[1]))


_RELEASE = re.compile(
    r"[A-Za-z][A-Za-z._-]*\d{1,2}[A-Za-z._-]*(?:[=~<>!]=|<|>)[\d.*]+(?:,[=~<>!]+[\d.*]+)*|--hash=sha\d+:[0-9a-f]+"
)

_VERSIONS = re.compile(r"\*|(?:[\^~]|[=<>!~]=?) ?\d{1,4}(?:\.(?:\d{1,4}|\*)){0,3}")

_VERSION_SIGNS = frozenset("*^~=<>!")


def is_version(value: str) -> bool:
    """Whether a value says which versions may be installed: a library may be called like a secret."""
    return value[:1] in _VERSION_SIGNS and len(value) < 24 and _VERSIONS.fullmatch(value) is not None


_RELATIONS = ("==", "<", ">", "~=", "!=")

_TAKE_PATHS = re.compile(
    r"[\w.*$~{}-]*(?:/[\w.*$~{}-]*)+|[\w-]+\.(?:py|pid|txt|cfg|conf|ini|toml|ya?ml|json|pem|sock|log|sh)|(?:\d{1,5}|\d+(?::\d+)+)(?:/tcp)?|\$\{?\w+(?::?-\d+)?\}?"
)

BEFORE = frozenset("sudo exec env then do time nohup RUN CMD ENTRYPOINT HEALTHCHECK".split())
"""What stands before the program of a command."""


def is_release(word: str) -> bool:
    """Whether a word names what everyone can install."""
    may_be = (word[:1].isalpha() and any(sign in word for sign in _RELATIONS)) or word.startswith("--hash=")
    return may_be and _RELEASE.fullmatch(word) is not None


def is_path(word: str) -> bool:
    """Whether a word is a path, a file, a port or a variable: what an option takes that may take a password, too."""
    return _TAKE_PATHS.fullmatch(word) is not None


_LONG_OPTION = re.compile(r"--[a-z]+(?:-[a-z]+)*(?:=.*)?", re.DOTALL)


def is_long(word: str) -> bool:
    """Whether a word is an option of two hyphens, with its value or without."""
    return _LONG_OPTION.fullmatch(word) is not None


_BEFORE_INNER = frozenset("/:,|#?&")
_INNER = re.compile(r"[/:,|#?&]([A-Za-z_][\w.-]*)=|/([A-Za-z]\w*):")


def value_within(word: str) -> int:
    """Where in a word the value begins of which a name in its middle says that it is secret: in an edit (``s/KEY=.*/KEY=x/``), behind the slash of an option of Windows (``/password:x``); 0 where there is none."""
    if word[0] != "/" and ("=" not in word or _BEFORE_INNER.isdisjoint(word)):
        return 0
    found = (each for each in _INNER.finditer(word) if each[1] or not each.start())
    return next((each.end() for each in found if is_hot(each[1] or each[2])), 0)


def asks_for_a_secret(option: str, program: str) -> bool:
    """Whether a short option of a program takes a password, whatever it looks like."""
    return option in _ASKED.get(program, ())


_CERTIFICATES = {"curl": ("-E", "--cert", "--proxy-cert")}
"""Options that take a certificate and, behind a colon, its password."""

_COMBINED = {"curl": (re.compile(r"-[#0123456aBfgGiIjklLnNOpqRsSvVZ]{1,12}[uUHbE]"))}
"""Programs whose options of one letter may be written as one, the last of them with a value (curl, "curl options")."""


def in_short(option: str, program: str) -> str:
    """The option of several letters, or that which the last of several combined is, behind which a program takes a secret; ``""`` where it is none such."""
    if option in _ASKED.get(program, ()) and len(option) > 2:
        return option
    combined = _COMBINED.get(program)
    return f"-{option[-1]}" if combined and combined.fullmatch(option) else ""


_COOKIES = {"curl": ("-b", "--cookie"), "http": ("-b",)}
"""Options that take cookies or the path of a file of them."""


_LOGIN = re.compile(r"[\s=]\s{0,4}['\"]?[\w.@+-]{1,80}:(?=[^\d/\s]|\d{1,20}[^\d\s])")
_HEADER = re.compile(r"[\s=]\s{0,4}['\"][\w-]{1,80}:")


def is_plainly(why: str, text: str, at: int) -> bool:
    """Whether what stands here, behind an option, can only be the login (no user and group by number, and no path) or the header that it takes."""
    pattern = {"login": _LOGIN, "header": _HEADER}.get(why)
    return pattern is not None and pattern.match(text, at) is not None


def may_tell(text: str) -> bool:
    """Whether a message may hold something to hide."""
    is_given = ("=" in text or ":" in text or " -" in text) and (tells_of_secrets(text) or may_be_given(text))
    return is_given or "@" in text or "//" in text


def may_be_given(text: str) -> bool:
    """Whether an option that takes a login, a header or a password may stand in a text, with one behind it."""
    return (":" in text and any(name in text for name in (*_LOGINS, *_HEADERS))) or any(
        f"{program} " in text for program in _ASKED
    )


def awaited(name: str, program: str) -> str:
    """What comes behind an option of a program: ``value`` (secret), ``weak`` (secret if it is no path or number), ``login``, ``header``, or nothing of the kind."""
    if name in _ASKED.get(program, ()):
        return "value"
    if name == "--from-literal":
        return "value"
    if name in _COOKIES.get(program, ()):
        return "weak"
    if name in _HEADERS:
        return "header"
    if name in _LOGINS or name in _CERTIFICATES.get(program, ()):
        return "login"
    if is_hot(name.lstrip("-")) and len(name) > 2:
        return "value"
    if name == "--key":
        return "weak"
    if name in _LOOSE:
        return ""
    return "weak" if name in _SHORT else ""


_OPTION_BEFORE = re.compile(r"['\"](--?[A-Za-z][\w-]{0,40})['\"]\s*,\s*[rbfuRBFU]{0,2}$")
_PROGRAM = re.compile(r"[\[(]\s*['\"]([\w./-]{1,200})['\"]\s*,")
"""The first word of a list, and an option behind which the next stands."""


def is_given(before: str, text: str) -> bool:
    """Whether a literal is what an option of a command takes that is written as a list: ``["curl", "-u", "ann:hunter"]``."""
    option = _OPTION_BEFORE.search(before) if "'-" in before or '"-' in before else None
    if not option and not text.startswith("-"):
        return False
    program = next((found[1] for found in _PROGRAM.finditer(before)), "").rpartition("/")[2]
    if not option or text.startswith("-"):
        return len(text) > 2 and asks_for_a_secret(text[:2], program)
    why = awaited(option[1], program)
    return bool(why) and not (why == "weak" and (is_path(text) or text in SHORT_VALUES.get(option[1], ())))


_CALLED = re.compile(
    r"(?:\.(?:login|authenticate|set_password|check_password)|(?<!\w)(?:login|authenticate|Fernet|hashpw|HTTPBasicAuth|hmac\.new|hashlib\.\w{1,20}|\w{0,40}(?:Serializer|Signer))|(?:_connect|\.connect|Redis|FTP|Connection|load_cert_chain|URL(?:\.create)?)\((?:[^()]{1,200},){2}|(?:racle\w{0,10}\.connect|_bind_?\w{0,10}|Minio|Client|boto3\.Session)\([^(),]{1,200},|(?<!\w)(?:AES\.new|Github|Updater|\w{0,40}Bot)\()\(?[^()]*$"
)

_CALLED_PARTS = ("login(", "authenticate(", "_password(", "Fernet(", "hashpw(", "hmac.new(", "hashlib.", "HTTPBasicAuth(", "Serializer(", "Signer(", "connect(", "Redis(", "FTP(", "Connection(", "load_cert_chain(", "URL(", "URL.create(", "_bind", "Minio(", "Client(", "Session(", "AES.new(", "Github(", "Updater(", "Bot(")  # fmt: skip
"""One of these is in every text in which the pattern finds something."""


def is_given_to_one(before: str) -> bool:
    """Whether what follows is an argument of a call that is given a secret by its place: ``smtp.login("ann", "hunter")``."""
    return any(part in before for part in _CALLED_PARTS) and _CALLED.search(before) is not None
