"""What reads variables of the environment and ``.env`` files, and what says that one is missing.

Signatures verified with CPython 3.11, python-decouple 3.8, environs 15.2.0, django-environ 0.14.0, starlette 1.10.0, envparse 0.2.0, prettyconf 3.0.1 and
python-dotenv 1.2.4.
"""

from __future__ import annotations

from flaskcheck.known.meanings import NEEDS, OPENS, READS, SETS, STOPS, Meaning, Rows

_OS = (("variable", 0, "key"), ("default", 1, "default"))
_CAST_LAST = (("variable", 0, "option"), ("default", 1, "default"), ("cast", 2, "cast"))
_CAST_FIRST = (("variable", 0, "var"), ("cast", 1, "cast"), ("default", 2, "default"))

READING: Rows = (
    (Meaning(READS, "os.environ", _OS), "os.environ[] os.environb[] os.environ.copy()[] starlette.config.environ[]"),
    (Meaning(READS, "os.environ", _OS), "os.environ.get"),
    (Meaning(NEEDS, "os.environ", _OS), "os.environ.pop"),
    (Meaning(READS, "os.getenv", _OS), "os.getenv os.getenvb"),
    (Meaning(NEEDS, "decouple", _CAST_LAST), "decouple.config.* decouple.AutoConfig().* decouple.Config().*"),
    (Meaning(NEEDS, "prettyconf", (("variable", 0, "item"), ("cast", 1, "cast"))), "prettyconf.config.*"),
    (
        Meaning(NEEDS, "environs", (("variable", 0, "name"), ("default", 1, "default"))),
        "environs.env.* environs.Env().* environs.FileAwareEnv().*",
    ),
    (Meaning(NEEDS, "envparse", _CAST_LAST), "envparse.env.* envparse.Env().*"),
    (Meaning(NEEDS, "django-environ", _CAST_FIRST), "environ.Env().* environ.FileAwareEnv().*"),
    (Meaning(NEEDS, "starlette", _CAST_FIRST), "starlette.config.Config().*"),
    (Meaning(READS, "dotenv", _OS), "dotenv.dotenv_values()[]"),
)

FILES: Rows = (
    (
        Meaning(OPENS, ".env", (("file", 0, "dotenv_path"),)),
        "dotenv.load_dotenv dotenv.dotenv_values",
    ),
    (
        Meaning(OPENS, ".env", (("file", 0, "path"),)),
        "environs.Env().read_env envparse.Env.read_envfile flask.cli.load_dotenv",
    ),
    (Meaning(OPENS, ".env", (("file", 0, "env_file"),)), "environ.Env.read_env"),
    (Meaning(OPENS, ".env"), "dotenv.find_dotenv"),
    (
        Meaning(OPENS, ".env of settings", (("file", -1, "env_file"),)),
        "pydantic_settings.SettingsConfigDict pydantic.ConfigDict",
    ),
    (Meaning(OPENS, ".env of settings", (("file", 0, "env_file"),)), "starlette.config.Config"),
    (Meaning(OPENS, ".env of settings", (("file", 0, "source"),)), "decouple.RepositoryEnv"),
    (Meaning(OPENS, ".env unasked"), "decouple.config"),
)

SETTING: Rows = (
    (Meaning(SETS, "variable", (("variable", 0, ""),)), "os.environ.setdefault os.environ.update os.putenv"),
)

MISSING: Rows = (
    (
        Meaning(STOPS, "missing variable"),
        "KeyError LookupError Exception BaseException UndefinedValueError decouple.UndefinedValueError environs.EnvError",
    ),
)
"""The exceptions of a variable that is missing, and those that they are kinds of."""

ROWS: Rows = (*READING, *FILES, *SETTING, *MISSING)
