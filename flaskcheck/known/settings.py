"""Settings of Flask and its extensions that questions are asked about, by what they hold.

Flask 3.1, Flask-SQLAlchemy 3.1, Flask-JWT-Extended 4, Flask-WTF 1.2, Flask-Security 5, Flask-Login 0.6 (their configuration pages); of databases also the names that
applications use for the URL before they hand it on.
"""

from __future__ import annotations

DATABASE_URLS = (
    "SQLALCHEMY_DATABASE_URI",
    "DATABASE_URL",
    "DATABASE_URI",
    "DB_URI",
    "SQLALCHEMY_DATABASE_URL",
    "DATABASE",
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
