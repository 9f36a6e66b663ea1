"""Settings of Flask and its extensions that questions are asked about, by what they hold.

Flask 3.1, Flask-SQLAlchemy 3.1, Flask-JWT-Extended 4, Flask-WTF 1.2, Flask-Security 5, Flask-Login 0.6 (their configuration pages); of databases also the names that
applications use for the URL before they hand it on.
"""

from __future__ import annotations

from flaskcheck.ground.words import is_one_slip

DATABASE_URLS = (
    "SQLALCHEMY_DATABASE_URI",
    "DATABASE_URL",
    "DATABASE_URI",
    "DB_URI",
    "SQLALCHEMY_DATABASE_URL",
    "DATABASE",
    "ALCHEMICAL_DATABASE_URL",
)

SIGNING_KEYS = (
    "SECRET_KEY",
    "JWT_SECRET_KEY",
    "JWT_SECRET",
    "WTF_CSRF_SECRET_KEY",
    "SECURITY_PASSWORD_SALT",
    "SECRET_KEY_FALLBACKS",
)
"""Sessions, tokens and forms are signed with these."""

LESSER_KEYS = {
    "SECURITY_PASSWORD_SALT": "guess the passwords of a stolen user table as if it were not there",
    "WTF_CSRF_SECRET_KEY": "sign the tokens of forms, which then only the session protects",
}
"""Those of them that let nobody in by themselves, and what whoever knows one can do: Flask-Security puts passwords through HMAC with the one (5.6, ``utils.get_hmac``; tokens are signed with
SECRET_KEY), Flask-WTF compares what it signs with the other to the session (1.2, ``csrf.validate_csrf``)."""

NEEDED = (
    (
        "flask_sqlalchemy.SQLAlchemy",
        "flask-sqlalchemy",
        "3",
        ("SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_BINDS"),
        "RuntimeError: Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set.",
    ),
)
"""What an extension stops without, since which version of its distribution: one of some settings, and what it says."""

OWN_HOSTS = ("SERVER_NAME", "SESSION_COOKIE_DOMAIN", "REMEMBER_COOKIE_DOMAIN", "JWT_COOKIE_DOMAIN")
"""The host name under which visitors reach the application."""

READ = frozenset(
    """APPLICATION_ROOT EXPLAIN_TEMPLATE_LOADING MAX_CONTENT_LENGTH MAX_COOKIE_SIZE MAX_FORM_MEMORY_SIZE MAX_FORM_PARTS PERMANENT_SESSION_LIFETIME PREFERRED_URL_SCHEME
    PROPAGATE_EXCEPTIONS SECRET_KEY SECRET_KEY_FALLBACKS SEND_FILE_MAX_AGE_DEFAULT SERVER_NAME SESSION_COOKIE_DOMAIN SESSION_COOKIE_HTTPONLY SESSION_COOKIE_NAME
    SESSION_COOKIE_PARTITIONED SESSION_COOKIE_PATH SESSION_COOKIE_SAMESITE SESSION_COOKIE_SECURE SESSION_REFRESH_EACH_REQUEST TEMPLATES_AUTO_RELOAD TRUSTED_HOSTS USE_X_SENDFILE
    ALCHEMICAL_BINDS ALCHEMICAL_DATABASE_URL ALCHEMICAL_ENGINE_OPTIONS
    SQLALCHEMY_BINDS SQLALCHEMY_DATABASE_URI SQLALCHEMY_ECHO SQLALCHEMY_ENGINE_OPTIONS SQLALCHEMY_RECORD_QUERIES SQLALCHEMY_TRACK_MODIFICATIONS
    MAIL_SERVER MAIL_PORT MAIL_USE_TLS MAIL_USE_SSL MAIL_USERNAME MAIL_PASSWORD MAIL_DEFAULT_SENDER MAIL_SUPPRESS_SEND MAIL_MAX_EMAILS MAIL_ASCII_ATTACHMENTS
    WTF_CSRF_ENABLED WTF_CSRF_CHECK_DEFAULT WTF_CSRF_SECRET_KEY WTF_CSRF_TIME_LIMIT WTF_CSRF_SSL_STRICT WTF_CSRF_METHODS WTF_CSRF_HEADERS WTF_CSRF_FIELD_NAME
    JWT_SECRET_KEY JWT_ACCESS_TOKEN_EXPIRES JWT_REFRESH_TOKEN_EXPIRES JWT_TOKEN_LOCATION JWT_COOKIE_SECURE JWT_COOKIE_CSRF_PROTECT JWT_ALGORITHM
    REMEMBER_COOKIE_NAME REMEMBER_COOKIE_DURATION REMEMBER_COOKIE_SECURE REMEMBER_COOKIE_HTTPONLY REMEMBER_COOKIE_DOMAIN REMEMBER_COOKIE_SAMESITE
    SESSION_TYPE SESSION_PERMANENT SESSION_USE_SIGNER SESSION_KEY_PREFIX SESSION_REDIS SESSION_FILE_DIR CACHE_REDIS_URL CACHE_DEFAULT_TIMEOUT
    RATELIMIT_STORAGE_URI RATELIMIT_STORAGE_URL RATELIMIT_DEFAULT RATELIMIT_ENABLED DEBUG TESTING LOGIN_DISABLED CACHE_TYPE""".split()
)
"""What Flask 3.1, Flask-SQLAlchemy 3.1, Flask-Mail 0.10, Flask-WTF 1.2, Flask-JWT-Extended 4, Flask-Login 0.6, Flask-Session 0.8, Flask-Caching 2 and Flask-Limiter 4 read."""

_TAKEN_FOR = {
    "SQLALCHEMY_DB_URI": "SQLALCHEMY_DATABASE_URI",
    "SQLALCHEMY_DB_URL": "SQLALCHEMY_DATABASE_URI",
    "SQLALCHEMY_URI": "SQLALCHEMY_DATABASE_URI",
    "SQLALCHEMY_URL": "SQLALCHEMY_DATABASE_URI",
    "FLASK_SECRET_KEY": "SECRET_KEY",
    "APP_SECRET_KEY": "SECRET_KEY",
}
_SHORTEST = 8
"""In fewer letters one more makes another word."""


def meant(key: str) -> str:
    """The setting that a key is a slip of, which nobody reads: in its letters' case, its underscores, one letter, or a name that others use; ``""`` for what is read, or for a name of one's own."""
    if key in READ:
        return ""
    upper = key.upper().replace("-", "_")
    if upper in READ or upper in _TAKEN_FOR:
        return _TAKEN_FOR.get(upper, upper)
    plain = upper.replace("_", "")
    near = (known for known in READ if known.replace("_", "") == plain or is_one_slip(upper, known))
    return next(near, "") if len(plain) >= _SHORTEST else ""


_CONSTANTS = {"flask_limiter.extension.C.": "RATELIMIT_", "flask_limiter.constants.ConfigVars.": "RATELIMIT_"}
"""What stands before the names of an extension's own constants for its settings, and before the settings themselves (Flask-Limiter 1.5, 3.12 and 4.1; of those that differ in their endings none is asked for)."""


def key_of_constant(name: str) -> str:
    """The setting that an extension's constant names (``ConfigVars.STORAGE_URI``), by its dotted name; ``""`` for any other."""
    start, _, last = name.rpartition(".")
    return f"{before}{last}" if last and (before := _CONSTANTS.get(f"{start}.")) else ""
