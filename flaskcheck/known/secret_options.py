"""Options behind which programs take something secret: a password, a login, a header, a cookie."""

from __future__ import annotations

from flaskcheck.known.harmless import is_hot

_HEADERS = frozenset(("-H", "--header", "--headers", "--add-header"))
_LOGINS = frozenset(("-u", "--user", "--login", "--credentials", "--proxy-user", "-U"))
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
    "redis-cli": ("-a",), "sqlcmd": ("-P",), "mongo": ("-p",), "mongosh": ("-p",), "ldapsearch": ("-w",), "ldapadd": ("-w",), "ssh-keygen": ("-N", "-P"), "openssl": ("-k", "-K"),
    "zip": ("-P",), "unzip": ("-P",), "7z": ("-p",), "http": ("-a",), "https": ("-a",), "lftp": ("-u",), "smbclient": ("-U",), "xh": ("-a",), "ftp": ("-p",), "sshpass": ("-p",),
    "mysql": ("-p",), "mysqldump": ("-p",), "mysqladmin": ("-p",), "mariadb": ("-p",), "twine": ("-p",), "keytool": ("-N",), "cqlsh": ("-p",), "nc": ("-P",),
}  # fmt: skip
"""Programs whose short options take a password, whatever it looks like."""


def asks_for_a_secret(option: str, program: str) -> bool:
    """Whether a short option of a program takes a password, whatever it looks like."""
    return option in _ASKED.get(program, ())


def awaited(name: str, program: str) -> str:
    """What comes behind an option of a program: ``value`` (secret), ``weak`` (secret if it is no path or number), ``login``, ``header``, or nothing of the kind."""
    if name in _ASKED.get(program, ()):
        return "value"
    if name in _HEADERS:
        return "header"
    if name in _LOGINS:
        return "login"
    if is_hot(name.lstrip("-")) and len(name) > 2:
        return "value"
    if name == "--key":
        return "weak"
    if name in _LOOSE:
        return ""
    return "weak" if name in _SHORT else ""
