"""The functions and objects of libraries that read environment variables, and how."""

from __future__ import annotations

from flaskcheck.facts.expressions import Keyword
from flaskcheck.ground.record import Record


class Reader(Record):
    """Something that gives the values of environment variables.

    ``kind``: ``mapping`` (has ``[]``, ``.get`` and ``.pop``) or ``function`` (is called) or ``object`` (is called and has a method a type). ``parameters``
    name what may follow the variable's name by position. ``required``: fails without a default. ``scheme``: the defaults that
    ``environ.Env(DEBUG=(bool, False))`` declares.
    """

    kind: str
    via: str
    parameters: tuple[str, ...] = ("default",)
    required: bool = False
    prefix: str = ""
    scheme: tuple[Keyword, ...] = ()


ENVIRON = Reader("mapping", "os.environ")


GETENV = Reader("function", "os.getenv")


ENVIRON_GET = Reader("function", "os.environ")


DECOUPLE = Reader("object", "decouple", ("default", "cast"), True)


STARLETTE = Reader("object", "starlette", ("cast", "default"), True)


ENVIRONS = Reader("object", "environs", ("default",), True)


ENVPARSE = Reader("object", "envparse", ("default", "cast"), True)


DJANGO_ENVIRON = Reader("object", "django-environ", ("cast", "default"), True)


PRETTYCONF = Reader("object", "prettyconf", ("cast",), True)


DOTENV = Reader("mapping", "dotenv")


READERS: dict[str, Reader] = {
    "os.environ": ENVIRON,
    "os.environb": ENVIRON,
    "os.getenv": GETENV,
    "os.getenvb": GETENV,
    "os.environ.get": ENVIRON_GET,
    "os.environ.pop": Reader("function", "os.environ", required=True),
    "decouple.config": DECOUPLE,
    "prettyconf.config": PRETTYCONF,
    "environs.env": ENVIRONS,
    "envparse.env": ENVPARSE,
    "starlette.config.environ": ENVIRON,
}
"""Imported names that read the environment."""


FACTORIES: dict[str, Reader] = {
    "environs.Env": ENVIRONS,
    "environs.FileAwareEnv": ENVIRONS,
    "envparse.Env": ENVPARSE,
    "environ.Env": DJANGO_ENVIRON,
    "environ.FileAwareEnv": DJANGO_ENVIRON,
    "decouple.AutoConfig": DECOUPLE,
    "decouple.Config": DECOUPLE,
    "starlette.config.Config": STARLETTE,
    "dotenv.dotenv_values": DOTENV,
    "os.environ.copy": ENVIRON,
}
"""Imported callables whose result reads the environment."""


CASTS = frozenset(
    "str bool int float decimal list tuple dict json date datetime time timedelta uuid url path log_level enum bytes set".split()
)
"""Methods of ``Env`` objects: each converts to the type it is named after."""


COLLECTIONS = frozenset({"", "list", "tuple", "dict"})
"""Methods that take what the call of the object itself takes, in the same order."""


SERVICES: dict[str, str] = {
    "db": "DATABASE_URL",
    "db_url": "DATABASE_URL",
    "dj_db_url": "",
    "dj_email_url": "",
    "dj_cache_url": "",
    "cache": "CACHE_URL",
    "cache_url": "CACHE_URL",
    "email": "EMAIL_URL",
    "email_url": "EMAIL_URL",
    "search_url": "SEARCH_URL",
}
"""Methods of ``Env`` objects that read a URL, with the variable they read when none is named."""
